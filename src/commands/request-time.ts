import type { Invocation } from '../cli/command-spec.ts';
import type { World } from '../world.ts';

/** --request-timeout: what watches ends, and ends well, when its time is over. */
export const withinRequestTime = async (
  { requestTimeoutMs }: Pick<Invocation, 'requestTimeoutMs'>,
  world: World,
  watch: (world: World) => Promise<void>,
): Promise<void> => {
  if (requestTimeoutMs === 0) return watch(world);
  const [over, done] = [new AbortController(), new AbortController()];
  void world.clock.sleep(requestTimeoutMs, done.signal).then(() => over.abort());
  try {
    await watch({ ...world, signal: AbortSignal.any([world.signal, over.signal]) });
  } catch (error) {
    if (world.signal.aborted || !over.signal.aborted) throw error;
  } finally {
    done.abort();
  }
};
