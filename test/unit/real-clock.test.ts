import { expect, test } from 'vitest';
import { realClock } from '../../src/real-clock.ts';

test('an abort ends even the longest sleep', async () => {
  const controller = new AbortController();
  const sleep = realClock.sleep(100 * 24 * 3_600_000, controller.signal);
  controller.abort();
  await expect(sleep).resolves.toBeUndefined();
});

test('a sleep that is aborted beforehand, or that has no length, ends at once', async () => {
  await expect(realClock.sleep(1_000_000, AbortSignal.abort())).resolves.toBeUndefined();
  await expect(realClock.sleep(0)).resolves.toBeUndefined();
});

test('a sleep lasts', async () => {
  const before = realClock.now();
  await realClock.sleep(5);
  expect(realClock.now()).toBeGreaterThanOrEqual(before + 4);
});
