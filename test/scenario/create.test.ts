import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

let session: Session;
const berth = (line: string, stdin = '') => session.berth(line, { stdin });

beforeEach(() => {
  session = openSession();
});

describe('create', () => {
  test('makes a deployment and waits for its pods', async () => {
    expect((await berth('create deployment web --image=web:1 --replicas=2')).stdout).toBe(
      'deployment.apps/web created\n',
    );
    expect((await berth('get deploy web --no-headers')).stdout).toMatch(/^web +2\/2 +2 +2 /);
  });

  test('leaves what is there as it is', async () => {
    await berth('create deployment web --image=web:1');
    expect(await berth('create deployment web --image=web:2')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: failed to create deployment: deployments.apps "web" already exists\n',
    });
    expect(await berth('create ns default')).toMatchObject({
      code: 1,
      stderr: 'Error from server (AlreadyExists): namespaces "default" already exists\n',
    });
    expect((await berth("get deploy web -o jsonpath='{..image}'")).stdout).toBe('web:1');
  });

  test('takes what it printed', async () => {
    const { stdout } = await berth('create deployment web --image=web:1 --dry-run=client -o yaml');
    expect((await berth('create -f -', stdout)).stdout).toBe('deployment.apps/web created\n');
  });

  test('-f goes on with the other objects, and names the file of one that is there', async () => {
    session.write({
      'all.yaml': `
apiVersion: v1
kind: ConfigMap
metadata: {name: one}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: two}
`,
    });
    await berth('create cm one --from-literal=a=b');
    expect(await berth('create -f all.yaml')).toEqual({
      code: 1,
      stdout: 'configmap/two created\n',
      stderr: expect.stringContaining(
        'Error from server (AlreadyExists): error when creating "all.yaml": configmaps "one" already exists\n',
      ),
    });
  });

  test('-f gives a new name each time to what asks for one', async () => {
    const manifest = '{apiVersion: v1, kind: ConfigMap, metadata: {generateName: it-}}';
    const names = [await berth('create -f -', manifest), await berth('create -f -', manifest)].map(
      ({ stdout }) => stdout,
    );
    expect(names[0]).toMatch(/^configmap\/it-\w{5} created\n$/);
    expect(names[1]).not.toBe(names[0]);
  });

  test('refuses what an API server would refuse', async () => {
    expect(await berth('create deployment Bad_ --image=x')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^The Deployment "Bad_" is invalid: /),
    });
    expect((await berth('get deploy')).stdout).toBe('');
  });

  test('puts objects where -n says, and --save-config lets apply know them', async () => {
    await berth('create cm one -n shop --from-literal=a=b --save-config');
    expect((await berth('get cm one -n shop -o yaml')).stdout).toContain('last-applied-configuration');
    expect((await berth('get cm')).stdout).toBe('');
  });

  test('--dry-run=server changes nothing', async () => {
    expect((await berth('create deployment web --image=web:1 --dry-run=server')).stdout).toMatch(
      /^deployment.apps\/web created \(server dry run\)\n/,
    );
    expect((await berth('get deploy')).stdout).toBe('');
  });

  test('role joins groups and resources', async () => {
    const { stdout } = await berth(
      'create role r --verb=get,list --resource=pods,pods/log,rs.apps --dry-run=client -o yaml',
    );
    expect(stdout).toContain(`rules:
- apiGroups:
  - ""
  resources:
  - pods
  - pods/log
  verbs:
  - get
  - list
- apiGroups:
  - apps
  resources:
  - replicasets
  verbs:
  - get
  - list
`);
  });

  test('job --from runs a CronJob out of turn', async () => {
    await berth('create cronjob tick --image=tick:1 --schedule=@daily');
    expect(
      (await berth("create job now --from=cronjob/tick --dry-run=client -o jsonpath='{..image}'")).stdout,
    ).toBe('tick:1');
    expect(await berth('create job now --from=cronjob/tock')).toMatchObject({
      code: 1,
      stderr: 'Error from server (NotFound): cronjobs.batch "tock" not found\n',
    });
  });
});
