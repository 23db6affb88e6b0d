import { beforeEach, describe, expect, test } from 'vitest';
import { createOutsider } from '../support/outsider.ts';
import { openSession, type Session } from '../support/session.ts';

let session: Session;
const berth = (line: string) => session.berth(line);

const web = (image: string, more: { cause?: string; spec?: string } = {}): string => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: {kubernetes.io/change-cause: ${more.cause ?? image}}
spec:
  replicas: 3
  ${more.spec ?? 'progressDeadlineSeconds: 60'}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: '${image}'}]}
`;

const apply = async (image: string, more: { cause?: string; spec?: string } = {}, flags = '') => {
  session.write({ 'web.yaml': web(image, more) });
  return berth(`apply -f web.yaml ${flags}`);
};

const images = async (): Promise<string[]> => {
  const { stdout } = await berth("get pods -o jsonpath='{.items[*].spec.containers[0].image}'");
  return stdout.split(' ').sort();
};

beforeEach(async () => {
  session = openSession();
  await apply('web:1');
});

describe('rollout history', () => {
  test('shows each revision with its cause', async () => {
    await apply('web:2');
    expect(await berth('rollout history deploy/web')).toEqual({
      code: 0,
      stderr: '',
      stdout: `\
deployment.apps/web${' '}
REVISION  CHANGE-CAUSE
1         web:1
2         web:2

`,
    });
  });

  test('--revision shows the template of one', async () => {
    await apply('web:2');
    const { stdout } = await berth('rollout history deploy web --revision=1');
    expect(stdout.replace(/pod-template-hash=\w+/, 'pod-template-hash=HASH')).toBe(`\
deployment.apps/web with revision #1
Pod Template:
  Labels:	app=web
	pod-template-hash=HASH
  Annotations:	kubernetes.io/change-cause: web:1
  Containers:
   web:
    Image:	web:1
    Port:	<none>
    Host Port:	<none>
    Environment:	<none>
    Mounts:	<none>
  Volumes:	<none>
  Node-Selectors:	<none>
  Tolerations:	<none>

