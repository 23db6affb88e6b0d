import { describe, expect, test } from 'vitest';
import type { ObservedPod } from '../../../src/model/pod.ts';
import { stepKey } from '../../../src/model/step.ts';
import { planNext } from '../../../src/planner/plan-next.ts';
import { NOON, podOf, revisionsOf, templateOf, WEB, workloadOf } from '../../support/workloads.ts';
import { planText } from './plan-text.ts';

const one = revisionsOf(templateOf('web:1'));
const first = one[0]!;
const single = workloadOf(one, { replicas: 1 });

describe('scale', () => {
  test('creates just the pods that are missing', () => {
    expect(planText(workloadOf(one), [podOf('a', first)])).toEqual([
      'createPod default/web: scale up from 1 to 3',
      'createPod default/web: scale up from 1 to 3',
    ]);
  });

  test('plans nothing when all is well', () => {
    expect(planText(single, [podOf('a', first)])).toEqual([]);
  });

  test('one replica is meant where the manifest names none', () => {
    const { replicas: _, ...spec } = single.resource.spec;
    const silent = { ...single, resource: { ...single.resource, spec } };
    expect(planText(silent, [])).toEqual(['createPod default/web: scale up from 0 to 1']);
  });

  test('removes just the pods that are too many, the youngest first', () => {
    const pods = [
      podOf('a', first),
      podOf('b', first, { startedAt: NOON - 5000 }),
      podOf('c', first, { startedAt: NOON - 9000 }),
    ];
    expect(planText(single, pods)).toEqual([
      'stopPod default/b: scale down from 3 to 1',
      'stopPod default/c: scale down from 3 to 1',
    ]);
  });

  test('removes all pods at zero', () => {
    expect(planText(workloadOf(one, { replicas: 0 }), [podOf('a', first)])).toEqual([
      'stopPod default/a: scale down from 1 to 0',
    ]);
  });

  test('a pod that is being created counts, and is no step yet when it is too much', () => {
    const creating = podOf('b', first, { id: '', state: 'creating', ready: false });
    expect(planText(workloadOf(one, { replicas: 2 }), [podOf('a', first), creating])).toEqual([]);
    expect(planText(single, [podOf('a', first), creating])).toEqual([]);
    expect(planText(single, [podOf('a', first), { ...creating, state: 'created' }])).toEqual([
      'removePod default/b: scale down from 2 to 1',
    ]);
  });
});

describe('a pod that is half dead', () => {
  const cases: [string, Partial<ObservedPod>, string[]][] = [
    ['created, never started', { state: 'created' }, ['startPod default/a: it was never started']],
    ['stopped by hand', { state: 'exited' }, ['startPod default/a: it has ended and is to run always']],
    ['frozen', { state: 'paused' }, ['startPod default/a: it is frozen']],
    ['about to be restarted by the engine', { state: 'restarting' }, []],
    ['running, not ready', { state: 'running' }, []],
    [
      'dead',
      { state: 'dead' },
      ['createPod default/web: scale up from 0 to 1', 'removePod default/a: it is dead'],
    ],
  ];
  test.each(cases)('%s', (_, pod, expected) => {
    expect(planText(single, [podOf('a', first, { ready: false, ...pod })])).toEqual(expected);
  });
});

describe('a pod that was asked to end', () => {
  const create = 'createPod default/web: scale up from 0 to 1';
  const cases: [ObservedPod['state'], string][] = [
    ['created', 'removePod default/a: it was asked to end'],
    ['running', 'stopPod default/a: it was asked to end'],
    ['restarting', 'stopPod default/a: it was asked to end'],
    ['paused', 'stopPod default/a: it was asked to end'],
    ['exited', 'removePod default/a: it was asked to end'],
    ['dead', 'removePod default/a: it was asked to end'],
  ];
  test.each(cases)('counts for nothing and goes on its way: %s', (state, expected) => {
    expect(planText(single, [podOf('a', first, { state, terminating: true })])).toEqual([create, expected]);
  });

  test('has the time that its manifest gives it', () => {
    const template = templateOf('web:1');
    const grace = (seconds: number | undefined) => {
      const { terminationGracePeriodSeconds: _, ...spec } = template.spec;
      const pod = podOf('a', first, {
        spec: seconds === undefined ? spec : { ...spec, terminationGracePeriodSeconds: seconds },
      });
      const desired = { workloads: [workloadOf(one, { replicas: 0 })] };
      return planNext(desired, { pods: [pod], images: new Map() }, NOON).map(({ step }) =>
        step.kind === 'stopPod' ? step.graceSeconds : undefined,
      );
    };
    expect([grace(5), grace(0), grace(undefined)]).toEqual([[5], [0], [30]]);
  });
});

