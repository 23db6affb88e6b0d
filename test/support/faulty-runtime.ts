import type { Clock } from '../../src/model/clock.ts';
import { type Runtime, RuntimeError, type RuntimeErrorCode } from '../../src/runtime/driver.ts';

type Method = Exclude<keyof Runtime, 'name'>;

const MUTATIONS: ReadonlySet<Method> = new Set<Method>([
  'createPod',
  'startPod',
  'stopPod',
  'removePod',
  'retirePod',
  'namePod',
  'createProxy',
  'configureProxy',
  'removeProxy',
  'pullImage',
  'createRecord',
  'removeRecord',
]);

/** What goes wrong. Calls are counted from 1; `nth` left out means every one. */
export type Fault =
  /** The call is refused and changes nothing. */
  | { kind: 'fails'; method: Method; nth?: number; code?: RuntimeErrorCode }
  /** The call does its work, and its answer is lost. */
  | { kind: 'answerLost'; method: Method; nth?: number }
  /** The call neither does anything nor answers, unless it can be called off and is. */
  | { kind: 'hangs'; method: Method; nth?: number }
  /** Nothing gets through in this stretch of time, and watches break off. */
  | { kind: 'unreachable'; from: number; until: number }
  /** The process is killed just before its nth mutation takes effect, or just after. */
  | { kind: 'dies'; nth: number; after?: boolean };

export interface FaultyRuntime extends Runtime {
  /**
   * Resolves when the process that uses the runtime has been killed. None of its calls is ever answered any more:
   * to it, as to a killed process, nothing happens. Race the command under test against it.
   */
  readonly died: Promise<void>;
  /** How many mutations the process has begun: it can be killed at each of them. */
  mutations(): number;
}

const silence = <T>(): Promise<T> => new Promise(() => {});

const unreachable = (): RuntimeError => new RuntimeError('unreachable', 'the engine does not answer');

