import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

const manifest = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "web:1"}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Secret
metadata: {name: keys}
data: {api.key: eA==}
`;

let session: Session;
const berth = (line: string, stdin = '') => session.berth(line, { stdin });
const field = async (what: string, path: string): Promise<string> =>
  (await berth(`get ${what} -o jsonpath={${path}}`)).stdout;

beforeEach(async () => {
  session = openSession();
  session.write({ 'web.yaml': manifest });
  await berth('apply -f web.yaml');
});

describe('label', () => {
  test('says what it did, and does it', async () => {
    expect((await berth('label deploy web tier=front')).stdout).toBe('deployment.apps/web labeled\n');
    expect((await berth('label deploy web tier=front')).stdout).toBe('deployment.apps/web not labeled\n');
    expect((await berth('get deploy -l tier=front -o name')).stdout).toBe('deployment.apps/web\n');
    expect((await berth('label deploy web tier-')).stdout).toBe('deployment.apps/web unlabeled\n');
    expect((await berth('get deploy -l tier=front -o name')).stdout).toBe('');
  });

  test('of one object does not touch its pods', async () => {
    const pods = (await berth('get pods -o name')).stdout;
    await berth('label deploy web tier=front');
    expect((await berth('get pods -o name')).stdout).toBe(pods);
  });

  test('goes on with the other objects where one refuses', async () => {
    await berth('label svc web tier=back');
    expect(await berth('label deploy/web svc/web svc/gone tier=front')).toEqual({
      code: 1,
      stdout: 'deployment.apps/web labeled\n',
      stderr: `Error from server (NotFound): services "gone" not found\nerror: 'tier' already has a value (back), and --overwrite is false\n`,
    });
  });

  test('reaches all objects of a type, and lists', async () => {
    expect((await berth('label deploy,svc --all tier=x')).stdout).toBe(
      'deployment.apps/web labeled\nservice/web labeled\n',
    );
    expect((await berth('label deploy web --list')).stdout).toBe('app=web\ntier=x\n');
  });

  test('refuses what is no label, and an object that has changed since', async () => {
    expect((await berth('label deploy web -bad=x')).code).toBe(1);
    expect(await berth('label deploy web tier=x --resource-version=77')).toMatchObject({
      code: 1,
      stderr:
        'Error from server (Conflict): Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again\n',
    });
  });

  test('of the first namespace is kept, though nobody has made it', async () => {
    expect((await berth('label ns default team=a')).stdout).toBe('namespace/default labeled\n');
    expect((await berth('get ns -l team=a -o name')).stdout).toBe('namespace/default\n');
  });

  test('of a pod names the workload that the pod is made from', async () => {
    const [pod = ''] = (await berth('get pods -o name')).stdout.split('\n');
    expect(await berth(`label ${pod} a=b`)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^error: pod\/web-\S+ is made from the template of replicaset.apps\/web-\S+, and changes with it\n$/,
      ),
    });
  });

  test('--dry-run changes nothing', async () => {
    expect((await berth('label deploy web tier=x --dry-run=server')).stdout).toBe(
      'deployment.apps/web labeled (server dry run)\n',
    );
    expect(await field('deploy web', '.metadata.labels')).toBe('{"app":"web"}');
  });
});

describe('annotate', () => {
  test('says what it did, and does it', async () => {
    expect((await berth('annotate deploy web note=hi')).stdout).toBe('deployment.apps/web annotated\n');
    expect(await field('deploy web', '.metadata.annotations.note')).toBe('hi');
    expect((await berth('annotate deploy web note=ho')).stderr).toBe(
      "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (hi)\n",
    );
  });
});

describe('set', () => {
  test('image rolls the new image out', async () => {
    expect((await berth('set image deploy/web web=web:2')).stdout).toBe(
      'deployment.apps/web image updated\n',
    );
    expect(await field('pods', '.items[*].spec.containers[0].image')).toBe('web:2 web:2');
    expect((await berth('set image deploy/web web=web:2')).stdout).toBe('');
  });

  test('env sets, takes from a Secret, lists and resolves', async () => {
    expect((await berth('set env deploy/web MODE=a,b --from=secret/keys --prefix=X_')).stdout).toBe(
      'deployment.apps/web env updated\n',
    );
    expect((await berth('set env deploy/web --list')).stdout).toBe(
      '# Deployment web, container web\nMODE=a,b\n# X_API_KEY from secret keys, key api.key\n',
    );
    expect((await berth('set env deploy/web --list --resolve')).stdout).toContain('X_API_KEY=x\n');
    await berth('set env deploy/web -e -', 'MODE=c\n');
    expect((await berth('set env deploy/web --list')).stdout).toContain('MODE=c\n');
  });

  test('resources, selector and serviceaccount', async () => {
    expect((await berth('set resources deploy/web --limits=memory=64Mi')).stdout).toBe(
      'deployment.apps/web resource requirements updated\n',
    );
    expect(await field('deploy web', '.spec.template.spec.containers[0].resources.limits.memory')).toBe(
      '64Mi',
    );
    expect((await berth('set selector svc web a=b')).stdout).toBe('service/web selector updated\n');
    expect(await field('svc web', '.spec.selector')).toBe('{"a":"b"}');
    expect((await berth('set sa deploy web robot')).stdout).toBe(
      'deployment.apps/web serviceaccount updated\n',
    );
  });
});
