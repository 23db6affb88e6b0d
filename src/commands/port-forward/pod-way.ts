import type { Duplex } from 'node:stream';
import { phaseOf } from '../../cluster/objects/pod.ts';
import { CliError } from '../../model/cli-error.ts';
import type { ObservedPod } from '../../model/pod.ts';
import { type PodChange, type Runtime, RuntimeError, type Tunnel } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';
import { withTools } from '../pods/with-image.ts';

/** Where the connections of one command go: to a pod, and to another one once that is replaced. */
export interface PodWay {
  connect(portOf: (pod: ObservedPod) => number): Promise<Duplex>;
  /** Rejects when the pod is gone for good and none can take its place. Resolves when the signal aborts. */
  readonly over: Promise<void>;
  close(): Promise<void>;
}

interface WayRequest {
  readonly pod: ObservedPod;
  /** Who takes the place of the pod; undefined where that pod alone is meant. */
  readonly choose: (() => Promise<ObservedPod>) | undefined;
  /** How long a connection waits for a pod that runs. */
  readonly timeout: number;
}

interface Opened {
  readonly pod: ObservedPod;
  readonly tunnel: Promise<Tunnel>;
}

const doesNotRun = (error: unknown): boolean =>
  error instanceof RuntimeError && (error.code === 'conflict' || error.code === 'notFound');

/** One that was stopped by hand may be started again. */
const isOver = (pod: ObservedPod | undefined): boolean =>
  pod === undefined || ['Succeeded', 'Failed'].includes(phaseOf(pod));

export const openPodWay = async (
  runtime: Runtime,
  { pod: first, choose, timeout }: WayRequest,
  world: World,
): Promise<PodWay> => {
  const { clock, signal } = world;
  const news = await runtime.watch(signal);
  /** By the pod. Connections through an old one go on until its pod is gone. */
  const tunnels = new Map<string, Opened>();
  let chosen = Promise.resolve(first);
  let isInDoubt = false;
  let changes = 0;
  let waiting: (() => void)[] = [];

  const tunnelTo = (pod: ObservedPod): Promise<Tunnel> => {
    const known = tunnels.get(pod.id);
    if (known !== undefined) return known.tunnel;
    const tunnel = withTools(runtime, world, (image) => runtime.openTunnel(pod, image));
    tunnels.set(pod.id, { pod, tunnel });
    tunnel.catch(() => tunnels.delete(pod.id));
    return tunnel;
  };

  const closeTunnel = async ({ pod, tunnel }: Opened): Promise<void> => {
    tunnels.delete(pod.id);
    await tunnel.then((opened) => opened.close()).catch(() => undefined);
  };

  /** Of several connections that are in doubt, one looks. */
  const present = (): Promise<ObservedPod> => {
    if (!isInDoubt || choose === undefined) return chosen;
    isInDoubt = false;
    const before = chosen;
    chosen = choose();
    chosen.catch(() => {
      isInDoubt = true;
      chosen = before;
    });
    return chosen;
  };

  const changed = async (seen: number, until: number): Promise<void> => {
    if (changes > seen) return;
    const news = new AbortController();
    waiting.push(() => news.abort());
    await clock.sleep(Math.max(0, until - clock.now()), AbortSignal.any([signal, news.signal]));
  };

  const take = async ({ pod, change }: PodChange): Promise<void> => {
    if (pod.namespace !== first.namespace) return;
    isInDoubt = true;
    changes += 1;
    for (const wake of waiting) wake();
    waiting = [];
    const isMeant = (other: Pick<ObservedPod, 'namespace' | 'name'>): boolean =>
      other.namespace === pod.namespace && other.name === pod.name;
    if (change === 'removed') {
      await Promise.all([...tunnels.values()].filter((opened) => isMeant(opened.pod)).map(closeTunnel));
    }
    if (choose !== undefined || !isMeant(first)) return;
    const pods = await runtime.listPods();
    if (isOver(pods.find(({ id }) => id === first.id))) {
      throw new CliError('lostConnection', 'lost connection to pod');
    }
  };

  const follow = async (): Promise<void> => {
    for await (const change of news) await take(change);
  };

  await tunnelTo(first);
  return {
    connect: async (portOf) => {
      const until = clock.now() + timeout;
      for (;;) {
        const seen = changes;
        try {
          const pod = await present();
          const tunnel = await tunnelTo(pod);
          return await tunnel.connect(portOf(pod));
        } catch (error) {
          if (choose === undefined || !doesNotRun(error) || clock.now() >= until) throw error;
          await changed(seen, until);
          isInDoubt = true;
        }
      }
    },
    over: follow(),
    close: async () => {
      await Promise.all([...tunnels.values()].map(closeTunnel));
    },
  };
};
