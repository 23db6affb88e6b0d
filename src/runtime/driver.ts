import type { Duplex } from 'node:stream';
import type { ClaimRef } from '../model/claim.ts';
import type { Machine } from '../model/node.ts';
import type { NewPod, ObservedPod, PodRef, Waiting } from '../model/pod.ts';
import type { FileStat, PodFile } from '../model/pod-file.ts';
import type { PodConfig } from '../model/pod-config.ts';
import type { NewProxy, ObservedProxy, ProxyConfiguration, ProxyRef } from '../model/proxy.ts';
import type { RegistryLogin } from '../model/registry-login.ts';

/**
 * The contract between berth and whatever runs its pods. test/contract holds every implementation to it.
 *
 * Every method rejects with a RuntimeError and nothing else. Every method that changes something may be called
 * again after it failed or was interrupted.
 */
export interface Runtime {
  readonly name: string;

  version(): Promise<EngineVersion>;

  /** What it runs on. An engine may take a while to tell. */
  machine(): Promise<Machine>;

  /**
   * All pods of berth's, in one call. Of those in the namespaces `namesIn` it tells by which names they are found,
   * too, which may cost a call for each.
   */
  listPods(options?: { namesIn?: ReadonlySet<string> }): Promise<ObservedPod[]>;

  /**
   * With all its containers. Fails with `conflict` where a pod of that name exists, with `imageNotFound` where its image is not there.
   * A pod that is terminating may hold its name or leave it free. Where this very pod (its uid) exists, all is done.
   * A pod that waits becomes this one. `config` is what the pod refers to; values of Secrets are shown to nobody else.
   */
  createPod(pod: NewPod, config?: PodConfig): Promise<void>;

  /** From then on, others find the pod by these names and no others. Its connections go on. */
  namePod(pod: PodRef, names: readonly string[]): Promise<void>;

  /**
   * Lists the pod, in state `waiting`, for every client to see why it cannot be made yet. Doing so again says another
   * reason. It holds no name against a pod that is made.
   */
  holdPod(pod: NewPod, waiting: Waiting): Promise<void>;

  /** Writes the files of a pod anew that show its ConfigMaps and Secrets, whether it runs or not. */
  writeConfig(pod: ObservedPod, config: PodConfig): Promise<void>;

  /**
   * Starting a pod that runs is no error. One that is paused goes on. Of several containers those start whose turn it
   * is (model/pod-life.ts), and sidecars end that nobody is left for; it is called again for those that come next.
   */
  startPod(pod: PodRef): Promise<void>;

  /** Marks the pod as terminating, for every client to see, and lets it run. One that has gone is no error. */
  retirePod(pod: PodRef): Promise<void>;

  /**
   * Marks the pod as terminating, for every client to see, then asks it to end, its sidecars last, and ends it by
   * force after the grace period. Resolves when it has stopped. Stopping a pod that has stopped or gone is no error.
   */
  stopPod(pod: PodRef, graceSeconds: number): Promise<void>;

  /** Removes a pod and what belongs to it alone. Removing a pod that has gone is no error. */
  removePod(pod: PodRef): Promise<void>;

  /**
   * What a container has written up to now, oldest first, over all its runs that the engine still knows of. One that
   * never ran has written nothing. With `follow` it goes on, over restarts, until it has ended for good, is removed
   * or the signal aborts.
   */
  logs(container: PodRef, options: LogOptions): AsyncIterable<LogLine>;

  /** Runs a command in a container, beside what runs there. Fails with `conflict` where it does not run. */
  exec(container: PodRef, request: ExecRequest): Promise<Execution>;

  /**
   * Joins what runs in a container: what it writes from now on and, with `stdin`, what it reads. Ends when that ends, or
   * its terminal is left. Fails with `conflict` where it does not run.
   */
  attach(container: PodRef, stdin: boolean): Promise<Attachment>;

  /** What a container uses, over about a second; undefined where it does not run or the engine cannot tell. */
  containerUsage(container: PodRef): Promise<Usage | undefined>;

  /** What all that runs on the engine uses, also what is not berth's. */
  nodeUsage(): Promise<NodeUsage>;

