import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

let session: Session;
const berth = (line: string) => session.berth(line);

const config = (name: string, namespace = 'default', tier = 'x'): string => `
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: ${namespace}, labels: {tier: ${tier}}}
---`;

const web = (image = 'web:1', name = 'web'): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, labels: {tier: x}}
spec:
  progressDeadlineSeconds: 20
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: web, image: '${image}'}]}
---`;

const claim = (name: string, namespace = 'default'): string => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}, namespace: ${namespace}, labels: {tier: x}}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
---`;

const namespace = (name: string): string => `
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, labels: {tier: x}}
---`;

const apply = async (manifest: string, flags = '') => {
  session.write({ 'all.yaml': manifest });
  return berth(`apply -f all.yaml ${flags}`);
};

/** The names of what is there. */
const there = async (kinds: string): Promise<string[]> => {
  const { stdout } = await berth(`get ${kinds} -A -o name`);
  return stdout
    .trim()
    .split('\n')
    .filter((name) => name !== '');
};

beforeEach(() => {
  session = openSession();
});

describe('apply --prune', () => {
  test('removes what was applied before, has the labels and is gone from the files', async () => {
    await apply(config('a') + config('b') + config('other', 'default', 'db'));
    expect((await apply(config('a'), '--prune -l tier=x')).stdout).toBe(
      'configmap/a unchanged\nconfigmap/b pruned\n',
    );
    expect(await there('configmaps')).toEqual(['configmap/a', 'configmap/other']);
  });

  test('removes all that is gone from the files with --all', async () => {
    await apply(config('a') + config('other', 'default', 'db') + web());
    expect((await apply(config('a'), '--prune --all')).stdout).toBe(
      'configmap/a unchanged\nconfigmap/other pruned\ndeployment.apps/web pruned\n',
    );
    expect(await there('configmaps,deploy,pods')).toEqual(['configmap/a']);
  });

  test('leaves what was made in another way', async () => {
    await berth('create configmap made');
    await apply(config('a'), '--prune --all');
    expect(await there('configmaps')).toEqual(['configmap/a', 'configmap/made']);
  });

  test('leaves namespaces alone that the files are not about', async () => {
    await apply(config('a') + config('b', 'elsewhere'));
    await apply(config('c'), '--prune --all');
    expect(await there('configmaps')).toEqual(['configmap/c', 'configmap/b']);
  });

  test('removes a namespace with all that is in it, unless it holds data or the command is about one', async () => {
    await apply(namespace('empty') + namespace('full') + claim('data', 'full') + config('b', 'empty'));
    const { stdout, stderr } = await apply(config('a', 'here'), '--prune --all');
    expect(stdout).toBe('configmap/a created\nnamespace/empty pruned\n');
    expect(stderr).toContain('Warning: namespace/full is not pruned: it holds persistentvolumeclaim/data\n');
    await apply(config('a', 'here'), '--prune --all -n here');
    expect(await there('namespaces')).toContain('namespace/full');
  });

  test('removes claims only where their kind is named', async () => {
    await apply(config('a') + claim('data'));
    await apply(config('a'), '--prune --all');
    expect(await there('pvc')).toEqual(['persistentvolumeclaim/data']);
    const { stdout } = await apply(
      config('a'),
      '--prune --all --prune-allowlist=core/v1/PersistentVolumeClaim',
    );
    expect(stdout).toBe('configmap/a unchanged\npersistentvolumeclaim/data pruned\n');
  });

  test('removes only kinds of the allowlist where there is one', async () => {
    await apply(config('a') + config('b') + web());
    const flags = '--prune --all --prune-allowlist=apps/v1/Deployment';
    expect((await apply(config('a'), flags)).stdout).toBe(
      'configmap/a unchanged\ndeployment.apps/web pruned\n',
    );
  });

  test('removes nothing where what replaces it does not come up', async () => {
    await apply(web('web:1', 'blue'));
    const { code } = await apply(web('web:unready', 'green'), '--prune -l tier=x');
    expect(code).toBe(1);
    expect(await there('deploy')).toEqual(['deployment.apps/blue', 'deployment.apps/green']);
  });

  test('--wait=false only marks', async () => {
    await apply(web('web:1', 'blue'));
    await apply(web('web:1', 'green'), '--prune -l tier=x --wait=false');
    expect(await there('pods')).toHaveLength(1);
    expect(await berth('wait --for=delete deploy/blue')).toMatchObject({ code: 0 });
    expect((await there('pods')).join()).toContain('pod/green-');
  });

  test.each([
    ['client', ' (dry run)'],
    ['server', ' (server dry run)'],
  ])('--dry-run=%s removes nothing', async (mode, suffix) => {
    await apply(config('a') + web());
    const { stdout } = await apply(config('a'), `--prune --all --dry-run=${mode}`);
    expect(stdout).toContain(`configmap/a unchanged${suffix}\ndeployment.apps/web pruned${suffix}\n`);
    expect(stdout.includes('stopPod')).toBe(mode === 'server');
    expect(await there('deploy')).toEqual(['deployment.apps/web']);
  });
});

test('diff --prune shows what would go', async () => {
  await apply(config('a') + config('b'));
  session.write({ 'all.yaml': config('a') });
  expect(await berth('diff -f all.yaml')).toMatchObject({ code: 0, stdout: '' });
  const { code, stdout } = await berth('diff -f all.yaml --prune');
  expect(code).toBe(1);
  expect(stdout).toContain('-kind: ConfigMap\n');
  expect(stdout).toContain('-  name: b\n');
});

test.each([
  [
    '--prune',
    'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
  ],
  ['--prune --all -l a=b', 'cannot set --all and --selector at the same time'],
  [
    '--prune --all --prune-allowlist=v1/ConfigMap',
    'invalid GroupVersionKind format: v1/ConfigMap, please follow <group/version/kind>',
  ],
  ['--prune --all --prune-allowlist=core/v1/Foo', 'no matches for kind "Foo" in version "v1"'],
])('apply %s is refused', async (flags, complaint) => {
  expect(await apply(config('a'), flags)).toEqual({ code: 1, stdout: '', stderr: `error: ${complaint}\n` });
});
