import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;

const withWeb = async (): Promise<Session> => {
  const session = openSession();
  await session.berth('apply -f -', { stdin: deployment });
  return session;
};

const { PATH = '' } = process.env;

/** berth edit, with a shell command in place of the editor; its file is `$1`. */
const edit = (session: Session, words: string, script: string) =>
  session.berth(`edit ${words}`, { env: { PATH, SHELL: '/bin/sh', KUBE_EDITOR: `sh -c '${script}' edit` } });

const replicasOf = async (session: Session): Promise<string> =>
  (await session.berth('get deployment web -o jsonpath={.spec.replicas}')).stdout;

test('what is saved comes about', async () => {
  const session = await withWeb();
  const { code, stdout } = await edit(session, 'deployment web', 'sed -i s/replicas:.1/replicas:\\ 3/ "$1"');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'deployment.apps/web edited\n' });
  expect((await session.berth('get pods -o name')).stdout.split('\n')).toHaveLength(4);
});

test('it is the same in JSON', async () => {
  const session = await withWeb();
  await edit(session, 'deployment web -o json', 'sed -i s/replicas.:.1/replicas\\":\\ 2/ "$1"');
  expect(await replicasOf(session)).toBe('2');
});

test.each([
  ['true', 'Edit cancelled, no changes made.\n'],
  ['echo "# nothing" > "$1"', 'Edit cancelled, saved file was empty.\n'],
])('an editor that does %s changes nothing', async (script, stderr) => {
  const session = await withWeb();
  expect(await edit(session, 'deployment/web', script)).toEqual({ code: 0, stdout: '', stderr });
});

test('what cannot be taken is opened again with the reason on top, and kept when it is not mended', async () => {
  const session = await withWeb();
  const folder = mkdtempSync(join(tmpdir(), 'berth-edit-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = `cat "$1" >> ${folder}/seen; sed -i s/replicas:.1/replicas:\\ many/ "$1"`;
  const { code, stderr } = await edit(session, 'deployment web', script);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^A copy of your changes has been stored to ".*edit.yaml"\nerror: Edit cancelled, no valid changes were saved.\n$/,
  );
  expect(readFileSync(join(folder, 'seen'), 'utf8')).toMatch(
    /\n# The edited file cannot be taken:\n(?:# \* .*replicas.*\n)+#\napiVersion: /,
  );
  expect(await replicasOf(session)).toBe('1');
});

test('an editor that fails is named', async () => {
  const { code, stderr } = await edit(await withWeb(), 'deployment web', 'exit 3');
  expect(code).toBe(1);
  expect(stderr).toContain('error: there was a problem with the editor');
});

test('what is not there cannot be edited', async () => {
  const { stderr } = await edit(openSession(), 'deployment nope', 'true');
  expect(stderr).toBe('Error from server (NotFound): deployments.apps "nope" not found\n');
});

test('what was last applied is edited by itself', async () => {
  const session = await withWeb();
  const script = 'sed -i s/replicas:.1/replicas:\\ 5/ "$1"';
  const env = { PATH, SHELL: '/bin/sh', KUBE_EDITOR: `sh -c '${script}' edit` };
  const edited = await session.berth('apply edit-last-applied deploy/web', { env });
  expect(edited).toEqual({ code: 0, stdout: 'deployment.apps/web edited\n', stderr: '' });
  expect((await session.berth('apply view-last-applied deploy/web')).stdout).toContain('replicas: 5');
  expect(await replicasOf(session)).toBe('1');
});

test('what nobody applied has nothing to edit', async () => {
  const session = openSession();
  await session.berth('create configmap c');
  expect(await session.berth('apply edit-last-applied cm c')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'error: no last-applied-configuration annotation found on resource: c\n',
  });
});
