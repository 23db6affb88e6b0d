import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { holderName, isGone, processHolder } from '../../src/process-holder.ts';

const startChild = () => {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  return { child, name: holderName(child.pid ?? 0) };
};

const end = async ({ child }: ReturnType<typeof startChild>): Promise<void> => {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

test('a process that lives is not gone, and is once it has ended', async () => {
  const started = startChild();
  expect(isGone(started.name)).toBe(false);
  await end(started);
  expect(isGone(started.name)).toBe(true);
});

test('each command of one process has a name of its own, and lives', () => {
  const [one, other] = [processHolder(), processHolder()];
  expect(one.name).not.toBe(other.name);
  expect(one.isGone(other.name)).toBe(false);
});

test.runIf(existsSync('/proc/self/stat'))('a process number that another process has by now is gone', () => {
  const [uuid, place, pid, start] = holderName(process.pid).split(' ');
  expect(isGone(`${uuid} ${place} ${pid} ${Number(start) + 1}`)).toBe(true);
});

test.each(['', 'some text', 'uuid elsewhere/pid:[1] 999999999 1'])(
  'of a process elsewhere nothing is known: %s',
  (name) => expect(isGone(name)).toBe(false),
);
