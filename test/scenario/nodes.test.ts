import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

/** The one node: the machine of the simulated engine. */

let session: Session;
const berth = (line: string, stdin = '') => session.berth(line, { stdin });

beforeEach(() => {
  session = openSession();
});

const pod = (spec: object, metadata: object = {}): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', ...metadata },
    spec: { containers: [{ name: 'main', image: 'web:1' }], ...spec },
  });

const cells = (line: string | undefined): string[] => line?.trim().split(/ {2,}/) ?? [];

describe('the node', () => {
  test('is listed', async () => {
    const { code, stdout, stderr } = await berth('get nodes');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [head, row, ...more] = stdout.trimEnd().split('\n');
    expect(cells(head)).toEqual(['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION']);
    expect(cells(row)).toEqual(['docker', 'Ready', '<none>', '0s', expect.stringMatching(/^v\d/)]);
    expect(more).toEqual([]);
  });

  test('is listed with what it is made of, and with its labels', async () => {
    const wide = (await berth('get no -o wide --no-headers')).stdout;
    expect(cells(wide).slice(5)).toEqual(['10.0.0.1', '<none>', 'Simulated', '1.0.0', 'memory://1.0.0']);
    expect((await berth('get node docker --show-labels --no-headers')).stdout).toContain(
      'beta.kubernetes.io/arch=amd64,beta.kubernetes.io/os=linux,kubernetes.io/arch=amd64,kubernetes.io/hostname=docker,kubernetes.io/os=linux',
    );
    expect((await berth('get nodes -o name')).stdout).toBe('node/docker\n');
    expect((await berth('get nodes -l kubernetes.io/os=windows')).stderr).toBe('No resources found\n');
    expect((await berth('top nodes -l kubernetes.io/os=linux --no-headers')).stdout).toMatch(/^docker /);
  });

  test('has the fields that scripts ask for', async () => {
    const read = async (path: string) => (await berth(`get node/docker -o 'jsonpath={${path}}'`)).stdout;
    expect(await read('.status.capacity.cpu')).toBe('4');
    expect(await read('.status.allocatable.memory')).toBe('8388608Ki');
    expect(await read('.status.nodeInfo.architecture')).toBe('amd64');
    expect(await read('.status.conditions[?(@.type=="Ready")].status')).toBe('True');
    expect((await berth('wait --for=condition=Ready node --all')).stdout).toBe('node/docker condition met\n');
    expect((await berth('get nodes -o yaml')).stdout).toContain('kind: Node\n');
  });

  test('is no other', async () => {
    const missing = {
      code: 1,
      stdout: '',
      stderr: 'Error from server (NotFound): nodes "other" not found\n',
    };
    expect(await berth('get node other')).toEqual(missing);
    expect(await berth('describe node other')).toEqual(missing);
  });

  test('is described with what its pods ask for', async () => {
    const resources = { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: '1' } };
    await berth('apply -f -', pod({ containers: [{ name: 'main', image: 'web:1', resources }] }));
    const { stdout } = await berth('describe node docker');
    for (const line of [
      /^Name: +docker$/m,
      /^Unschedulable: +false$/m,
      /^ {2}Ready +True +.* +EngineReady +the engine answers$/m,
      /^ {2}InternalIP: +10\.0\.0\.1$/m,
      /^Capacity:\n {2}cpu: +4\n {2}memory: +8Gi$/m,
      /^ {2}Container Runtime Version: +memory:\/\/1\.0\.0$/m,
      /^Non-terminated Pods: +\(1 in total\)$/m,
      /^ {2}default +web +500m \(12%\) +1 \(25%\) +1Gi \(12%\) +0 \(0%\)/m,
      /^ {2}cpu +500m \(12%\) +1 \(25%\)$/m,
    ]) {
      expect(stdout).toMatch(line);
    }
  });

  test('can be labelled, and pods select it by that', async () => {
    expect((await berth('label node docker disk=ssd')).stdout).toBe('node/docker labeled\n');
    await berth('annotate nodes docker note=mine');
    expect((await berth('get node docker -L disk --no-headers')).stdout).toMatch(/ ssd\n$/);
    expect((await berth('apply -f -', pod({ nodeSelector: { disk: 'ssd' } }))).code).toBe(0);
    await berth('label node docker disk-');
    expect((await berth('get nodes -l disk')).stdout).toBe('');
    expect((await berth('get node docker -o jsonpath={.metadata.annotations.note}')).stdout).toBe('mine');
  });

  test('lets a pod in that waited for its label', async () => {
    await berth('apply -f - --timeout=2s', pod({ nodeSelector: { disk: 'ssd' } }));
    expect((await berth('get pod web --no-headers')).stdout).toMatch(/ Pending /);
    await berth('label node docker disk=ssd');
    expect((await berth('wait --for=condition=Ready pod/web --timeout=10s')).code).toBe(0);
  });

  test('stays', async () => {
    expect(await berth('delete node docker')).toMatchObject({
      code: 1,
      stderr: 'error: node "docker" is the machine of the engine, and stays\n',
    });
  });
});
