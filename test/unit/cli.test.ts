import { describe, expect, test } from 'vitest';
import { RuntimeError } from '../../src/runtime/driver.ts';
import { createMemoryRuntime } from '../../src/runtime/memory/memory-runtime.ts';
import { createMemoryStore } from '../../src/runtime/memory/memory-store.ts';
import type { RuntimeChoice } from '../../src/world.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openSession } from '../support/session.ts';

const { berth } = openSession();

describe('mistakes get the answers of kubectl', () => {
  test.each([
    ['aply -f x', 1, 'Error: unknown command "aply" for "berth"\n\nDid you mean this?\n\tapply\n\n'],
    ['xyzzy', 1, 'Error: unknown command "xyzzy" for "berth"\n'],
    ['--foo', 1, "Error: unknown flag: --foo\nSee 'berth --help' for usage.\n"],
    ['get --foo', 1, "Error: unknown flag: --foo\nSee 'berth get --help' for usage.\n"],
    ['get -Z', 1, "Error: unknown shorthand flag: 'Z' in -Z\nSee 'berth get --help' for usage.\n"],
    ['get -n', 1, "Error: flag needs an argument: 'n' in -n\nSee 'berth get --help' for usage.\n"],
    [
      'get pods -A=x',
      1,
      'Error: invalid argument "x" for "-A, --all-namespaces" flag: strconv.ParseBool: parsing "x": invalid syntax\nSee \'berth get --help\' for usage.\n',
    ],
    [
      'scale --replicas=x deploy/a',
      1,
      'Error: invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax\nSee \'berth scale --help\' for usage.\n',
    ],
    [
      'delete pod x --timeout=5',
      1,
      'Error: invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"\nSee \'berth delete --help\' for usage.\n',
    ],
    ['scale deploy/a', 1, 'error: required flag(s) "replicas" not set\n'],
    [
      'get --namespce=x pods',
      1,
      "Error: unknown flag: --namespce\n\nDid you mean this?\n\t--namespace\n\nSee 'berth get --help' for usage.\n",
    ],
    // diff ends with 1 where there are differences, so its failures end with more.
    ['diff --foo', 2, "error: unknown flag: --foo\nSee 'berth diff -h' for help and examples\n"],
    ['version x', 1, 'error: extra arguments: [x]\n'],
    ['version -o wide', 1, "error: --output must be 'yaml' or 'json'\n"],
    [
      'api-versions x',
      1,
      "error: unexpected arguments: [x]\nSee 'berth api-versions -h' for help and examples\n",
    ],
    ['get pods --runtime=cloud', 1, 'error: unknown runtime "cloud": must be one of docker, memory\n'],
  ])('berth %s', async (line, code, stderr) => {
    expect(await berth(line)).toEqual({ code, stdout: '', stderr });
  });
});

describe('help', () => {
  test.each(['', '-h', '--help', 'help', '-n x'])('berth %s lists the commands', async (line) => {
    const { code, stdout, stderr } = await berth(line);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^berth runs Kubernetes manifests on a plain Docker daemon\.\n/);
    expect(stdout).toMatch(/\nUsage:\n {2}berth \[flags\] \[options\]\n/);
  });

  test.each(['get -h', 'get --help', 'get pods --help', '--help get', 'help get', '-n x help get'])(
    'berth %s shows how to get',
    async (line) => {
      const { code, stdout, stderr } = await berth(line);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^Display one or many resources\.\n/);
    },
  );

  test('a wrong flag is told before help is given', async () => {
    expect(await berth('get --help --foo')).toMatchObject({ code: 1, stdout: '' });
  });

  test('an unknown topic is said on stderr', async () => {
    const { code, stdout, stderr } = await berth('help foo');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^Unknown help topic \[`foo`\]\n/);
  });

  test('-- ends the flags, so what follows is no call for help', async () => {
    expect(await berth('version --client -- --help')).toMatchObject({ code: 1 });
  });
});

