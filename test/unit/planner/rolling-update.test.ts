import { describe, expect, test } from 'vitest';
import type { ObservedPod } from '../../../src/model/pod.ts';
import type { DeploymentSpec, IntOrPercent } from '../../../src/model/workload.ts';
import { NOON, podOf, revisionsOf, templateOf, workloadOf } from '../../support/workloads.ts';
import { planText, story } from './plan-text.ts';

const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'));
const first = revisions[0]!;
const second = revisions[1]!;
const unready = { ready: false };
const old = (...names: string[]) => names.map((name) => podOf(name, first));
const fresh = (...names: string[]) => names.map((name) => podOf(name, second));

const rolling = (
  replicas: number,
  maxSurge: IntOrPercent,
  maxUnavailable: IntOrPercent,
  spec: Partial<DeploymentSpec> = {},
) =>
  workloadOf(revisions, {
    replicas,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
    ...spec,
  });

describe('step by step', () => {
  test('by default three pods are replaced one by one, new before old', () => {
    expect(story(workloadOf(revisions), old('a', 'b', 'c'))).toEqual([
      'create new1',
      'start new1',
      'stop a',
      'create new2, remove a',
      'start new2',
      'stop b',
      'create new3, remove b',
      'start new3',
      'stop c',
      'remove c',
    ]);
  });

  test('surge pods start side by side', () => {
    expect(story(rolling(3, '100%', 0), old('a', 'b', 'c'))).toEqual([
      'create new1, create new2, create new3',
      'start new1, start new2, start new3',
      'stop a, stop b, stop c',
      'remove a, remove b, remove c',
    ]);
  });

  test('without surge old pods make room', () => {
    expect(story(rolling(2, 0, 1), old('a', 'b'))).toEqual([
      'stop a',
      'create new1, remove a',
      'start new1',
      'stop b',
      'create new2, remove b',
      'start new2',
    ]);
  });

  test('neither surge nor unavailable means that one may be missing', () => {
    expect(story(rolling(2, 0, 0), old('a', 'b'))).toEqual(story(rolling(2, 0, 1), old('a', 'b')));
  });

  test('both together', () => {
    expect(story(rolling(4, 1, 1), old('a', 'b', 'c', 'd'))).toEqual([
      'create new1, stop a',
      'create new2, remove a, start new1',
      'start new2, stop b',
      'create new3, remove b, stop c',
      'create new4, remove c, start new3',
      'start new4, stop d',
      'remove d',
    ]);
  });
});

describe('what goes first', () => {
  test('an old pod that does not serve, as soon as that costs nothing', () => {
    const pods = [...old('a', 'b'), podOf('c', first, unready), ...fresh('d')];
    expect(planText(rolling(3, 1, 0), pods)).toEqual(['stopPod default/c: revision 2 replaces it']);
  });

  test('never the last old pods that the floor needs, even if they do not serve just now', () => {
    const pods = [...old('a', 'b', 'c').map((pod) => ({ ...pod, ...unready })), podOf('d', second, unready)];
    expect(planText(rolling(3, 1, 0), pods)).toEqual([]);
  });

  test('a new pod that will not be kept does not replace an old one', () => {
    const pods = [...old('a', 'b'), ...fresh('c', 'd', 'e')];
    expect(planText(rolling(2, 1, 0), pods)).toEqual([
      'stopPod default/c: scale down from 3 to 2',
      'stopPod default/a: revision 2 replaces it',
      'stopPod default/b: revision 2 replaces it',
    ]);
    const some = [...old('a'), ...fresh('c', 'd', 'e'), podOf('f', second, unready)];
    expect(planText(rolling(2, 1, 0), some)).toEqual([
      'stopPod default/f: scale down from 4 to 2',
      'stopPod default/c: scale down from 4 to 2',
      'stopPod default/a: revision 2 replaces it',
    ]);
  });
});

describe('a new pod', () => {
  const after = (pod: Partial<ObservedPod>, spec: Partial<DeploymentSpec> = {}, image = second) =>
    planText(rolling(1, 1, 0, { ...spec }), [
      ...old('a'),
      podOf('b', image, { createdAt: NOON - 9_000, startedAt: NOON - 9_000, ...pod }),
    ]).length;

  test('without a probe has to last a second before an old one goes', () => {
    expect(after({ startedAt: NOON - 999 })).toBe(0);
    expect(after({ startedAt: NOON - 1_000 })).toBe(1);
  });

  test('with a readiness probe is trusted at once', () => {
    const probed = templateOf('web:2', { readinessProbe: { tcpSocket: { port: 80 } } });
    expect(after({ startedAt: NOON, spec: probed.spec })).toBe(1);
  });

  test('that came back from a crash has to last ten seconds', () => {
    expect(after({ restarts: 1, startedAt: NOON - 9_999 })).toBe(0);
    expect(after({ restarts: 1, startedAt: NOON - 10_000 })).toBe(1);
  });

  test('has to be ready for minReadySeconds', () => {
    expect(after({ startedAt: NOON - 4_999 }, { minReadySeconds: 5 })).toBe(0);
    expect(after({ startedAt: NOON - 5_000 }, { minReadySeconds: 5 })).toBe(1);
  });
});

