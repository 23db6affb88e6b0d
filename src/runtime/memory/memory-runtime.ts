import { PassThrough } from 'node:stream';
import type { Clock } from '../../model/clock.ts';
import type { Machine } from '../../model/node.ts';
import type { PodRef } from '../../model/pod.ts';
import { NO_CONFIG } from '../../model/pod-config.ts';
import {
  type LogLine,
  type LogOptions,
  type PodChange,
  type Runtime,
  RuntimeError,
  type Usage,
} from '../driver.ts';
import { logLine, selectLines } from './memory-log.ts';
import { stopOrder } from '../../model/pod-life.ts';
import { isEnding, isStarting, type MemoryContainer } from './memory-container.ts';
import { gatherFiles, readMemoryFiles, statMemoryFile, writeMemoryFiles } from './memory-files.ts';
import { askPodToStop, observedPod, retire, startNext } from './memory-pod.ts';
import { addProxy, configureMemoryProxy, dropProxy, observedProxies } from './memory-proxy.ts';
import {
  addHeldPod,
  addImage,
  addPod,
  addRecord,
  advance,
  behaviourOf,
  claimsIn,
  dropClaim,
  dropPod,
  dropRecord,
  findContainer,
  findPod,
  hasRecord,
  imageIdOf,
  isPresent,
  type MemoryEvent,
  type MemoryState,
  moveContainer,
  movePod,
  nextDue,
  withConfig,
} from './memory-state.ts';
import type { MemoryStore } from './memory-store.ts';
import { simulateAttachment, simulateCommand, simulateDebugger } from './simulate-command.ts';
import { simulatePull } from './pull.ts';

/** What each simulated container uses, and what there is. */
const USAGE: Usage = { cpu: 0.001, memory: 2 ** 20 };
const MACHINE: Machine = {
  os: 'linux',
  architecture: 'amd64',
  cpus: 4,
  memory: 8 * 2 ** 30,
  osImage: 'Simulated',
  kernelVersion: '1.0.0',
  engine: 'memory://1.0.0',
  hostName: 'simulated',
  id: 'simulated',
  address: '10.0.0.1',
};

interface MemoryRuntimeOptions {
  clock: Clock;
  store: MemoryStore;
  /** What it pretends to run on. */
  machine?: () => Promise<Machine>;
}