  /**
   * A way to the ports of a pod, from inside it. `toolsImage` holds what makes the connections. Fails with `conflict`
   * where the pod does not run, with `imageNotFound` where the image is not there.
   */
  openTunnel(pod: PodRef, toolsImage: string): Promise<Tunnel>;

  /**
   * Runs a container for a look from inside, and joins it. It is gone once it has ended or its pod is removed. Fails with `conflict` where
   * the pod does not run, with `imageNotFound` where the image is not there.
   */
  debug(subject: DebugSubject, request: DebugRequest): Promise<Attachment>;

  /**
   * What is at a path of a container, links followed; undefined where nothing is. A path that does not begin at the
   * root begins where its commands do. It need not run, here and in the two calls below.
   */
  statFile(container: PodRef, path: string): Promise<FileStat | undefined>;

  /**
   * A file, or a folder with all that it holds, folders first. Where a link is named, it is what that leads to. Fails
   * with `notFound` where nothing is.
   */
  readFiles(container: PodRef, path: string): AsyncIterable<PodFile>;

  /**
   * Puts files into a folder of a container, over those of the same name. They belong to whom they say in one that
   * runs as root, else to its user. Fails with `notFound` where there is no such folder.
   */
  writeFiles(container: PodRef, folder: string, files: AsyncIterable<PodFile>): Promise<void>;

  /** All proxies of berth's, in one call. */
  listProxies(): Promise<ObservedProxy[]>;

  /**
   * Resolves when the proxy serves. Ports of the host that are taken are left out, and `refused` says so. Fails with
   * `conflict` where the Service has a proxy, with `imageNotFound` where the image is not there, and with `invalid`
   * where the proxy does not understand its configuration; it then leaves no proxy behind.
   */
  createProxy(proxy: NewProxy): Promise<void>;

  /**
   * Resolves when connections follow the new configuration. Where that drops an endpoint, those of before have ended
   * by then, or had a few seconds to.
   * Where the proxy does not understand it (`invalid`), the one that it had stays in use.
   */
  configureProxy(proxy: ProxyRef, configuration: ProxyConfiguration): Promise<void>;

  /** Removing a proxy that has gone is no error. */
  removeProxy(proxy: ProxyRef): Promise<void>;

  /** The claims that have a volume: it is made with the first pod that uses it. */
  listClaims(): Promise<ClaimRef[]>;

  /** Removes a claim's volume with all that is in it; `conflict` while a pod uses it. It may have gone already. */
  removeClaim(claim: ClaimRef): Promise<void>;

  /**
   * `imageNotFound`, `unauthorized` and `unreachable` are told apart. An image that was made on the machine and never
   * came from a registry is left as it is; then there is no progress.
   */
  pullImage(
    image: string,
    onProgress: (progress: PullProgress) => void,
    options?: PullOptions,
  ): Promise<void>;

  /** What an image is by its content, which no other image ever is; undefined where it is not there. */
  imageId(image: string): Promise<string | undefined>;

  /** The records whose kind is among `kinds` (all without it), every version that still exists, in no order. */
  listRecords(kinds?: readonly string[]): Promise<RuntimeRecord[]>;

  /**
   * The one primitive that decides between racing writers: of several that create the same key and version,
   * exactly one gets true.
   */
  createRecord(record: NewRuntimeRecord): Promise<boolean>;

  /** Removing a record that has gone is no error. */
  removeRecord(record: Pick<RuntimeRecord, 'kind' | 'key' | 'version'>): Promise<void>;

  /**
   * What changes among berth's pods, from the call on: an event that happens after `watch` resolved is never
   * missed. The iterator ends when the signal aborts and throws `unreachable` when the engine goes away.
   */
  watch(signal: AbortSignal): Promise<AsyncIterable<PodChange>>;

  /** The same for all that can be looked at: something happened to a pod, a proxy or a record. A look tells what. */
  watchAll(signal: AbortSignal): Promise<AsyncIterable<unknown>>;

  /** Lets go of connections and files. */
  close(): Promise<void>;
}

export interface EngineVersion {
  /** `Docker Engine 20.10.24`. */
  name: string;
  version: string;
  apiVersion: string;
  os: string;
  architecture: string;
}

