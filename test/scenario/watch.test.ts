import { describe, expect, test } from 'vitest';
import { openSession, type Shown } from '../support/session.ts';

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: web:1}]}
`;

/** What a watch shows while something else goes on. */
const watchWhile = async (line: string, during: readonly string[], before: readonly string[] = []) => {
  const session = openSession();
  session.write({ 'web.yaml': web });
  for (const command of before) expect(await session.berth(command)).toMatchObject({ code: 0 });
  const watching = new AbortController();
  const shown: Promise<Shown> = session.berth(line, { signal: watching.signal });
  await session.clock.sleep(1000);
  for (const command of during) expect(await session.berth(command)).toMatchObject({ code: 0 });
  await session.clock.sleep(1000);
  watching.abort();
  return shown;
};

describe('get -w', () => {
  test('prints what is there, then a row for each change, in line, until Ctrl-C', async () => {
    const { code, stdout, stderr } = await watchWhile(
      'get deploy -w',
      ['scale deploy/web --replicas=2'],
      ['apply -f web.yaml'],
    );
    expect([code, stderr]).toEqual([130, '']);
    const rows = stdout.split('\n').map((row) => row.replace(/ +\S+$/, ''));
    expect(rows.slice(0, 2)).toEqual([
      'NAME   READY   UP-TO-DATE   AVAILABLE',
      'web    1/1     1            1',
    ]);
    expect(rows).toContain('web    1/2     2            1');
    expect(rows.at(-2)).toBe('web    2/2     2            2');
  });

  test('starts with nothing where nothing is there, and shows what went as it last was', async () => {
    const { stdout, stderr } = await watchWhile('get pods -w --no-headers', [
      'apply -f web.yaml',
      'delete deploy web',
    ]);
    expect(stderr).toBe('');
    const states = stdout.split('\n').map((row) => row.split(/ +/)[2]);
    expect(states.filter((state, index) => state !== states[index - 1])).toEqual([
      'ContainerCreating',
      'Running',
      'Terminating',
      undefined,
    ]);
  });

  test('of Services shows what is stored and what serves it', async () => {
    const service = 'create service clusterip web --tcp=80:8080';
    const { stdout } = await watchWhile('get svc -w --no-headers', [service, 'delete svc web']);
    const rows = stdout.split('\n').map((row) => row.split(/ +/).slice(0, 4).join(' '));
    expect(rows[0]).toBe('web ClusterIP <none> <none>');
    expect(rows).toContainEqual(expect.stringMatching(/^web ClusterIP 10\.\S+ <none>$/));
  });

  test('in YAML prints document after document', async () => {
    const { stdout } = await watchWhile('get pods -w -o yaml', ['apply -f web.yaml']);
    const documents = stdout.split(/^---\n/m);
    expect(documents.length).toBeGreaterThan(1);
    for (const document of documents) expect(document).toMatch(/^apiVersion: v1\nkind: Pod\n/);
  });

  test('--watch-only leaves out what is there already', async () => {
    const { stdout } = await watchWhile(
      'get deploy --watch-only -o name',
      ['scale deploy/web --replicas=0'],
      ['apply -f web.yaml'],
    );
    expect(stdout).toMatch(/^(deployment.apps\/web\n)+$/);
    expect(await watchWhile('get deploy --watch-only', [], ['apply -f web.yaml'])).toMatchObject({
      stdout: '',
    });
  });

  test('follows one object by name', async () => {
    const other = 'scale deploy/web --replicas=1';
    const { stdout } = await watchWhile('get deploy web -w -o name', [other], ['apply -f web.yaml']);
    expect(stdout).toBe('deployment.apps/web\n');
  });
});

test.each([
  ['get pods,deploy -w', 'error: you may only specify a single resource type\n'],
  ['get pod/a deploy/b -w', 'error: you may only specify a single resource type\n'],
  ['get pods a b -w', 'error: you may only watch a single resource or type of resource at a time\n'],
  ['get pods nope -w', 'Error from server (NotFound): pods "nope" not found\n'],
])('berth %s is refused', async (line, stderr) => {
  expect(await openSession().berth(line)).toEqual({ code: 1, stdout: '', stderr });
});

test('sorting and watching do not go together, and that is said', async () => {
  const { stderr } = await watchWhile('get pods -w --sort-by=.metadata.name', []);
  expect(stderr).toBe('warning: --watch requested, --sort-by will be ignored for watch events received\n');
});
