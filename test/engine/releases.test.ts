import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { berth, berthOk, containersOf, docker, run, uniqueNamespace } from './berth.ts';

/** Releases that are taken back, and such that never come up. */

let namespace: string;
let image: string;

beforeEach(() => {
  namespace = uniqueNamespace();
  image = `berth-test/release:${namespace}`;
});

afterEach(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
  const built = await docker('images', '--quiet', '--filter', `label=release=${namespace}`);
  const ids = [...new Set(built.split('\n'))].filter((id) => id !== '');
  if (ids.length > 0) await docker('rmi', '--force', ...ids);
});

const build = async (release: string): Promise<void> => {
  const lines = ['FROM busybox:musl', `LABEL release=${namespace}`, `ENV RELEASE=${release}`];
  const { code, stderr } = await run('docker', ['build', '--quiet', '--tag', image, '-'], lines.join('\n'));
  if (code !== 0) throw new Error(stderr);
};

const manifest = (): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: web
        image: ${image}
        imagePullPolicy: Always
        command: [sh, -c, 'trap "exit 0" TERM; while :; do sleep 1 & wait $!; done']
`;

const releases = async (): Promise<string[]> => {
  const names = await containersOf(namespace);
  return Promise.all(names.map((name) => docker('exec', name, 'sh', '-c', 'echo $RELEASE')));
};

test('undo runs the image that was run, though its tag is given to another by now', async () => {
  await build('one');
  await berthOk(['apply', '-n', namespace, '-f', '-'], manifest());
  await build('two');
  await berthOk(['rollout', 'restart', '-n', namespace, 'deploy/web']);
  expect(await releases()).toEqual(['two\n']);
  const { code, stdout, stderr } = await berth(['rollout', 'undo', '-n', namespace, 'deploy/web']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'deployment.apps/web rolled back\n' });
  expect(stderr).toContain(
    `note: ${image} is another image by now. Container "web" runs the one of revision 1`,
  );
  expect(await releases()).toEqual(['one\n']);
  await berthOk(['apply', '-n', namespace, '-f', '-'], manifest());
  expect(await releases()).toEqual(['two\n']);
});

describe('a release that does not come up leaves the one before as it is, and is told with its pod:', () => {
  const FOREVER = 'command: [sh, -c, \'trap "exit 0" TERM; while :; do sleep 1 & wait $!; done\']';

  const release = (container: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  progressDeadlineSeconds: 8
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: web
        image: busybox:musl
        ${container}
`;

  test.concurrent.for([
    [
      'an image that is not there',
      `image: berth-test/no:such\n        ${FOREVER}`,
      /Err?ImagePull|ImagePullBackOff/,
    ],
    ['a program that is not there', 'command: [no-such-program]', /RunContainerError: .*"no-such-program"/],
    [
      'what the engine refuses',
      `securityContext: {capabilities: {add: [NO_SUCH]}}\n        ${FOREVER}`,
      /CreateContainerError: .*CAP_NO_SUCH/,
    ],
    [
      'a program that ends',
      "command: [sh, -c, 'echo no database; exit 3']",
      /CrashLoopBackOff: it ended with exit code 3/,
    ],
    [
      'a pod that is never ready',
      `readinessProbe: {exec: {command: ['false']}}\n        ${FOREVER}`,
      /NotReady: it runs, but its readiness probe does not succeed/,
    ],
    [
      'a ConfigMap that is missing',
      `envFrom: [{configMapRef: {name: none}}]\n        ${FOREVER}`,
      /CreateContainerConfigError: configmap "none" not found/,
    ],
  ] as const)('%s', async ([, container, why]) => {
    const own = uniqueNamespace();
    const apply = (text: string) => berth(['apply', '-n', own, '-f', '-'], text);
    try {
      await apply(release(FOREVER));
      const good = await containersOf(own, '{{.ID}}');
      const { code, stderr } = await apply(
        release(container).replace(/image: busybox:musl\n\s+(?=image:)/, ''),
      );
      expect(code).toBe(1);
      expect(stderr).toContain('error: deployment "web" exceeded its progress deadline');
      const told = stderr.split('\n').filter((line) => /^pod\/web-\S+: \w+: /.test(line));
      expect(told.join('\n')).toMatch(why);
      const [shown = ''] = told[0]?.match(/(?<=: )\w+/) ?? [];
      const status = shown.replace('NotReady', 'Running');
      expect(await berthOk(['get', 'pods', '-n', own])).toContain(` ${status} `);
      expect(await containersOf(own, '{{.ID}}')).toEqual(expect.arrayContaining(good));
      expect((await apply(release(FOREVER).replace('replicas: 2', 'replicas: 1'))).code).toBe(0);
      expect(good).toEqual(expect.arrayContaining(await containersOf(own, '{{.ID}}')));
    } finally {
      await berthOk(['delete', 'namespace', own, '--ignore-not-found']);
    }
  });
});
