import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createFakeClock } from '../../support/fake-clock.ts';

test('an hour of sleep passes at once', async () => {
  const clock = createFakeClock(0);
  await clock.sleep(3_600_000);
  expect(clock.now()).toBe(3_600_000);
});

test('sleepers wake in the order in which they are due, equals in the order in which they came', async () => {
  const clock = createFakeClock(0);
  const woken: string[] = [];
  const nap = (name: string, ms: number) =>
    clock.sleep(ms).then(() => woken.push(`${name} at ${clock.now()}`));
  await Promise.all([nap('late', 30), nap('first', 10), nap('second', 10), nap('soon', 20)]);
  expect(woken).toEqual(['first at 10', 'second at 10', 'soon at 20', 'late at 30']);
});

test('time stands still while anything else can run', async () => {
  const clock = createFakeClock(0);
  const deadline = clock.sleep(1_000);
  for (let turn = 0; turn < 1_000; turn += 1) await Promise.resolve();
  await readFile(import.meta.filename);
  expect(clock.now()).toBe(0);
  await deadline;
});

test('time stands still during work that the clock was told of', async () => {
  const clock = createFakeClock(0);
  const deadline = clock.sleep(1_000);
  await clock.during(new Promise((resolve) => setTimeout(resolve, 5)));
  expect(clock.now()).toBe(0);
  await deadline;
  expect(clock.now()).toBe(1_000);
});

test('an aborted sleep ends at once and time does not move', async () => {
  const clock = createFakeClock(0);
  const controller = new AbortController();
  const sleep = clock.sleep(1_000, controller.signal);
  controller.abort();
  await sleep;
  await clock.sleep(1_000, controller.signal);
  expect(clock.now()).toBe(0);
});
