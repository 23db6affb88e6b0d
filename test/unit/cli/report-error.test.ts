import { describe, expect, test } from 'vitest';
import { reportError } from '../../../src/cli/report-error.ts';
import { CliError } from '../../../src/model/cli-error.ts';
import { RuntimeError } from '../../../src/runtime/driver.ts';
import type { World } from '../../../src/world.ts';

const report = (error: unknown, { aborted = false, failureCode = 1 } = {}) => {
  let stderr = '';
  const output = {
    isTTY: false,
    columns: undefined,
    write: (text: string | Uint8Array) => {
      stderr += Buffer.from(text).toString();
    },
  };
  const world: Pick<World, 'env' | 'stderr' | 'signal'> = {
    env: {},
    stderr: output,
    signal: aborted ? AbortSignal.abort() : new AbortController().signal,
  };
  return { code: reportError(error, world, failureCode), stderr };
};

test.each([
  [new CliError('usage', 'x'), 1, 'error: x\n'],
  [new CliError('usage', 'x', { hint: 'See y' }), 1, 'error: x\nSee y\n'],
  [new CliError('usage', 'x\n', { hint: 'See y' }), 1, 'error: x\nSee y\n'],
  [new CliError('lost', 'x', { exitCode: 3 }), 3, 'error: x\n'],
  [new CliError('notFound', 'x'), 1, 'Error from server (NotFound): x\n'],
  [new CliError('alreadyExists', 'x'), 1, 'Error from server (AlreadyExists): x\n'],
  [new CliError('conflict', 'x'), 1, 'Error from server (Conflict): x\n'],
  [
    new AggregateError([new CliError('notFound', 'x'), new CliError('usage', 'y')]),
    1,
    'Error from server (NotFound): x\nerror: y\n',
  ],
])('%s', (error, code, stderr) => {
  expect(report(error)).toEqual({ code, stderr });
});

test('a command may have an exit code of its own for failures', () => {
  expect(report(new CliError('usage', 'x'), { failureCode: 2 }).code).toBe(2);
  expect(report(new CliError('usage', 'x', { exitCode: 3 }), { failureCode: 2 }).code).toBe(3);
});

describe('after Ctrl-C', () => {
  const aborted = true;

  test('what was cut short needs no words', () => {
    const shown = { code: 130, stderr: '' };
    expect(report(new RuntimeError('interrupted', 'x'), { aborted })).toEqual(shown);
    expect(report(new DOMException('x', 'AbortError'), { aborted })).toEqual(shown);
  });

  test('what failed all the same is said', () => {
    const shown = { code: 130, stderr: 'error: x\n' };
    expect(report(new RuntimeError('failed', 'x'), { aborted })).toEqual(shown);
    expect(report(new CliError('interrupted', 'x'), { aborted })).toEqual(shown);
  });
});