/** Any runtime, with things going wrong by a script. One faulty runtime stands for one process. */
export const createFaultyRuntime = (
  runtime: Runtime,
  clock: Clock,
  faults: readonly Fault[],
): FaultyRuntime => {
  const calls = new Map<Method, number>();
  let mutations = 0;
  let dead = false;
  let die = (): void => {};
  const died = new Promise<void>((resolve) => {
    die = () => {
      dead = true;
      resolve();
    };
  });

  const isDown = (): boolean =>
    faults.some(
      (fault) => fault.kind === 'unreachable' && fault.from <= clock.now() && clock.now() < fault.until,
    );

  const faultOf = (method: Method, nth: number): Fault | undefined =>
    faults.find((fault) =>
      fault.kind === 'dies'
        ? MUTATIONS.has(method) && fault.nth === mutations
        : fault.kind !== 'unreachable' && fault.method === method && (fault.nth ?? nth) === nth,
    );

  const calledOff = (signal: AbortSignal | undefined): Promise<never> =>
    new Promise((_, reject) => {
      const stop = (): void => reject(new RuntimeError('interrupted', 'called off'));
      if (signal?.aborted === true) stop();
      signal?.addEventListener('abort', stop);
    });

  /** Does the work unless a fault says otherwise; a dead process learns nothing of its outcome. */
  const call = async <T>(method: Method, work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    if (dead) return silence();
    const nth = (calls.get(method) ?? 0) + 1;
    calls.set(method, nth);
    if (MUTATIONS.has(method)) mutations += 1;
    if (isDown()) throw unreachable();
    const fault = faultOf(method, nth);
    switch (fault?.kind) {
      case 'fails':
        throw new RuntimeError(fault.code ?? 'failed', `${method} was made to fail`);
      case 'hangs':
        return calledOff(signal);
      case 'answerLost':
        await work();
        throw unreachable();
      case 'dies':
        if (fault.after !== true) {
          die();
          return silence();
        }
        await work();
        die();
        return silence();
      case 'unreachable':
      case undefined:
    }
    try {
      return await work();
    } finally {
      if (dead) await silence();
    }
  };

  /** When the next outage begins; a watch breaks off then. */
  const nextOutage = (): number | undefined => {
    const starts = faults.flatMap((fault) =>
      fault.kind === 'unreachable' && fault.from >= clock.now() ? [fault.from] : [],
    );
    return starts.length === 0 ? undefined : Math.min(...starts);
  };

  async function* guarded<T>(changes: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void> {
    const ended = new AbortController();
    const over = AbortSignal.any([signal, ended.signal]);
    const outageAt = nextOutage();
    const outage =
      outageAt === undefined
        ? silence<undefined>()
        : clock.sleep(outageAt - clock.now(), over).then(() => undefined);
    const source = changes[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await Promise.race([source.next(), outage]);
        if (dead) await silence();
        if (next === undefined && !signal.aborted) throw unreachable();
        if (next === undefined || next.done === true) return;
        yield next.value;
      }
    } finally {
      ended.abort();
      void source.return?.();
    }
  }

  return {
    name: runtime.name,
    died,
    mutations: () => mutations,
    version: () => call('version', () => runtime.version()),
    imageId: (image) => call('imageId', () => runtime.imageId(image)),
    listPods: (options) => call('listPods', () => runtime.listPods(options)),
    holdPod: (pod, waiting) => call('holdPod', () => runtime.holdPod(pod, waiting)),
    createPod: (pod, config) => call('createPod', () => runtime.createPod(pod, config)),
    namePod: (pod, names) => call('namePod', () => runtime.namePod(pod, names)),
    writeConfig: (pod, config) => call('writeConfig', () => runtime.writeConfig(pod, config)),
    startPod: (pod) => call('startPod', () => runtime.startPod(pod)),
    stopPod: (pod, graceSeconds) => call('stopPod', () => runtime.stopPod(pod, graceSeconds)),
    removePod: (pod) => call('removePod', () => runtime.removePod(pod)),
    retirePod: (pod) => call('retirePod', () => runtime.retirePod(pod)),
    listProxies: () => call('listProxies', () => runtime.listProxies()),
    createProxy: (proxy) => call('createProxy', () => runtime.createProxy(proxy)),
    configureProxy: (proxy, configuration) =>
      call('configureProxy', () => runtime.configureProxy(proxy, configuration)),
    removeProxy: (proxy) => call('removeProxy', () => runtime.removeProxy(proxy)),
    logs: (pod, options) => runtime.logs(pod, options),
    exec: (pod, request) => call('exec', () => runtime.exec(pod, request)),
    attach: (pod, stdin) => call('attach', () => runtime.attach(pod, stdin)),
    containerUsage: (container) => call('containerUsage', () => runtime.containerUsage(container)),
    machine: () => call('machine', () => runtime.machine()),
    nodeUsage: () => call('nodeUsage', () => runtime.nodeUsage()),
    debug: (subject, request) => call('debug', () => runtime.debug(subject, request)),
    statFile: (pod, path) => call('statFile', () => runtime.statFile(pod, path)),
    readFiles: (pod, path) => runtime.readFiles(pod, path),
    writeFiles: (pod, folder, files) => call('writeFiles', () => runtime.writeFiles(pod, folder, files)),
    openTunnel: (pod, toolsImage) => call('openTunnel', () => runtime.openTunnel(pod, toolsImage)),
    listClaims: () => call('listClaims', () => runtime.listClaims()),
    removeClaim: (claim) => call('removeClaim', () => runtime.removeClaim(claim)),
    pullImage: (image, onProgress, options) =>
      call('pullImage', () => runtime.pullImage(image, onProgress, options), options?.signal),
    listRecords: (kinds) => call('listRecords', () => runtime.listRecords(kinds)),
    createRecord: (record) => call('createRecord', () => runtime.createRecord(record)),
    removeRecord: (record) => call('removeRecord', () => runtime.removeRecord(record)),
    watch: (signal) => call('watch', async () => guarded(await runtime.watch(signal), signal)),
    watchAll: (signal) => call('watchAll', async () => guarded(await runtime.watchAll(signal), signal)),
    close: () => call('close', () => runtime.close()),
  };
};