describe('scaled in the middle', () => {
  test('up: new pods make up for what is missing, as many at a time as a rollout may have on trial', () => {
    expect(
      planText(rolling(8, 2, 1), [
        ...old('a', 'b', 'c'),
        podOf('d', second, { ...unready, createdAt: NOON }),
      ]),
    ).toEqual(['createPod default/web: roll out revision 2', 'createPod default/web: roll out revision 2']);
  });

  test('down: old pods go as far as the floor, and new ones that do not serve down to the ceiling', () => {
    const pods = [
      ...old('a', 'b', 'c', 'd'),
      ...fresh('e'),
      podOf('f', second, unready),
      podOf('g', second, unready),
    ];
    expect(planText(rolling(3, 1, 0), pods)).toEqual([
      'stopPod default/a: revision 2 replaces it',
      'stopPod default/b: revision 2 replaces it',
      'stopPod default/f: at most 4 pods during the rollout',
    ]);
  });

  test('down: available new pods stay although they have not proven themselves yet', () => {
    const young = (name: string) => podOf(name, second, { startedAt: NOON - 500 });
    const pods = [...old('a', 'b').map((pod) => ({ ...pod, ...unready })), young('c'), young('d')];
    expect(planText(rolling(2, 1, 0), pods)).toEqual([]);
  });
});

describe('a revision that does not come up', () => {
  const bad = podOf('bad', second, { ready: false, state: 'restarting', restarts: 1 });
  const restore = 'createPod default/web: revision 2 does not come up, revision 1 serves on';

  test('gets no more pods when old ones are lost; those come back', () => {
    expect(planText(rolling(3, 1, 0), [...old('a', 'b'), bad])).toEqual([restore]);
    expect(planText(rolling(3, 1, 0), [...old('a'), bad])).toEqual([restore, restore]);
  });

  test('is given half a minute where nothing speaks against it', () => {
    const slow = (age: number) => podOf('slow', second, { ready: false, createdAt: NOON - age });
    expect(planText(rolling(3, 1, 0), [...old('a', 'b'), slow(29_999)])).toEqual([]);
    expect(planText(rolling(3, 1, 0), [...old('a', 'b'), slow(30_000)])).toEqual([restore]);
  });

  test('is not undone once it serves', () => {
    const pods = [...old('a'), bad, ...fresh('good')];
    expect(planText(rolling(3, 1, 1), pods)).toEqual(['createPod default/web: roll out revision 2']);
  });

  test('nothing is brought back that does not serve itself', () => {
    const pods = [podOf('a', first, unready), bad];
    expect(planText(rolling(3, 1, 0), pods)).toEqual([]);
  });

  describe('where every old pod was lost', () => {
    const known = [{ ...first, rolledOut: true as const }, second];
    const spec = rolling(3, 1, 0);

    test('the last revision that is known to work comes back', () => {
      expect(planText({ ...spec, revisions: known }, [bad])).toEqual([restore, restore, restore]);
    });

    test('none comes back that never worked', () => {
      expect(planText(spec, [bad])).toEqual([
        'createPod default/web: scale up from 1 to 3',
        'createPod default/web: scale up from 1 to 3',
      ]);
    });

    test('none comes back once the newest itself has worked: its trouble is another', () => {
      const revisions = [known[0]!, { ...second, rolledOut: true as const }];
      expect(planText({ ...spec, revisions }, [bad])).toEqual([
        'createPod default/web: scale up from 1 to 3',
        'createPod default/web: scale up from 1 to 3',
      ]);
    });

    test('a new release does not fill up before it has served', () => {
      const create = 'createPod default/web: roll out revision 2';
      expect(planText({ ...spec, revisions: known }, [])).toEqual([create]);
      expect(planText({ ...spec, revisions: known }, fresh('a'))).toEqual([
        'createPod default/web: scale up from 1 to 3',
        'createPod default/web: scale up from 1 to 3',
      ]);
    });
  });

  test('the newest of the revisions that still serve comes back', () => {
    const three = revisionsOf(templateOf('web:1'), templateOf('web:2'), templateOf('web:3'));
    const workload = { ...rolling(4, 1, 0), revisions: three };
    const pods = [podOf('a', three[0]!), podOf('b', three[1]!), { ...bad, hash: three[2]!.hash }];
    expect(planText(workload, pods)).toEqual([
      'createPod default/web: revision 3 does not come up, revision 2 serves on',
      'createPod default/web: revision 3 does not come up, revision 2 serves on',
    ]);
  });
});
