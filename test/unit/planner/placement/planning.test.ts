import { describe, expect, test } from 'vitest';
import type { ObservedNode } from '../../../../src/model/node.ts';
import type { ObservedPod } from '../../../../src/model/pod.ts';
import type { DeploymentStrategy, PodSpec, PodTemplate } from '../../../../src/model/workload.ts';
import { nodeOf } from '../../../support/nodes.ts';
import { podOf, revisionsOf, templateOf, workloadOf } from '../../../support/workloads.ts';
import { planText, story } from '../plan-text.ts';

const apart: Partial<PodSpec> = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
      ],
    },
  },
};

const twoCpus = { resources: { requests: { cpu: '2' } } };

const withSpec = ({ metadata, spec }: PodTemplate, more: Partial<PodSpec>): PodTemplate => ({
  ...(metadata && { metadata }),
  spec: { ...spec, ...more },
});

const strict = nodeOf({ enforcesRequests: true });
const LABELS = { app: 'web' };

const INSUFFICIENT = '0/1 nodes are available: 1 Insufficient cpu.';
const ANTI = "0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules.";

const demanding = revisionsOf(templateOf('web:1', twoCpus), templateOf('web:2', twoCpus));
const first = demanding[0]!;
const heldFor = (message: string): Partial<ObservedPod> => ({
  state: 'waiting',
  ready: false,
  waiting: { reason: 'Unschedulable', message },
});

describe('pods whose requests have to be met', () => {
  test('are made as long as there is room, and are there to be seen beyond that', () => {
    expect(planText(workloadOf([first]), [], { node: strict })).toEqual([
      'createPod default/web: scale up from 0 to 3',
      'createPod default/web: scale up from 0 to 3',
      `holdPod default/web: ${INSUFFICIENT}`,
    ]);
  });

  test('share the room with those of other workloads', () => {
    const other = { kind: 'Deployment', namespace: 'default', name: 'other' };
    const plan = planText(
      [workloadOf([first], { replicas: 1 }), workloadOf([first], { replicas: 2 }, { ref: other })],
      [],
      { node: strict },
    );
    expect(plan).toEqual([
      'createPod default/web: scale up from 0 to 1',
      'createPod default/other: scale up from 0 to 2',
      `holdPod default/other: ${INSUFFICIENT}`,
    ]);
  });

  test('come to life by themselves, as many as there is room for', () => {
    const waiting = [podOf('b', first, heldFor(INSUFFICIENT)), podOf('c', first, heldFor(INSUFFICIENT))];
    const workload = workloadOf([first]);
    expect(planText(workload, [podOf('a', first), ...waiting], { node: strict })).toEqual([
      'createPod default/b: what it waited for is there',
    ]);
    const two = [podOf('a', first), podOf('d', first, { terminating: true, state: 'exited', ready: false })];
    const plan = planText(workload, [...two, ...waiting], { node: strict });
    expect(plan).toContain('removePod default/d: it was asked to end');
  });

  test('say what they wait for where that has changed', () => {
    const workload = workloadOf([first], { replicas: 1 });
    const small = nodeOf({ enforcesRequests: true, machine: { ...strict.machine, cpus: 1 } });
    expect(planText(workload, [podOf('a', first, heldFor('no node'))], { node: small })).toEqual([
      `holdPod default/a: ${INSUFFICIENT}`,
    ]);
    expect(planText(workload, [podOf('a', first, heldFor(INSUFFICIENT))], { node: small })).toEqual([]);
  });

  test('are left alone where they run already', () => {
    const pods = ['a', 'b', 'c'].map((name) => podOf(name, first));
    expect(planText(workloadOf([first]), pods, { node: strict })).toEqual([]);
  });

  test('do not count once they have done their work', () => {
    const spec: PodSpec = { ...first.template.spec, restartPolicy: 'Never' };
    const { owner: _, ...alone } = podOf('z', first, { state: 'exited', exitCode: 0, ready: false, spec });
    expect(planText(workloadOf([first], { replicas: 2 }), [alone], { node: strict })).toEqual([
      'createPod default/web: scale up from 0 to 2',
      'createPod default/web: scale up from 0 to 2',
    ]);
  });
});

describe('a rollout on a node that is full', () => {
  const rolling = (maxSurge: number, maxUnavailable: number): DeploymentStrategy => ({
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge, maxUnavailable },
  });
  const old = [podOf('a', first), podOf('b', first)];

  test('stands still where no old pod may go, as in Kubernetes', () => {
    const workload = workloadOf(demanding, { replicas: 2, strategy: rolling(1, 0) });
    expect(story(workload, old, strict)).toEqual(['hold new1']);
  });

  test('goes on pod by pod where one may', () => {
    const workload = workloadOf(demanding, { replicas: 2, strategy: rolling(0, 1) });
    expect(story(workload, old, strict)).toEqual([
      'stop a',
      'hold new1, remove a',
      'create new1',
      'start new1',
      'stop b',
      'hold new2, remove b',
      'create new2',
      'start new2',
    ]);
  });

  test('takes no old pod down for one that can never come', () => {
    const nowhere = revisionsOf(
      templateOf('web:1'),
      withSpec(templateOf('web:2'), { nodeSelector: { disk: 'ssd' } }),
    );
    const good = nowhere[0]!;
    const workload = workloadOf(nowhere, { replicas: 2, strategy: rolling(0, 1) });
    expect(story(workload, [podOf('a', good), podOf('b', good)], strict)).toEqual([]);
  });

  test('ends the old pods first where it is to Recreate, and the new ones are made beside them', () => {
    const workload = workloadOf(demanding, { replicas: 2, strategy: { type: 'Recreate' } });
    expect(story(workload, old, strict)).toEqual([
      'create new1, create new2',
      'stop a, stop b',
      'remove a, remove b, start new1, start new2',
    ]);
  });
});

describe('a rollout of pods that keep apart', () => {
  const revisions = revisionsOf(withSpec(templateOf('web:1'), apart), withSpec(templateOf('web:2'), apart));
  const one = revisions[0]!;
  const only = [podOf('a', one, { labels: LABELS })];
  const node: ObservedNode = nodeOf();

  test('stands still where the old one has to stay until the new one serves', () => {
    const workload = workloadOf(revisions, { replicas: 1 });
    expect(planText(workload, only, { node })).toEqual([`holdPod default/web: ${ANTI}`]);
    expect(story(workload, only, node)).toEqual(['hold new1']);
  });

  test('goes on where the old one may go before', () => {
    const strategy: DeploymentStrategy = { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };
    expect(story(workloadOf(revisions, { replicas: 1, strategy }), only, node)).toEqual([
      'stop a',
      'hold new1, remove a',
      'create new1',
      'start new1',
    ]);
  });

  test('goes on where it is to Recreate', () => {
    expect(story(workloadOf(revisions, { replicas: 1, strategy: { type: 'Recreate' } }), only, node)).toEqual(
      ['create new1', 'stop a', 'remove a, start new1'],
    );
  });

  test('has one pod run and the others wait', () => {
    const two = workloadOf([one], { replicas: 2 });
    expect(planText(two, [], { node })).toEqual([
      'createPod default/web: scale up from 0 to 2',
      `holdPod default/web: ${ANTI}`,
    ]);
  });
});
