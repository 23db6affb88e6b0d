import { expect, test } from 'vitest';
import { openSession } from '../support/session.ts';

const deployment = (fields = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        ${fields}
`;

test('describe shows a Deployment, its ReplicaSet and what happened to it', async () => {
  const session = openSession();
  session.write({ 'web.yaml': deployment() });
  await session.berth('apply -f web.yaml');
  const { stdout, stderr, code } = await session.berth('describe deployment web');
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout).toMatch(/^Name: +web\nNamespace: +default\n/);
  expect(stdout).toMatch(/\nReplicas: +2 desired \| 2 updated \| 2 total \| 2 available \| 0 unavailable\n/);
  expect(stdout).toMatch(/\nNewReplicaSet: +web-\w+ \(2\/2 replicas created\)\n/);
  expect(stdout).toMatch(
    / +Normal +ScalingReplicaSet +\w+ +deployment-controller +Scaled up replica set web-\w+ from 0 to 2\n$/,
  );
});

test('describe finds pods by the beginning of their names, and tells how they came to run', async () => {
  const session = openSession();
  session.write({ 'web.yaml': deployment() });
  await session.berth('apply -f web.yaml');
  const { stdout } = await session.berth('describe pods web');
  expect(stdout.match(/^Name: +web-/gm)).toHaveLength(2);
  const reasons = [...stdout.matchAll(/^ {2}(?:Normal|Warning) +(\w+) /gm)].map(([, reason]) => reason);
  expect(new Set(reasons)).toEqual(new Set(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started']));
});

test('what happened in one instant is told in the order in which it happened, container by container', async () => {
  const session = openSession();
  const inits =
    'initContainers: [{name: setup, image: "setup:done"}, {name: mesh, image: "mesh:1", restartPolicy: Always}]';
  session.write({
    'web.yaml': deployment()
      .replace('replicas: 2', 'replicas: 1')
      .replace('containers:', `${inits}\n      containers:`),
  });
  await session.berth('apply -f web.yaml');
  const { stdout } = await session.berth(
    `get events -o 'jsonpath={range .items[*]}{.involvedObject.kind}:{.reason}:{.involvedObject.fieldPath}{"\\n"}{end}'`,
  );
  const told = stdout.split('\n').filter((line) => /^Pod:(?!Pull)/.test(line));
  expect(told).toEqual([
    'Pod:Scheduled:',
    'Pod:Created:spec.initContainers{setup}',
    'Pod:Started:spec.initContainers{setup}',
    'Pod:Created:spec.initContainers{mesh}',
    'Pod:Started:spec.initContainers{mesh}',
    'Pod:Created:spec.containers{web}',
    'Pod:Started:spec.containers{web}',
  ]);
  const images = stdout.split('\n').filter((line) => line.includes('{setup}'));
  expect(images.map((line) => line.split(':')[1])).toEqual(['Pulling', 'Pulled', 'Created', 'Started']);
});

test('describe without events shows none', async () => {
  const session = openSession();
  session.write({ 'web.yaml': deployment() });
  await session.berth('apply -f web.yaml');
  const { stdout } = await session.berth('describe deployment web --show-events=false');
  expect(stdout).not.toContain('Events:');
});

test.each([
  [
    'describe',
    1,
    'error: You must specify the type of resource to describe. Use "berth api-resources" for a complete list of supported resources.\n',
  ],
  ['describe pod nope', 1, 'Error from server (NotFound): pods "nope" not found\n'],
  ['describe pods', 0, 'No resources found in default namespace.\n'],
  ['describe pods -A', 0, 'No resources found\n'],
  ['events', 0, 'No events found in default namespace.\n'],
  ['events -A', 0, 'No events found.\n'],
  ['events --for x', 1, 'error: --for must be in resource/name form\n'],
  ['events --types=Foo', 1, 'error: valid --types are Normal or Warning\n'],
])('%s, where nothing is, says so', async (line, code, stderr) => {
  expect(await openSession().berth(line)).toEqual({ code, stdout: '', stderr });
});

test('events tell of scaling and of pods that end', async () => {
  const session = openSession();
  session.write({ 'web.yaml': deployment() });
  await session.berth('apply -f web.yaml');
  await session.berth('scale deployment web --replicas 1');
  const { stdout } = await session.berth('events --for deployment/web');
  expect(stdout.split('\n')[0]).toMatch(/^LAST SEEN +TYPE +REASON +OBJECT +MESSAGE$/);
  expect(stdout).toMatch(/Deployment\/web +Scaled down replica set web-\w+ from 2 to 1\n/);
  const { stdout: all } = await session.berth('get events');
  expect(all).toMatch(/Killing +pod\/web-\S+ +Stopping container web\n/);
});

test('an image that cannot be pulled is told of at the pod that waits for it', async () => {
  const session = openSession();
  session.write({ 'web.yaml': deployment().replace('nginx:1.27', 'nginx:missing') });
  await session.berth('apply -f web.yaml --timeout 20s');
  const { stdout } = await session.berth('events --types Warning');
  expect(stdout).toContain('Failed to pull image "nginx:missing"');
});

test('what happened is forgotten after an hour', async () => {
  const session = openSession();
  session.write({ 'web.yaml': deployment() });
  await session.berth('apply -f web.yaml');
  await session.clock.sleep(61 * 60_000);
  expect((await session.berth('events')).stdout).toBe('');
  await session.berth('apply -f web.yaml');
  expect((await session.store.read()).records.filter(({ kind }) => kind === 'Occurrences')).toHaveLength(0);
});