test('flags that only concern a Kubernetes server are accepted, and said to have no effect', async () => {
  const { code, stdout, stderr } = await berth(
    'version --client --kubeconfig=/x --as me -s http://x --request-timeout=5s -v=6',
  );
  expect([code, stdout]).toEqual([0, 'Client Version: v0.1.0\n']);
  expect(stderr.split('\n').map((line) => line.split(':')[0])).toEqual(['Warning', 'Warning', 'Warning', '']);
  expect(stderr).toContain('Warning: --kubeconfig has no effect: berth talks to a Docker daemon');
});

describe('the runtime', () => {
  const choiceOf = async (line: string, env: Record<string, string> = {}) => {
    const choices: unknown[] = [];
    const openRuntime = (choice: RuntimeChoice) => {
      choices.push(choice);
      return Promise.reject(new RuntimeError('unreachable', 'none'));
    };
    await openSession({ openRuntime }).berth(line, { env });
    return choices;
  };
  const docker = { name: 'docker', context: undefined };

  test.each([
    ['get pods', {}, docker],
    ['get pods --runtime=memory', {}, { ...docker, name: 'memory' }],
    ['get pods', { BERTH_RUNTIME: 'memory' }, { ...docker, name: 'memory' }],
    ['get pods --runtime=docker', { BERTH_RUNTIME: 'memory' }, docker],
    ['get pods', { BERTH_RUNTIME: '' }, docker],
    ['--context far get pods', {}, { ...docker, context: 'far' }],
  ])('berth %s %j', async (line, env, choice) => {
    expect(await choiceOf(line, env)).toEqual([choice]);
  });

  test('is not opened by a command that needs none', async () => {
    expect(await choiceOf('version --client')).toEqual([]);
    expect(await choiceOf('api-resources')).toEqual([]);
  });

  test('is let go of when the command is over, even if it failed', async () => {
    const clock = createFakeClock();
    const closed: string[] = [];
    const session = openSession({
      openRuntime: async ({ context = '' }) => ({
        ...createMemoryRuntime({ clock, store: createMemoryStore() }),
        close: async () => {
          closed.push(context);
        },
      }),
    });
    await session.berth('get pods --context fine');
    await session.berth('get pods nope --context missing');
    expect(closed).toEqual(['fine', 'missing']);
  });
});

describe('errors of the runtime', () => {
  const failing = (error: unknown) => openSession({ openRuntime: () => Promise.reject(error) });

  test('an engine that does not answer takes one line', async () => {
    const session = failing(new RuntimeError('unreachable', 'cannot reach the Docker daemon at /x'));
    expect(await session.berth('get pods')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: cannot reach the Docker daemon at /x\n',
    });
  });

  test('control sequences in foreign text are shown, not obeyed', async () => {
    const session = failing(new RuntimeError('failed', 'no \x1b[31mimage\x07'));
    expect((await session.berth('get pods')).stderr).toBe('error: no ^[[31mimage^G\n');
  });

  test('a stack is shown only where BERTH_DEBUG asks for it', async () => {
    const session = failing(new TypeError('x is not a function'));
    const quiet = await session.berth('get pods');
    expect(quiet.stderr).toBe(
      'error: x is not a function\nThis is a fault of berth itself. BERTH_DEBUG=1 shows where it happened.\n',
    );
    const loud = await session.berth('get pods', { env: { BERTH_DEBUG: '1' } });
    expect(loud.stderr).toContain('TypeError: x is not a function\n    at ');
  });
});

test('a command that Ctrl-C finds waiting ends at once, quietly', async () => {
  const interruption = new AbortController();
  const session = openSession({ openRuntime: () => new Promise(() => {}) });
  const shown = session.berth('get pods', { signal: interruption.signal });
  interruption.abort();
  expect(await shown).toEqual({ code: 130, stdout: '', stderr: '' });
});
