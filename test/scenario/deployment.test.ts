import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

/** What a person does with one Deployment, from the first apply to its end. */

const manifest = (image: string, replicas = 3, more = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
${more}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "${image}"}]
`;

let session: Session;
const berth = (line: string, stdin = '') => session.berth(line, { stdin });
const apply = (yaml: string, flags = '') => berth(`apply -f - ${flags}`, yaml);

const images = async (): Promise<string> =>
  (await berth("get pods -o 'jsonpath={.items[*].spec.containers[0].image}'")).stdout;
const names = async (): Promise<string[]> =>
  (await berth('get pods -o name')).stdout.split('\n').filter((line) => line !== '');

beforeEach(() => {
  session = openSession();
});

describe('apply', () => {
  test('says what it wrote on stdout and what it did on stderr', async () => {
    const { code, stdout, stderr } = await apply(manifest('web:1', 2));
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'deployment.apps/web created\n' });
    expect(stderr).toMatch(
      /^pulling image web:1\npulled image web:1\npod\/web-\w+-\w{5} started\npod\/web-\w+-\w{5} started\n$/,
    );
  });

  test('the same again changes nothing and says nothing more', async () => {
    await apply(manifest('web:1'));
    const before = await names();
    expect(await apply(manifest('web:1'))).toEqual({
      code: 0,
      stdout: 'deployment.apps/web unchanged\n',
      stderr: '',
    });
    expect(await names()).toEqual(before);
  });

  test('another image replaces every pod', async () => {
    await apply(manifest('web:1'));
    const before = await names();
    expect((await apply(manifest('web:2'))).stdout).toBe('deployment.apps/web configured\n');
    expect(await images()).toBe('web:2 web:2 web:2');
    expect((await names()).some((name) => before.includes(name))).toBe(false);
  });

  test('a file that does not name replicas leaves what scale has set', async () => {
    const silent = manifest('web:1').replace(/ {2}replicas: 3\n/, '');
    await apply(silent);
    await berth('scale deployment/web --replicas=4');
    await apply(silent.replace('web:1', 'web:2'));
    expect(await images()).toBe('web:2 web:2 web:2 web:2');
  });

  test('an error anywhere leaves everything as it was', async () => {
    const { code, stdout, stderr } = await apply(
      `${manifest('web:1')}---${manifest('web:1').replace('replicas', 'replica')}`,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('unknown field "spec.replica", did you mean "replicas"?');
    expect(stderr).toMatch(/error: \d+ errors? in the manifests; nothing was changed\n$/);
    expect((await berth('get deployments')).stderr).toBe('No resources found in default namespace.\n');
  });

  test('a format that makes no sense is refused before anything changes', async () => {
    const refused = { code: 1, stdout: '', stderr: expect.stringContaining('output format "wide"') };
    expect(await apply(manifest('web:1'), '-o wide')).toEqual(refused);
    expect((await berth('get deployments')).stderr).toBe('No resources found in default namespace.\n');
    await apply(manifest('web:1'));
    expect(await berth('scale deploy/web --replicas=1 -o wide')).toEqual(refused);
    expect(await names()).toHaveLength(3);
  });

  test('a bad image ends with an error that says why, and the old pods serve on', async () => {
    await apply(manifest('web:1'));
    const { code, stdout, stderr } = await apply(manifest('web:missing', 3, '  progressDeadlineSeconds: 60'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'deployment.apps/web configured\n' });
    expect(stderr).toContain('error: deployment "web" exceeded its progress deadline');
    expect(stderr).toContain('web:missing');
    expect(await images()).toBe('web:1 web:1 web:1 web:missing');
    const { stdout: pods } = await berth('get pods');
    expect(pods).toMatch(/^web-\S+ +0\/1 +ImagePullBackOff +0 /m);
    expect(pods.match(/ 1\/1 +Running /g)).toHaveLength(3);
  });

  test('--timeout ends the wait, and applying again goes on', async () => {
    const { code, stderr } = await apply(manifest('web:1'), '--timeout=1s');
    expect(code).toBe(1);
    expect(stderr).toContain('error: timed out waiting for deployment.apps/web: ');
    expect((await apply(manifest('web:1'))).code).toBe(0);
    expect(await images()).toBe('web:1 web:1 web:1');
  });

  test('--wait=false stores the change and returns', async () => {
    expect(await apply(manifest('web:1'), '--wait=false')).toEqual({
      code: 0,
      stdout: 'deployment.apps/web created\n',
      stderr: '',
    });
    expect(await names()).toEqual([]);
    expect((await berth('get deployments --no-headers')).stdout).toMatch(/^web +0\/3 +0 +0 /);
  });

  test('a namespace that nobody declared is made, with a note', async () => {
    const { stdout, stderr } = await berth('apply -n blue -f -', manifest('web:1', 1));
    expect(stdout).toBe('deployment.apps/web created\n');
    expect(stderr).toMatch(/^note: namespace "blue" did not exist and was created\n/);
    expect((await berth('get ns -o name')).stdout).toBe('namespace/blue\nnamespace/default\n');
    expect(await names()).toEqual([]);
  });

  test("a namespace that the manifest contradicts is an error in kubectl's words", async () => {
    const elsewhere = manifest('web:1').replace('{name: web}', '{name: web, namespace: green}');
    expect((await berth('apply -n blue -f -', elsewhere)).stderr).toBe(
      'error: the namespace from the provided object "green" does not match the namespace "blue". ' +
        "You must pass '--namespace=green' to perform this operation.\n",
    );
  });

  test('an object without a name of its own cannot be applied', async () => {
    const nameless = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: web-}\n';
    expect(await apply(nameless)).toMatchObject({ code: 1, stdout: '' });
    expect((await apply(nameless)).stderr).toContain(
      'error: from web-: cannot use generate name with apply\n',
    );
  });

  test('several files, documents and folders are one change', async () => {
    session.write({
      'app/a.yaml': manifest('web:1', 1),
      'app/b.yaml': manifest('db:1', 1).replaceAll('web', 'db'),
    });
    expect((await berth('apply -f app')).stdout).toBe(
      'deployment.apps/web created\ndeployment.apps/db created\n',
    );
  });
});

describe('what applying would do', () => {
  test('diff shows the change and what becomes of the pods, and ends with 1', async () => {
    await apply(manifest('web:1'));
    const { code, stdout } = await berth('diff -f -', manifest('web:2'));
    expect(code).toBe(1);
    expect(stdout).toContain('-      - image: web:1\n+      - image: web:2\n');
    expect(stdout).toMatch(
      /deployment\.apps\/web: create 3 pods \(roll out revision 2\), remove 3 pods \(revision 2 replaces it\)\n$/,
    );
    expect(await images()).toBe('web:1 web:1 web:1');
  });

  test('diff of the same says nothing and ends with 0', async () => {
    await apply(manifest('web:1'));
    expect(await berth('diff -f -', manifest('web:1'))).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('diff ends with more than 1 where it could not compare', async () => {
    expect((await berth('diff -f /nowhere/at/all.yaml')).code).toBeGreaterThan(1);
  });

  test('a dry run on the server plays the whole rollout through and touches nothing', async () => {
    await apply(manifest('web:1', 1));
    const { code, stdout } = await apply(manifest('web:2', 1), '--dry-run=server');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^deployment\.apps\/web configured \(server dry run\)\n {2}pullImage web:2: .*\n {2}createPod .*\n {2}startPod .*\n {2}stopPod .*\n {2}removePod .*\n$/,
    );
    expect(await images()).toBe('web:1');
  });

  test('a dry run on the client says what would be written', async () => {
    expect(await apply(manifest('web:1'), '--dry-run=client')).toMatchObject({
      stdout: 'deployment.apps/web created (dry run)\n',
    });
    expect((await berth('get all')).stdout).toBe('');
  });
});

describe('scale', () => {
  test('creates or removes just the difference', async () => {
    await apply(manifest('web:1', 2));
    const two = await names();
    expect((await berth('scale deploy web --replicas=3')).stdout).toBe('deployment.apps/web scaled\n');
    const three = await names();
    expect(three).toHaveLength(3);
    expect(three).toEqual(expect.arrayContaining(two));
    await berth('scale deploy web --replicas=1');
    expect(three).toEqual(expect.arrayContaining(await names()));
    expect(await names()).toHaveLength(1);
  });

  test('changes nothing where a precondition does not hold', async () => {
    await apply(manifest('web:1', 2));
    const { code, stderr } = await berth('scale deploy web --replicas=3 --current-replicas=5');
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'error: Expected replicas to be 5, was 2\n' });
    expect(await names()).toHaveLength(2);
  });

  test('says what is not there', async () => {
    expect(await berth('scale deploy nope --replicas=3')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: no objects passed to scale deployments.apps "nope" not found\n',
    });
  });
});

describe('delete', () => {
  test('by file: the pods go with it', async () => {
    await apply(manifest('web:1'));
    expect((await berth('delete -f -', manifest('web:1'))).stdout).toBe('deployment.apps "web" deleted\n');
    expect((await berth('get all')).stderr).toBe('No resources found in default namespace.\n');
  });

  test('what is not there is an error, unless that is asked to be ignored', async () => {
    expect(await berth('delete deployment web')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Error from server (NotFound): deployments.apps "web" not found\n',
    });
    expect((await berth('delete deployment web --ignore-not-found')).code).toBe(0);
  });

  test('a pod comes back under another name', async () => {
    await apply(manifest('web:1', 1));
    const [before] = await names();
    const { stdout } = await berth(`delete ${before}`);
    expect(stdout).toBe(`pod "${before?.slice('pod/'.length)}" deleted\n`);
    const after = await names();
    expect(after).toHaveLength(1);
    expect(after).not.toContain(before);
  });

  test('--wait=false marks, and the next who waits brings it to its end', async () => {
    await apply(manifest('web:1', 1));
    const [before] = await names();
    await berth(`delete ${before} --wait=false`);
    expect((await berth('get pods')).stdout).toMatch(/ Terminating /);
    await berth(`wait --for=delete ${before}`);
    expect(await names()).not.toContain(before);
    await berth('delete deploy web --wait=false');
    expect((await berth('get pods')).stdout).not.toBe('');
    await berth('wait --for=delete deploy/web');
    expect(await names()).toEqual([]);
  });

  test('with a namespace goes all that is in it, and nothing else', async () => {
    await apply(manifest('web:1', 1));
    await berth('apply -n blue -f -', manifest('web:1', 2));
    expect((await berth('delete namespace blue')).stdout).toBe('namespace "blue" deleted\n');
    expect((await berth('get pods -A -o name')).stdout.split('\n')).toHaveLength(2);
    expect((await berth('get ns -o name')).stdout).toBe('namespace/default\n');
  });

  test('--interactive asks first, and nothing goes without a yes', async () => {
    await apply(manifest('web:1', 1));
    const question =
      'You are about to delete the following 1 resource(s):\ndeployment.apps/web\nDo you want to continue? (y/n): ';
    expect((await berth('delete deploy web -i', 'n\n')).stdout).toBe(`${question}deletion is cancelled\n`);
    expect(await names()).toHaveLength(1);
    expect((await berth('delete deploy web -i', 'y\n')).stdout).toBe(
      `${question}deployment.apps "web" deleted\n`,
    );
    expect(await names()).toEqual([]);
  });

  test('the default namespace stays', async () => {
    expect(await berth('delete namespace default')).toMatchObject({
      code: 1,
      stderr:
        'Error from server (Forbidden): namespaces "default" is forbidden: this namespace may not be deleted\n',
    });
  });

  test('what was deleted and applied again is new', async () => {
    await apply(manifest('web:1', 1));
    const uid = "get deploy web -o 'jsonpath={.metadata.uid}'";
    const { stdout: before } = await berth(uid);
    await berth('delete deploy web');
    expect((await apply(manifest('web:1', 1))).stdout).toBe('deployment.apps/web created\n');
    expect((await berth(uid)).stdout).not.toBe(before);
  });
});