`);
  });

  test('-o prints the ReplicaSets', async () => {
    await apply('web:2');
    expect((await berth('rollout history deploy/web -o name')).stdout).toMatch(
      /^replicaset.apps\/web-\w+\nreplicaset.apps\/web-\w+\n$/,
    );
    const { stdout } = await berth('rollout history deploy/web --revision=2 -o json');
    expect(JSON.parse(stdout).metadata.annotations['deployment.kubernetes.io/revision']).toBe('2');
  });
});

describe('rollout undo', () => {
  test('returns to the revision before, under a new number, and its cause goes with it', async () => {
    await apply('web:2');
    const undone = await berth('rollout undo deploy/web');
    expect(undone).toMatchObject({ code: 0, stdout: 'deployment.apps/web rolled back\n' });
    expect(await images()).toEqual(['web:1', 'web:1', 'web:1']);
    const { stdout } = await berth('rollout history deploy/web');
    expect(stdout).toContain('2         web:2\n3         web:1\n');
    expect(stdout).not.toContain('\n1 ');
  });

  test('twice is back where it began', async () => {
    await apply('web:2');
    await berth('rollout undo deploy/web');
    await berth('rollout undo deploy/web');
    expect(await images()).toEqual(['web:2', 'web:2', 'web:2']);
  });

  test('--to-revision returns to any that is still known', async () => {
    await apply('web:2');
    await apply('web:3');
    await berth('rollout undo deploy/web --to-revision=1');
    expect(await images()).toEqual(['web:1', 'web:1', 'web:1']);
    expect(await berth('rollout undo deploy/web --to-revision=4')).toMatchObject({
      code: 0,
      stdout: 'deployment.apps/web skipped rollback (current template already matches revision 4)\n',
    });
  });

  describe('when the name of an image has moved on', () => {
    const ran = async () =>
      (await berth("get pods -o jsonpath='{.items[0].status.containerStatuses[0].imageID}'")).stdout;
    let first: string;

    beforeEach(async () => {
      first = await ran();
      await createOutsider(session).retag('web:1', 'sha256:another');
      await berth('rollout restart deploy/web');
    });

    test('runs the image that was run then, and says so', async () => {
      expect(await ran()).toBe('sha256:another');
      const { code, stderr } = await berth('rollout undo deploy/web');
      expect(code).toBe(0);
      expect(stderr).toContain(
        `deployment.apps/web goes back to what revision 1 was\nnote: web:1 is another image by now. Container "web" runs the one of revision 1 by its id, ${first.slice(0, 19)}.\n`,
      );
      expect(await images()).toEqual([first, first, first]);
      expect(await ran()).toBe(first);
    });

    test('runs what the name stands for once it is undone in turn, or applied', async () => {
      await berth('rollout undo deploy/web');
      await berth('rollout undo deploy/web');
      expect(await images()).toEqual(['web:1', 'web:1', 'web:1']);
      await berth('rollout undo deploy/web');
      expect(await berth('apply -f web.yaml')).toMatchObject({ stdout: 'deployment.apps/web configured\n' });
      expect(await images()).toEqual(['web:1', 'web:1', 'web:1']);
      expect(await ran()).toBe('sha256:another');
    });

    test('runs what the name stands for where the image is gone, and says so', async () => {
      await createOutsider(session).removeImage(first);
      const { code, stderr } = await berth('rollout undo deploy/web');
      expect(code).toBe(0);
      expect(stderr).toContain(
        `note: the image that container "web" ran in revision 1, ${first.slice(0, 19)}, is not there any more. It runs web:1 as it is now.\n`,
      );
      expect(await ran()).toBe('sha256:another');
    });
  });

  test('saves a Deployment from a release that does not come up', async () => {
    expect((await apply('web:2-unready')).code).toBe(1);
    expect(await berth('rollout undo deploy/web')).toMatchObject({ code: 0 });
    expect(await images()).toEqual(['web:1', 'web:1', 'web:1']);
  });

  test('dry runs touch nothing', async () => {
    await apply('web:2');
    const client = await berth('rollout undo deploy/web --dry-run=client');
    expect(client.stdout).toMatch(
      /^deployment.apps\/web Pod Template:\n[^]*Image:\tweb:1\n[^]* \(dry run\)\n$/,
    );
    const server = await berth('rollout undo deploy/web --dry-run=server');
    expect(server.stdout).toMatch(
      /^deployment.apps\/web rolled back \(server dry run\)\n[^]* {2}createPod .*: roll out revision 3\n/,
    );
    expect(await images()).toEqual(['web:2', 'web:2', 'web:2']);
  });

  test('says that ConfigMaps stay as they are', async () => {
    session.write({
      'web.yaml': web('web:2').replace(
        "image: 'web:2'",
        "image: 'web:2', envFrom: [{configMapRef: {name: x}}]",
      ),
    });
    await berth('apply -f web.yaml');
    await apply('web:3');
    expect((await berth('rollout undo deploy/web')).stderr).toMatch(/^note: .* use ConfigMaps or Secrets/m);
  });
});

describe('rollout restart', () => {
  test('replaces every pod', async () => {
    const before = (await berth('get pods -o name')).stdout;
    await session.clock.sleep(5_000);
    expect(await berth('rollout restart deploy/web')).toMatchObject({
      code: 0,
      stdout: 'deployment.apps/web restarted\n',
    });
    const after = (await berth('get pods -o name')).stdout.split('\n');
    expect(after.filter((name) => name !== '' && before.includes(name))).toEqual([]);
  });

  test('survives the next apply of the same file', async () => {
    await berth('rollout restart deploy/web');
    const pods = await berth('get pods -o name');
    expect((await berth('apply -f web.yaml')).stdout).toBe('deployment.apps/web unchanged\n');
    expect(await berth('get pods -o name')).toEqual(pods);
  });
});

describe('rollout pause and resume', () => {
  test('a paused Deployment takes no new revision until it is resumed, and then one', async () => {
    expect((await berth('rollout pause deploy/web')).stdout).toBe('deployment.apps/web paused\n');
    await apply('web:2');
    await apply('web:3');
    expect(await images()).toEqual(['web:1', 'web:1', 'web:1']);
    expect(await berth('rollout resume deploy/web')).toMatchObject({
      code: 0,
      stdout: 'deployment.apps/web resumed\n',
    });
    expect(await images()).toEqual(['web:3', 'web:3', 'web:3']);
    expect((await berth('rollout history deploy/web')).stdout).toContain(
      '1         web:1\n2         web:3\n',
    );
  });

  test('a paused Deployment whose template changed waits for its rollout, whoever looks', async () => {
    await berth('rollout pause deploy/web');
    const said =
      'Waiting for deployment "web" rollout to finish: 0 out of 3 new replicas have been updated...\n';
    expect((await berth('rollout status deploy/web')).stdout).toBe(
      'deployment "web" successfully rolled out\n',
    );
    expect(await apply('web:2')).toMatchObject({ code: 0 });
    expect((await berth('rollout status deploy/web --watch=false')).stdout).toBe(said);
    expect(await berth('rollout status deploy/web --timeout=5s')).toMatchObject({
      code: 1,
      stdout: said,
      stderr: 'error: timed out waiting for the condition\n',
    });
    expect((await berth('get deploy web')).stdout).toMatch(/^web +3\/3 +0 +3 /m);
    const watching = berth('rollout status deploy/web');
    await berth('rollout resume deploy/web');
    expect((await watching).stdout).toMatch(/^Waiting [^]*\ndeployment "web" successfully rolled out\n$/);
  });

  test('a paused Deployment is scaled all the same', async () => {
    await berth('rollout pause deploy/web');
    await berth('scale deploy/web --replicas=2');
    expect(await images()).toEqual(['web:1', 'web:1']);
  });
});

describe('rollout status', () => {
  test('says that all is done', async () => {
    expect(await berth('rollout status deploy/web')).toEqual({
      code: 0,
      stderr: '',
      stdout: 'deployment "web" successfully rolled out\n',
    });
  });

  test('drives on what was begun without waiting', async () => {
    expect(await apply('web:2', {}, '--wait=false')).toMatchObject({
      code: 0,
      stdout: 'deployment.apps/web configured\n',
    });
    expect(await berth('rollout status deploy/web --watch=false')).toMatchObject({
      code: 0,
      stdout:
        'Waiting for deployment "web" rollout to finish: 0 out of 3 new replicas have been updated...\n',
    });
    const { code, stdout } = await berth('rollout status deploy/web');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^Waiting for deployment "web" rollout to finish: 0 out of 3 new/);
    expect(lines.at(-1)).toBe('deployment "web" successfully rolled out');
    expect(await images()).toEqual(['web:2', 'web:2', 'web:2']);
  });

  test('gives up at its timeout, and what was begun stays', async () => {
    await apply('web:2-unready', {}, '--wait=false');
    const { code, stderr } = await berth('rollout status deploy/web --timeout=5s');
    expect(code).toBe(1);
    expect(stderr).toContain('error: timed out waiting for the condition\n');
  });

  test('fails when the progress deadline has passed', async () => {
    await apply('web:2-unready', {}, '--wait=false');
    const { code, stderr } = await berth('rollout status deploy/web');
    expect(code).toBe(1);
    expect(stderr).toContain('error: deployment "web" exceeded its progress deadline\n');
  });

  test('goes on with a newer revision, unless it is pinned to one', async () => {
    await apply('web:2-unready', {}, '--wait=false');
    const latest = berth('rollout status deploy/web');
    const pinned = berth('rollout status deploy/web --revision=2');
    await session.clock.sleep(10_000);
    await apply('web:3', {}, '--wait=false');
    expect(await pinned).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        'error: desired revision (2) is different from the running revision (3)\n',
      ),
    });
    expect(await latest).toMatchObject({ code: 0 });
    expect(await images()).toEqual(['web:3', 'web:3', 'web:3']);
  });

  test('ends when the Deployment is deleted', async () => {
    await apply('web:2-unready', {}, '--wait=false');
    const status = berth('rollout status deploy/web');
    await session.clock.sleep(10_000);
    await berth('delete deploy/web');
    expect(await status).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('error: object has been deleted\n'),
    });
  });
});

describe('what cannot be done is said in the words of kubectl', () => {
  test.each([
    ['history', 1, 'error: required resource not specified\n'],
    ['history deploy/web --revision=-1', 1, 'error: revision must be a positive integer: -1\n'],
    ['history deploy/web --revision=9', 1, 'error: unable to find the specified revision\n'],
    ['history deploy/nope', 1, 'Error from server (NotFound): deployments.apps "nope" not found\n'],
    ['undo deploy/web', 1, 'error: no rollout history found for deployment "web"\n'],
    ['undo deploy/web --to-revision=9', 1, 'error: unable to find specified revision 9 in history\n'],
    ['undo deploy/web --to-revision=-1', 1, 'error: unable to find specified revision -1 in history\n'],
    ['resume deploy/web', 1, 'error: deployments.apps "web" is not paused\n'],
    ['status deploy/web --revision=-2', 1, 'error: revision must be a positive integer: -2\n'],
    [
      'status deploy/web --revision=2',
      1,
      'error: desired revision (2) is different from the running revision (1)\n',
    ],
    [
      'status deploy/web --revision=2 --watch=false',
      1,
      'error: desired revision (2) is different from the running revision (1)\n',
    ],
    ['status deploy -n empty', 0, 'No resources found in empty namespace.\n'],
    ['restart deploy -l app=none', 0, 'No resources found in default namespace.\n'],
    ['undo deploy -n empty', 0, ''],
    ['foo', 1, 'error: unknown command "foo"\nSee \'berth rollout -h\' for help and examples\n'],
  ])('berth rollout %s', async (line, code, stderr) => {
    expect(await berth(`rollout ${line}`)).toEqual({ code, stderr, stdout: '' });
  });

  test.each([
    ['history', 'no history viewer has been implemented for "ReplicaSet.apps"'],
    ['undo', 'no rollbacker has been implemented for "ReplicaSet.apps"'],
    ['status', 'no status viewer has been implemented for ReplicaSet.apps'],
    ['pause', 'replicasets.apps "NAME" pausing is not supported'],
    ['resume', 'replicasets.apps "NAME" resuming is not supported'],
    ['restart', 'replicasets.apps "NAME" restarting is not supported'],
  ])('berth rollout %s of a ReplicaSet', async (verb, complaint) => {
    const name = (await berth('get rs -o name')).stdout.trim();
    expect(await berth(`rollout ${verb} ${name}`)).toMatchObject({
      code: 1,
      stderr: `error: ${complaint.replace('NAME', name.split('/')[1] ?? '')}\n`,
    });
  });

  test.each([
    ['pause', 'error: deployments.apps "web" is already paused\n'],
    [
      'restart',
      'error: deployments.apps "web" can\'t restart paused deployment (run rollout resume first)\n',
    ],
    [
      'undo',
      "error: you cannot rollback a paused deployment; resume it first with 'berth rollout resume' and try again\n",
    ],
  ])('berth rollout %s of a paused Deployment', async (verb, stderr) => {
    await apply('web:2');
    await berth('rollout pause deploy/web');
    expect(await berth(`rollout ${verb} deploy/web`)).toMatchObject({ code: 1, stderr });
  });
});