export interface LogOptions {
  /** That many of the last lines; all without it. */
  tail?: number;
  /**
   * Only the present run, which is the last one where none runs, or the one before, as far as the engine remembers
   * when it began.
   */
  run?: 'present' | 'previous';
  /** Only what was written at this time or later. */
  since?: number;
  follow?: boolean;
  signal?: AbortSignal;
}

export interface ExecRequest {
  command: readonly string[];
  /** Whether the command gets input. Without it, it finds none. */
  stdin: boolean;
  /** For a command that wants a terminal. Then all that it writes comes as stdout. */
  terminal?: TerminalSize;
}

export interface TerminalSize {
  columns: number;
  rows: number;
}

/** What is joined to a program that runs. */
export interface Attachment {
  /** What the program writes, until it has ended. It must be read. */
  output: AsyncIterable<Output>;
  /** Resolves when there is room for more. What a program that has ended would have read is lost. */
  write(bytes: Uint8Array): Promise<void>;
  endInput(): void;
  resize(size: TerminalSize): Promise<void>;
}

export interface Execution extends Attachment {
  /** To be asked for when the output has ended. */
  exitCode(): Promise<number>;
}

export interface Output {
  stream: 'stdout' | 'stderr';
  bytes: Uint8Array;
}

/** Whose network a debugging container is in: a pod's, with the processes of one of its containers, or the machine's. */
export type DebugSubject = { kind: 'pod'; pod: PodRef; processesOf?: PodRef } | { kind: 'node' };

export interface DebugRights {
  /** Capabilities beside those that every container has, and without which of them. */
  add: readonly string[];
  drop: readonly string[];
  privileged: boolean;
}

export interface DebugRequest {
  name: string;
  image: string;
  /** In place of those of the image. */
  command?: readonly string[];
  args?: readonly string[];
  /** `NAME=value` */
  env: readonly string[];
  stdin: boolean;
  /** Whether it has a terminal. */
  terminal: boolean;
  rights: DebugRights;
}

export interface Usage {
  /** Cores. */
  cpu: number;
  /** Bytes that could not be given up at once. */
  memory: number;
}

export interface NodeUsage {
  /** Undefined where the engine cannot tell. */
  used: Usage | undefined;
  /** All that there is. */
  capacity: Usage;
}

export interface Tunnel {
  /**
   * A connection to what listens at this port of the pod's own 127.0.0.1, also after the pod has started again. It is
   * destroyed with an error where nothing listens. Fails with `conflict` while the pod does not run, with `notFound`
   * once it is gone.
   */
  connect(port: number): Promise<Duplex>;
  close(): Promise<void>;
}

/** A line, with the line break that ends it. */
export interface LogLine extends Output {
  /** When it was written, with all nine digits of the second: `2026-01-02T03:04:05.123456789Z`. */
  at: string;
}

export interface PullOptions {
  /** To be tried one after the other, before those that the runtime knows of itself. */
  logins?: readonly RegistryLogin[];
  signal?: AbortSignal;
}

export interface PullProgress {
  image: string;
  /** The engine's own words: `Downloading`. */
  status: string;
  /** Bytes over all layers, where the engine says. */
  current?: number;
  total?: number;
}

/** One version of one stored object. The runtime neither reads nor changes `body`. */
export interface RuntimeRecord {
  kind: string;
  /** Names the object among those of its kind: `default/web`. */
  key: string;
  version: number;
  body: string;
  createdAt: number;
}

export type NewRuntimeRecord = Omit<RuntimeRecord, 'createdAt'>;

export interface PodChange {
  pod: Pick<PodRef, 'namespace' | 'name'>;
  change: 'created' | 'started' | 'health' | 'stopped' | 'removed' | 'other';
}

export type RuntimeErrorCode =
  | 'notFound'
  | 'conflict'
  | 'imageNotFound'
  | 'unauthorized'
  | 'portInUse'
  | 'invalid'
  | 'unreachable'
  | 'interrupted'
  | 'failed';

/** The message holds the engine's own words. */
export class RuntimeError extends Error {
  readonly code: RuntimeErrorCode;

  constructor(code: RuntimeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RuntimeError';
    this.code = code;
  }
}
