import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { berth, berthOk, containersOf, docker, uniqueNamespace } from './berth.ts';

const IMAGE = 'busybox:musl';

const manifest = (replicas: number, greeting = 'hello'): string => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: web
        image: ${IMAGE}
        command: [sh, -c, 'trap "exit 0" TERM; while :; do sleep 1 & wait $!; done']
        env:
        - {name: GREETING, value: ${greeting}}
`;

let namespace: string;

beforeEach(() => {
  namespace = uniqueNamespace();
});

afterEach(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

const apply = (yaml: string, ...more: string[]): Promise<string> =>
  berthOk(['apply', '-n', namespace, '-f', '-', ...more], yaml);

const podNames = async (): Promise<string[]> => {
  const out = await berthOk(['get', 'pods', '-n', namespace, '-o', 'name']);
  return out.split('\n').filter((line) => line !== '');
};

describe('a Deployment on a real engine', () => {
  test('apply runs as many containers as there are replicas, under readable names', async () => {
    expect(await apply(manifest(3))).toBe('deployment.apps/web created\n');
    const names = await containersOf(namespace);
    expect(names).toHaveLength(3);
    for (const name of names) expect(name).toMatch(new RegExp(`^web-[a-z0-9]+-[a-z0-9]{5}\\.${namespace}$`));
    expect(await containersOf(namespace, '{{.State}}')).toEqual(['running', 'running', 'running']);
  });

  test('applying the same file again changes nothing', async () => {
    await apply(manifest(2));
    const before = await containersOf(namespace, '{{.ID}} {{.CreatedAt}}');
    expect(await apply(manifest(2))).toBe('deployment.apps/web unchanged\n');
    expect(await containersOf(namespace, '{{.ID}} {{.CreatedAt}}')).toEqual(before);
  });

  test('another number of replicas creates or removes just the difference', async () => {
    await apply(manifest(2));
    const two = await containersOf(namespace, '{{.ID}}');
    expect(await apply(manifest(3))).toBe('deployment.apps/web configured\n');
    const three = await containersOf(namespace, '{{.ID}}');
    expect(three).toHaveLength(3);
    expect(three).toEqual(expect.arrayContaining(two));
    expect(await berthOk(['scale', '-n', namespace, 'deploy/web', '--replicas=1'])).toBe(
      'deployment.apps/web scaled\n',
    );
    const one = await containersOf(namespace, '{{.ID}}');
    expect(one).toHaveLength(1);
    expect(three).toEqual(expect.arrayContaining(one));
  });

  test('another template replaces every pod, and the new ones see it', async () => {
    await apply(manifest(2, 'hello'));
    const before = await podNames();
    await apply(manifest(2, 'goodbye'));
    const names = await containersOf(namespace);
    expect(names).toHaveLength(2);
    expect((await podNames()).filter((name) => before.includes(name))).toEqual([]);
    for (const name of names)
      expect(await docker('exec', name, 'sh', '-c', 'echo $GREETING')).toBe('goodbye\n');
  });

  test('delete leaves no container behind', async () => {
    await apply(manifest(2));
    expect(await berthOk(['delete', '-n', namespace, '-f', '-'], manifest(2))).toBe(
      'deployment.apps "web" deleted\n',
    );
    expect(await containersOf(namespace)).toEqual([]);
    const gone = await berth(['get', '-n', namespace, 'deployment', 'web']);
    expect(gone).toMatchObject({ code: 1, stdout: '' });
    expect(gone.stderr).toBe('Error from server (NotFound): deployments.apps "web" not found\n');
  });

  test('equal names in two namespaces do not meet', async () => {
    const other = uniqueNamespace();
    await apply(manifest(1));
    await berthOk(['apply', '-n', other, '-f', '-'], manifest(2));
    expect(await containersOf(namespace)).toHaveLength(1);
    expect(await containersOf(other)).toHaveLength(2);
    await berthOk(['delete', 'namespace', other]);
    expect(await containersOf(other)).toEqual([]);
    expect(await containersOf(namespace)).toHaveLength(1);
  });

  test("a container of the user's own survives everything, whatever its name", async () => {
    const own = `web-abcdefghij-klmno.${namespace}`;
    await docker('run', '-d', '--name', own, '--label', 'app=web', IMAGE, 'sleep', '600');
    try {
      await apply(manifest(1));
      await apply(manifest(1, 'goodbye'));
      await berthOk(['scale', '-n', namespace, 'deploy/web', '--replicas=0']);
      await berthOk(['delete', 'namespace', namespace]);
      expect(await docker('inspect', '-f', '{{.State.Running}}', own)).toBe('true\n');
    } finally {
      await docker('rm', '-f', own);
    }
  });
});
