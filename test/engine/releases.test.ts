import { afterEach, beforeEach, expect, test } from 'vitest';
import { berth, berthOk, containersOf, docker, run, uniqueNamespace } from './berth.ts';

/** Releases that are taken back. */

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