/** A client of a simulated engine. Time passes for its pods as the clock goes, whether somebody looks or not. */
export const createMemoryRuntime = ({
  clock,
  store,
  machine = async () => ({ ...MACHINE }),
}: MemoryRuntimeOptions): Runtime => {
  const now = (): number => clock.now();

  const current = async (): Promise<MemoryState> => advance(await store.read(), now());

  const update = (change: (state: MemoryState) => MemoryState): Promise<void> =>
    store.update((state) => change(advance(state, now())));

  const presentContainer = async (ref: PodRef): Promise<MemoryContainer> => {
    const container = findContainer(await current(), ref);
    if (container === undefined) throw new RuntimeError('notFound', `No such container: ${ref.id}`);
    return container;
  };

  const runningContainer = async (ref: PodRef): Promise<void> => {
    const { state } = await presentContainer(ref);
    if (state !== 'running') throw new RuntimeError('conflict', `Container ${ref.id} is not running`);
  };

  const runningPod = async (ref: PodRef): Promise<void> => {
    const pod = findPod(await current(), ref);
    if (pod === undefined) throw new RuntimeError('notFound', `No such pod: ${ref.id}`);
    if (observedPod(pod).state !== 'running') {
      throw new RuntimeError('conflict', `Pod ${ref.id} is not running`);
    }
  };

  /** What `look` finds, as soon as it finds something; undefined when the signal aborted. */
  const waitFor = async <T>(
    look: (state: MemoryState) => T | undefined,
    signal?: AbortSignal,
  ): Promise<T | undefined> => {
    for (;;) {
      if (signal?.aborted === true) return undefined;
      const state = await current();
      const found = look(state);
      if (found !== undefined) return found;
      const settled = new AbortController();
      const over = AbortSignal.any(signal === undefined ? [settled.signal] : [settled.signal, signal]);
      const due = nextDue(state);
      try {
        const changed = store.changed(state.revision, over);
        await (due === undefined ? changed : Promise.race([changed, clock.sleep(due - now(), over)]));
      } finally {
        settled.abort();
      }
    }
  };

  const startPod = async (ref: PodRef): Promise<void> => {
    await update((state) => movePod(state, ref, (pod) => startNext(pod, now())));
    const outcome = await waitFor((state) => {
      const pod = findPod(state, ref);
      if (pod === undefined) return 'gone';
      const { startError } = pod.containers.find((container) => container.startError !== undefined) ?? {};
      if (startError !== undefined) return { startError };
      return pod.containers.some((container) => isStarting(container) || isEnding(container))
        ? undefined
        : 'started';
    });
    if (typeof outcome === 'object') throw new RuntimeError('failed', outcome.startError);
    if (outcome === 'gone') throw new RuntimeError('notFound', `No such pod: ${ref.id}`);
  };

  const stopPod = async (ref: PodRef, graceSeconds: number): Promise<void> => {
    const end = now() + graceSeconds * 1_000;
    const spec = findPod(await current(), ref)?.asked.spec;
    for (const names of spec === undefined ? [] : stopOrder(spec)) {
      const graceMs = Math.max(0, end - now());
      await update((state) => movePod(state, ref, (pod) => askPodToStop(pod, names, now(), graceMs)));
      await waitFor((state) => {
        const isUp = findPod(state, ref)?.containers.some(
          ({ name, state: own }) => names.includes(name) && (own === 'running' || own === 'paused'),
        );
        return isUp === true ? undefined : 'stopped';
      });
    }
  };

  async function* changesAfter(seen: number, signal: AbortSignal): AsyncGenerator<PodChange, void> {
    let last = seen;
    const fresh = ({ events, lastEvent }: MemoryState): MemoryEvent[] | undefined => {
      if (lastEvent === last) return undefined;
      const unseen = events.filter(({ serial }) => serial > last);
      if (unseen[0]?.serial !== last + 1) {
        throw new RuntimeError('unreachable', 'the watch fell too far behind and lost events');
      }
      return unseen;
    };
    for (;;) {
      const events = await waitFor(fresh, signal);
      if (events === undefined) return;
      for (const { serial, pod, change } of events) {
        if (signal.aborted) return;
        last = serial;
        yield { pod: { ...pod }, change };
      }
    }
  }

  /** A number for how it is; another one once something has changed. */
  const versionOf = ({ revision, lastEvent }: MemoryState): number => revision + lastEvent;

  async function* allAfter(seen: number, signal: AbortSignal): AsyncGenerator<number, void> {
    let last = seen;
    for (;;) {
      const next = await waitFor(
        (state) => (versionOf(state) === last ? undefined : versionOf(state)),
        signal,
      );
      if (next === undefined) return;
      last = next;
      yield next;
    }
  }

  async function* logs(ref: PodRef, options: LogOptions): AsyncGenerator<LogLine, void> {
    const first = await presentContainer(ref);
    yield* selectLines(first, options).map(logLine);
    let last = first.written.at(-1)?.serial ?? 0;
    while (options.follow === true && options.run !== 'previous') {
      const fresh = await waitFor((state) => {
        const container = findContainer(state, ref);
        const lines = container?.written.filter(({ serial }) => serial > last) ?? [];
        const isOver = container === undefined || container.state === 'exited';
        return lines.length > 0 || isOver ? lines : undefined;
      }, options.signal);
      if (fresh === undefined || fresh.length === 0) return;
      last = fresh.at(-1)?.serial ?? last;
      yield* fresh.map(logLine);
    }
  }

  return {
    name: 'memory',
    version: async () => ({
      name: 'Simulated engine',
      version: '1.0.0',
      apiVersion: '1.0',
      os: process.platform,
      architecture: process.arch,
    }),
    machine,
    listPods: async () => structuredClone((await current()).pods.map(observedPod)),
    holdPod: (pod, waiting) => {
      const asked = structuredClone(pod);
      return update((state) => addHeldPod(state, asked, { ...waiting }, now()));
    },
    createPod: (pod, config = NO_CONFIG) => {
      const asked = structuredClone(pod);
      return update((state) => addPod(state, asked, config, now()));
    },
    writeConfig: (ref, config) =>
      update((state) => movePod(state, ref, (pod) => ({ pod: withConfig(pod, config), changes: [] }))),
    namePod: (ref, names) =>
      update((state) => movePod(state, ref, (pod) => ({ pod: { ...pod, names: [...names] }, changes: [] }))),
    startPod,
    stopPod,
    retirePod: (ref) => update((state) => movePod(state, ref, retire)),
    listProxies: async () => structuredClone(observedProxies(await current())),
    createProxy: (proxy) => {
      const asked = structuredClone(proxy);
      return update((state) => addProxy(state, asked));
    },
    configureProxy: (ref, configuration) =>
      update((state) => configureMemoryProxy(state, ref, { ...configuration })),
    removeProxy: (ref) => update((state) => dropProxy(state, ref)),
    logs,
    exec: async (ref, { command }) => {
      await runningContainer(ref);
      return simulateCommand(command);
    },
    attach: async (ref) => {
      await runningContainer(ref);
      return simulateAttachment(ref);
    },
    containerUsage: async (ref) =>
      (await presentContainer(ref)).state === 'running' ? { ...USAGE } : undefined,
    nodeUsage: async () => {
      const containers = (await current()).pods.flatMap((pod) => pod.containers);
      const running = containers.filter(({ state }) => state === 'running').length;
      const { cpus, memory } = await machine();
      return {
        used: { cpu: USAGE.cpu * running, memory: USAGE.memory * running },
        capacity: { cpu: cpus, memory },
      };
    },
    debug: async (subject, { image, command = [], args = [] }) => {
      if (subject.kind === 'pod') await runningPod(subject.pod);
      if (!isPresent(await current(), image))
        throw new RuntimeError('imageNotFound', `No such image: ${image}`);
      return simulateDebugger(image, [...command, ...args]);
    },
    openTunnel: async (ref) => {
      await runningPod(ref);
      return {
        connect: async () => {
          await runningPod(ref);
          // Nothing listens in a simulation, so what is sent comes back.
          return new PassThrough();
        },
        close: async () => {},
      };
    },
    statFile: async (ref, path) => statMemoryFile((await presentContainer(ref)).files ?? [], path),
    readFiles: async function* (ref, path) {
      const files = readMemoryFiles((await presentContainer(ref)).files ?? [], path);
      if (files.length === 0) throw new RuntimeError('notFound', `${path}: no such file or directory`);
      yield* files;
    },
    writeFiles: async (ref, folder, files) => {
      const added = await gatherFiles(files);
      const { files: before = [] } = await presentContainer(ref);
      if (statMemoryFile(before, folder)?.isFolder !== true) {
        throw new RuntimeError('notFound', `${folder}: no such folder`);
      }
      await update((state) =>
        moveContainer(state, ref, (container) => ({
          container: { ...container, files: writeMemoryFiles(container.files ?? [], folder, added) },
          changes: [],
        })),
      );
    },
    removePod: (ref) => update((state) => dropPod(state, ref)),
    listClaims: async () => claimsIn(await current()),
    removeClaim: (claim) => update((state) => dropClaim(state, claim)),
    pullImage: async (image, onProgress, { signal } = {}) => {
      await simulatePull(image, behaviourOf(await current(), image), { clock, onProgress, signal });
      await update((state) => addImage(state, image));
    },
    imageId: async (image) => imageIdOf(await current(), image),
    listRecords: async (kinds) => {
      const { records } = await current();
      const wanted = kinds === undefined ? records : records.filter(({ kind }) => kinds.includes(kind));
      return wanted.map((record) => ({ ...record }));
    },
    createRecord: async (record) => {
      let created = false;
      await update((state) => {
        created = !hasRecord(state, record);
        return created ? addRecord(state, record, now()) : state;
      });
      return created;
    },
    removeRecord: (record) => update((state) => dropRecord(state, record)),
    watch: async (signal) => changesAfter((await current()).lastEvent, signal),
    watchAll: async (signal) => allAfter(versionOf(await current()), signal),
    close: async () => {},
  };
};