describe('pods of others', () => {
  test('a deleted workload takes its pods along, all at once', () => {
    const gone = workloadOf(one, {}, { deleted: true });
    const pods = [
      podOf('a', first),
      podOf('b', first, { state: 'exited', ready: false }),
      podOf('c', first, { hash: 'unknown' }),
      podOf('d', first, { state: 'created', ready: false }),
    ];
    expect(planText(gone, pods)).toEqual([
      'stopPod default/a: its workload was deleted',
      'removePod default/b: its workload was deleted',
      'removePod default/d: its workload was deleted',
      'stopPod default/c: its workload was deleted',
    ]);
    expect(planText(gone, [])).toEqual([]);
  });

  test('of no owner, of an unknown one, or of the same name elsewhere are left alone', () => {
    const { owner: _, ...alone } = podOf('alone', first);
    const pods = [
      alone,
      podOf('stranger', first, { owner: { ...WEB, name: 'stranger' } }),
      podOf('elsewhere', first, { owner: { ...WEB, namespace: 'elsewhere' } }),
      podOf('set', first, { owner: { ...WEB, kind: 'StatefulSet' }, terminating: true }),
    ];
    expect(planText(workloadOf(one, { replicas: 0 }), pods)).toEqual([]);
    expect(planText(workloadOf(one, {}, { deleted: true }), pods)).toEqual([]);
  });

  test('the owner decides, not the selector', () => {
    const other = podOf('b', first, { labels: { app: 'web' }, owner: { ...WEB, name: 'other' } });
    expect(planText(single, [podOf('a', first, { labels: { app: 'other' } }), other])).toEqual([]);
  });

  test('each workload has its own', () => {
    const db = { ...WEB, name: 'db' };
    const pods = [podOf('a', first), podOf('b', first, { owner: db })];
    const workloads = [
      workloadOf(one, { replicas: 0 }),
      workloadOf(one, { replicas: 2 }, { ref: db }),
      workloadOf(one, { replicas: 1 }, { ref: { ...db, namespace: 'other' } }),
    ];
    expect(planText(workloads, pods)).toEqual([
      'stopPod default/a: scale down from 1 to 0',
      'createPod default/db: scale up from 1 to 2',
      'createPod other/db: scale up from 0 to 1',
    ]);
  });
});

describe('a new pod', () => {
  const created = (pods: ObservedPod[] = []) =>
    planNext({ workloads: [workloadOf(one, { replicas: 2 })] }, { pods, images: new Map() }, NOON).flatMap(
      ({ step }) => (step.kind === 'createPod' ? [step.pod] : []),
    );

  test('carries what its template says and what it belongs to', () => {
    const [pod] = created();
    expect(pod).toEqual({
      namespace: 'default',
      name: expect.stringMatching(new RegExp(`^web-${first.hash}-[a-z0-9]{5}$`)),
      uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      labels: { app: 'web', 'pod-template-hash': first.hash },
      annotations: {},
      owner: WEB,
      hash: first.hash,
      spec: first.template.spec,
    });
  });

  test('never has a name that another pod of the namespace holds, whoever it belongs to', () => {
    const [a, b] = created();
    expect(new Set([a?.name, b?.name, a?.uid, b?.uid]).size).toBe(4);
    const { owner: _, ...squatter } = podOf(a?.name ?? '', first);
    const [c, d] = created([squatter]);
    expect([c?.name, d?.name]).not.toContain(a?.name);
    const elsewhere = { ...squatter, namespace: 'elsewhere' };
    expect(created([elsewhere]).map(({ name }) => name)).toEqual([a?.name, b?.name]);
  });

  test('differs in name from every other that is made with it', () => {
    const many = { workloads: [workloadOf(one, { replicas: 10_000 })] };
    const names = planNext(many, { pods: [], images: new Map() }, NOON).map(({ step }) => stepKey(step));
    expect(new Set(names).size).toBe(10_000);
  });
});
