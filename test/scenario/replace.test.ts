import { expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

const deployment = (replicas: number, more = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web${more}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}
`;

const withWeb = async (): Promise<Session> => {
  const session = openSession();
  session.write({ 'web.yaml': deployment(1, ', labels: {old: "yes"}') });
  await session.berth('apply -f web.yaml');
  return session;
};

test('replace takes the file for the whole object', async () => {
  const session = await withWeb();
  session.write({ 'web.yaml': deployment(2) });
  expect(await session.berth('replace -f web.yaml')).toMatchObject({
    code: 0,
    stdout: 'deployment.apps/web replaced\n',
  });
  expect((await session.berth('get deployment web --show-labels --no-headers')).stdout).toMatch(
    /^web +2\/2 .*<none>\n$/,
  );
});

test('replace leaves the pods of an unchanged template alone', async () => {
  const session = await withWeb();
  const { stdout: before } = await session.berth('get pods -o name');
  await session.berth('replace -f web.yaml');
  expect((await session.berth('get pods -o name')).stdout).toBe(before);
});

test('replace refuses what is not there, and what somebody else has changed since', async () => {
  const session = await withWeb();
  session.write({
    'nope.yaml': deployment(1).replace('web}', 'nope}'),
    'late.yaml': deployment(3, ', resourceVersion: "999"'),
  });
  expect(await session.berth('replace -f nope.yaml')).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'Error from server (NotFound): error when replacing "nope.yaml": deployments.apps "nope" not found\n',
  });
  const { code, stderr } = await session.berth('replace -f late.yaml');
  expect(code).toBe(1);
  expect(stderr).toContain(
    'Operation cannot be fulfilled on deployments.apps "web": the object has been modified',
  );
});

test('replace --force deletes the object first', async () => {
  const session = await withWeb();
  const { stdout: before } = await session.berth('get pods -o name');
  const { code, stdout } = await session.berth('replace --force -f web.yaml');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'deployment.apps "web" deleted\ndeployment.apps/web replaced\n',
  });
  expect((await session.berth('get pods -o name')).stdout).not.toBe(before);
});

test('expose makes a Service that leads to the pods', async () => {
  const session = await withWeb();
  expect((await session.berth('expose deployment web')).stdout).toBe('service/web exposed\n');
  expect((await session.berth('describe service web')).stdout).toMatch(/\nEndpoints: +\S+:80\n/);
  expect((await session.berth('expose deployment web')).stderr).toBe(
    'Error from server (AlreadyExists): services "web" already exists\n',
  );
});

test('autoscale stores an autoscaler', async () => {
  const session = await withWeb();
  expect((await session.berth('autoscale deployment web --max 5 --cpu-percent 80')).stdout).toBe(
    'horizontalpodautoscaler.autoscaling/web autoscaled\n',
  );
  expect((await session.berth('get hpa web --no-headers')).stdout).toMatch(/^web +Deployment\/web /);
});

test('what was last applied can be seen, and set to a file', async () => {
  const session = await withWeb();
  expect((await session.berth('apply view-last-applied deployment web')).stdout).toMatch(
    /^apiVersion: apps\/v1\nkind: Deployment\nmetadata:\n {2}annotations: \{\}\n {2}labels:\n {4}old: "yes"\n/,
  );
  expect((await session.berth('apply set-last-applied -f web.yaml')).stdout).toBe(
    'set-last-applied web: no changes required.\n',
  );
  session.write({ 'web.yaml': deployment(7) });
  expect((await session.berth('apply set-last-applied -f web.yaml')).stdout).toBe(
    'deployment.apps/web configured\n',
  );
  expect((await session.berth('apply view-last-applied deployment web')).stdout).toContain('replicas: 7');
  expect((await session.berth('get deployment web -o jsonpath={.spec.replicas}')).stdout).toBe('1');
});
