import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

const web = `
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: "web:1", ports: [{containerPort: 8080}]}, {name: side, image: "side:1"}]}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

const withShop = async (): Promise<{ session: Session; pod: string }> => {
  const session = openSession();
  session.write({ 'web.yaml': web });
  expect(await session.berth('apply -f web.yaml')).toMatchObject({ code: 0 });
  const { stdout: pod } = await session.berth('get pods -n shop -o jsonpath={.items[0].metadata.name}');
  return { session, pod };
};

describe('completion', () => {
  test.each([
    ['-n shop get deploy ""', 'web :4'],
    ['get svc -n shop ""', 'api :4'],
    ['get -n shop svc/', 'svc/api :4'],
    ['get depl', 'deployments.apps :4'],
    ['get pods,servi', 'pods,serviceaccounts pods,services :4'],
    ['get -n sh', 'shop :4'],
    ['get --output=jsonpath-', 'jsonpath-as-json jsonpath-file :4'],
    ['apply --dry-run=', 'none server client :4'],
    ['delete deploy web -n shop ""', ':4'],
    ['logs -n shop POD', 'POD :4'],
    ['exec -n shop POD -c ""', 'main side :4'],
    ['logs -n shop depl', 'deployments.apps/ :6'],
    ['port-forward -n shop POD ""', '8080 :4'],
    ['cp -n shop web', 'POD: :6'],
    ['cp ./', ':0'],
    ['apply -f ""', 'json yaml yml :8'],
    ['apply -k ""', ':16'],
    ['config use-context ""', 'default :4'],
    ['completion f', 'fish :4'],
    ['rollout stat', 'status :4'],
    ['rollout pause ""', 'deployments.apps :4'],
    ['top pod -n shop ""', 'POD :4'],
    ['nope ""', ':4'],
  ])('of %s', async (line, expected) => {
    const { session, pod } = await withShop();
    // The words that a shell would pass on, the empty one among them.
    const { code, stdout } = await session.berth(`__completeNoDesc ${line.replaceAll('POD', pod)}`);
    expect([code, stdout.trim().split('\n').join(' ')]).toEqual([0, expected.replaceAll('POD', pod)]);
  });

  test('has descriptions where they are wanted', async () => {
    const { stdout } = await openSession().berth('__complete rollout sta');
    expect(stdout).toBe('status\tShow the status of the rollout\n:4\n');
  });

  test('says nothing where the engine cannot be asked', async () => {
    const session = openSession({ openRuntime: () => Promise.reject(new Error('no engine')) });
    expect(await session.berth('__complete get pods ""')).toEqual({ code: 0, stdout: ':4\n', stderr: '' });
  });

  test('scripts are there for each shell, and bash asks as it should', async () => {
    const session = openSession();
    for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
      expect((await session.berth(`completion ${shell}`)).stdout).toContain('__complete');
    }
    const folder = mkdtempSync(join(tmpdir(), 'berth-bash-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const program = join(folder, 'berth');
    writeFileSync(program, '#!/bin/sh\nprintf "%s|" "$@" >"$0.args"\nprintf "a/one\\na/two\\n:4\\n"\n');
    chmodSync(program, 0o755);
    const { stdout: script } = await session.berth('completion bash');
    const ask = 'COMP_LINE="berth get  a/"; COMP_POINT=${#COMP_LINE}; _berth; echo "${COMPREPLY[@]}"';
    const env = { PATH: `${folder}:${process.env['PATH']}` };
    expect(execFileSync('bash', ['-c', `${script}\n${ask}`], { env }).toString()).toBe('a/one a/two\n');
    expect(execFileSync('cat', [`${program}.args`]).toString()).toBe('__completeNoDesc|get|a/|');
  });

  test.each([
    ['completion', "error: Shell not specified.\nSee 'berth completion -h' for help and examples\n"],
    [
      'completion foo',
      'error: Unsupported shell type "foo".\nSee \'berth completion -h\' for help and examples\n',
    ],
  ])('%s is refused', async (line, stderr) => {
    expect(await openSession().berth(line)).toEqual({ code: 1, stdout: '', stderr });
  });
});

describe('plugins', () => {
  const withPlugin = (script: string): Record<string, string> => {
    const folder = mkdtempSync(join(tmpdir(), 'berth-plugins-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'berth-foo'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'berth-get'), '', { mode: 0o644 });
    return { PATH: folder };
  };

  test('are commands, with their own arguments and exit code', async () => {
    const env = withPlugin('printf "%s\\n" "$*"; echo oh >&2; exit 5');
    const shown = await openSession().berth('foo -n x --help', { env });
    expect(shown).toEqual({ code: 5, stdout: '-n x --help\n', stderr: 'oh\n' });
  });

  test('never take the place of a command', async () => {
    const env = withPlugin('echo never');
    expect(await openSession().berth('get pods', { env })).toMatchObject({ code: 0, stdout: '' });
  });

  test('are listed, with what is wrong with them', async () => {
    const env = withPlugin('');
    expect(await openSession().berth('plugin list --name-only', { env })).toEqual({
      code: 1,
      stdout: 'The following compatible plugins are available:\n\nberth-foo\nberth-get\n',
      stderr: `  - warning: ${env['PATH']}/berth-get identified as a berth plugin, but it is not executable\n  - warning: berth-get overwrites existing command: "berth get"\nerror: 2 plugin warnings were found\n`,
    });
    expect(await openSession().berth('plugin list', { env: { PATH: '/nowhere' } })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: unable to find any berth plugins in your PATH\n',
    });
  });
});
