import type { Clock } from '../model/clock.ts';

/** What others write down of a change comes a little after it. */
const LATER_MS = 2_000;

/** Every change, and a last word some time after the last of them. */
export async function* withEcho(
  changes: AsyncIterable<unknown>,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<void, void> {
  const source = changes[Symbol.asyncIterator]();
  let next = source.next();
  let echoDue = false;
  while (!signal.aborted) {
    const wake = new AbortController();
    const later = echoDue ? [clock.sleep(LATER_MS, wake.signal).then(() => 'echo' as const)] : [];
    const news = await Promise.race([next, ...later]);
    wake.abort();
    if (news === 'echo') {
      echoDue = false;
      yield;
      continue;
    }
    if (news.done === true) return;
    next = source.next();
    echoDue = true;
    yield;
  }
}
