import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

/** Pods and the one node that there is: of the simulated engine, with 4 CPUs and 8 GiB. */

let session: Session;
const berth = (line: string, stdin = '', env = {}) => session.berth(line, { stdin, env });

const deployment = (
  name: string,
  spec: object,
  { replicas = 1, ...more }: { replicas?: number } = {},
): string =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'web:1' }], ...spec },
      },
      ...more,
    },
  });

const asking = (cpu: string, memory = '1Mi') => ({
  containers: [{ name: 'main', image: 'web:1', resources: { requests: { cpu, memory } } }],
});

const apply = (manifest: string, flags = '') => berth(`apply -f - ${flags}`, manifest);

const statuses = async (name: string): Promise<string[]> => {
  const { stdout } = await berth(`get pods -l app=${name} --no-headers`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/).slice(1, 3).join(' '))
    .sort();
};

beforeEach(() => {
  session = openSession();
});

describe('requests that exceed the machine', () => {
  test('are warned about once, with the numbers, and the pods run', async () => {
    const { code, stderr } = await apply(deployment('web', asking('1500m', '3Gi'), { replicas: 3 }));
    expect(code).toBe(0);
    const warnings = stderr.split('\n').filter((line) => line.startsWith('Warning:'));
    expect(warnings).toEqual([
      'Warning: all pods together request 4500m CPUs and 9.0 GiB of memory, and the machine has 4 CPUs and 8.0 GiB of memory; they run all the same (--enforce-requests lets those wait that do not fit)',
    ]);
    expect(await statuses('web')).toEqual(['1/1 Running', '1/1 Running', '1/1 Running']);
  });

  test('are nothing to speak of where they do not', async () => {
    const { stderr } = await apply(deployment('web', asking('2', '4Gi'), { replicas: 2 }));
    expect(stderr).not.toContain('Warning');
  });
});

describe('--enforce-requests', () => {
  test('lets a pod that does not fit wait, in the words of Kubernetes', async () => {
    await apply(deployment('web', asking('3')));
    const { code, stderr } = await apply(deployment('db', asking('2')), '--enforce-requests --timeout=5s');
    expect(code).toBe(1);
    expect(stderr).toContain('waits: 0/1 nodes are available: 1 Insufficient cpu.');
    expect(stderr).not.toContain('Warning');
    expect(await statuses('db')).toEqual(['0/1 Pending']);
    const pod = JSON.parse((await berth('get pods -l app=db -o json')).stdout).items[0];
    expect(pod.spec.nodeName).toBeUndefined();
    expect(pod.status).toEqual({
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: '0/1 nodes are available: 1 Insufficient cpu.',
        },
      ],
      qosClass: expect.any(String),
    });
    const events = (await berth('events --for pod/' + pod.metadata.name)).stdout;
    expect(events).toMatch(
      /Warning +FailedScheduling +Pod\/\S+ +0\/1 nodes are available: 1 Insufficient cpu\./,
    );
    expect(events).not.toMatch(/Scheduled +Pod/);
  });

  test('is remembered, and what waits starts by itself once there is room', async () => {
    await apply(deployment('web', asking('3')), '--enforce-requests');
    await apply(deployment('db', asking('2')), '--timeout=5s');
    expect(await statuses('db')).toEqual(['0/1 Pending']);
    await berth('scale deployment web --replicas=0');
    await berth('rollout status deployment db --timeout=10s');
    expect(await statuses('db')).toEqual(['1/1 Running']);
    const events = (await berth('get events')).stdout;
    expect(events).toMatch(/Scheduled +pod\/db-\S+ +Successfully assigned default\/db-/);
  });

  test('is taken back with =false, and nobody waits any more', async () => {
    await apply(deployment('web', asking('3')));
    await apply(deployment('db', asking('2')), '--enforce-requests --timeout=5s');
    expect((await apply(deployment('db', asking('2')), '--enforce-requests=false')).code).toBe(0);
    expect(await statuses('db')).toEqual(['1/1 Running']);
  });

  test('is written down where nothing is waited for, too', async () => {
    await apply(deployment('web', asking('5')), '--enforce-requests --wait=false');
    await berth('rollout status deployment web --timeout=5s');
    expect(await statuses('web')).toEqual(['0/1 Pending']);
  });

  test('stands in the environment, where it has to be true or false', async () => {
    const manifest = deployment('web', asking('5'));
    await berth('apply -f - --timeout=5s', manifest, { BERTH_ENFORCE_REQUESTS: 'true' });
    expect(await statuses('web')).toEqual(['0/1 Pending']);
    expect(await berth('apply -f -', manifest, { BERTH_ENFORCE_REQUESTS: 'maybe' })).toMatchObject({
      code: 1,
      stderr: 'error: BERTH_ENFORCE_REQUESTS: invalid value "maybe": must be true or false\n',
    });
  });

  test('shows in a dry run', async () => {
    const { stdout } = await apply(deployment('web', asking('5')), '--enforce-requests --dry-run=server');
    expect(stdout).toContain('Insufficient cpu');
    expect((await apply(deployment('web', asking('5')))).code).toBe(0);
  });
});

describe('a pod that selects nodes', () => {
  test('runs where the machine is what it asks for, and no field is warned about', async () => {
    const { code, stderr } = await apply(
      deployment('web', {
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        tolerations: [{ key: 'dedicated', operator: 'Exists' }],
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 1,
                podAffinityTerm: {
                  topologyKey: 'kubernetes.io/hostname',
                  labelSelector: { matchLabels: { app: 'web' } },
                },
              },
            ],
          },
        },
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: { matchLabels: { app: 'web' } },
          },
        ],
      }),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('arning') });
  });

  test('waits where it is not, also when it stands alone', async () => {
    const pod = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lost', labels: { app: 'lost' } },
      spec: {
        nodeSelector: { 'kubernetes.io/os': 'windows' },
        containers: [{ name: 'main', image: 'web:1' }],
      },
    });
    const { stderr } = await apply(pod, '--timeout=5s');
    expect(stderr).toContain("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
    expect(await statuses('lost')).toEqual(['0/1 Pending']);
    expect((await berth('get pod lost -o wide --no-headers')).stdout).toMatch(
      /<none> +<none> +<none> +<none>\n$/,
    );
  });
});
