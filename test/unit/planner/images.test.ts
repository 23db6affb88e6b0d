import { describe, expect, test } from 'vitest';
import type { ImageFact } from '../../../src/model/state.ts';
import { type Resource, refKey, refOf } from '../../../src/model/resource.ts';
import type { ImagePullPolicy } from '../../../src/model/workload.ts';
import { planNext } from '../../../src/planner/plan-next.ts';
import { NOON, podOf, revisionsOf, templateOf, WEB, workloadOf } from '../../support/workloads.ts';
import { planText } from './plan-text.ts';

const workloadWith = (imagePullPolicy: ImagePullPolicy | undefined, replicas = 2) =>
  workloadOf(revisionsOf(templateOf('web:1', imagePullPolicy === undefined ? {} : { imagePullPolicy })), {
    replicas,
  });

const failedUntil = (retryAt: number): ImageFact => ({
  state: 'failed',
  code: 'notFound',
  message: 'manifest unknown',
  tries: 2,
  retryAt,
});

const create = 'createPod default/web: scale up from 0 to 2';
const creates = [create, create];
const held = (why: string) => [`holdPod default/web: ${why}`, `holdPod default/web: ${why}`];
/** While their image is pulled. */
const seen = held('scale up from 0 to 2');
const NEVER = 'Container image "web:1" is not present with pull policy of Never';
const BACK_OFF = 'Back-off pulling image "web:1": manifest unknown';

describe('an image', () => {
  const cases: [string, ImagePullPolicy | undefined, ImageFact | undefined, string[]][] = [
    ['that nobody asked about is tried', 'IfNotPresent', undefined, creates],
    ['without a policy is tried', undefined, undefined, creates],
    ['that may not be pulled is tried', 'Never', undefined, creates],
    [
      'that is always to be pulled is pulled first',
      'Always',
      undefined,
      ['pullImage web:1: imagePullPolicy is Always', ...seen],
    ],
    ['that is there is used', 'Always', { state: 'present' }, creates],
    [
      'that is missing is pulled once for all pods',
      'IfNotPresent',
      { state: 'missing' },
      ['pullImage web:1: the image is not there yet', ...seen],
    ],
    ['that is missing and may not be pulled is waited for', 'Never', { state: 'missing' }, held(NEVER)],
    ['that could not be pulled is waited for', 'IfNotPresent', failedUntil(NOON + 1), held(BACK_OFF)],
    [
      'that could not be pulled is tried again',
      'Always',
      failedUntil(NOON),
      ['pullImage web:1: trying again: manifest unknown', ...seen],
    ],
    ['that may not be pulled stays so after a failure', 'Never', failedUntil(NOON), held(NEVER)],
  ];
  test.each(cases)('%s', (_, policy, fact, expected) => {
    expect(
      planText(workloadWith(policy), [], fact === undefined ? {} : { images: { 'web:1': fact } }),
    ).toEqual(expected);
  });

  test('is not asked for when no pod is missing', () => {
    const workload = workloadWith('Always', 1);
    expect(planText(workload, [podOf('a', workload.revisions[0]!)])).toEqual([]);
  });

  test('is pulled once for several workloads', () => {
    const workloads = [workloadWith('Always'), { ...workloadWith('Always'), ref: { ...WEB, name: 'db' } }];
    const [pull, ...others] = planText(workloads, []);
    expect(pull).toBe('pullImage web:1: imagePullPolicy is Always');
    expect(others.map((line) => line.split(' ')[0])).toEqual(Array.from({ length: 4 }, () => 'holdPod'));
  });

  test('is pulled with the logins of all that need it, and each is named once', () => {
    const data = (user: string) => ({
      '.dockerconfigjson': Buffer.from(
        JSON.stringify({ auths: { 'r.example': { username: user, password: 'x' } } }),
      ).toString('base64'),
    });
    const secretOf = (name: string): Resource => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: 'default' },
      data: data(name),
    });
    const needing = (name: string, ...secrets: string[]) => {
      const template = templateOf('r.example/web', { imagePullPolicy: 'Always' });
      const spec = { ...template.spec, imagePullSecrets: secrets.map((each) => ({ name: each })) };
      return { ...workloadOf(revisionsOf({ ...template, spec })), ref: { ...WEB, name } };
    };
    const config = new Map(['a', 'b'].map(secretOf).map((secret) => [refKey(refOf(secret)), secret]));
    const steps = planNext(
      { workloads: [needing('one', 'a'), needing('two', 'a', 'b'), needing('three')] },
      { pods: [], images: new Map(), config },
      NOON,
    );
    const pulls = steps.map(({ step }) => step).filter(({ kind }) => kind !== 'holdPod');
    expect(pulls).toMatchObject([
      { kind: 'pullImage', image: 'r.example/web', logins: [{ username: 'a' }, { username: 'b' }] },
    ]);
  });

  test('that asks for a login is missed with the Secret that was to hold it', () => {
    const template = templateOf('web:1');
    const spec = { ...template.spec, imagePullSecrets: [{ name: 'registry' }] };
    const fact: ImageFact = {
      state: 'failed',
      code: 'unauthorized',
      message: 'manifest unknown',
      tries: 2,
      retryAt: NOON + 1,
    };
    expect(
      planText(workloadOf(revisionsOf({ ...template, spec }), { replicas: 1 }), [], {
        images: { 'web:1': fact },
      }),
    ).toEqual([`holdPod default/web: ${BACK_OFF}; not found: secret "registry"`]);
  });

  test('of every container has to be there, of init containers too', () => {
    const template = templateOf('web:1');
    const spec = {
      ...template.spec,
      initContainers: [{ name: 'init', image: 'init:1' }],
      containers: [...template.spec.containers, { name: 'side', image: 'side:1' }],
    };
    const workload = workloadOf(revisionsOf({ ...template, spec }), { replicas: 1 });
    const missing = { state: 'missing' } as const;
    expect(planText(workload, [], { images: { 'init:1': missing, 'side:1': missing } })).toEqual([
      'pullImage init:1: the image is not there yet',
      'pullImage side:1: the image is not there yet',
      'holdPod default/web: scale up from 0 to 1',
    ]);
    expect(
      planText(workload, [], { images: { 'web:1': { state: 'present' }, 'side:1': failedUntil(NOON + 1) } }),
    ).toEqual(['holdPod default/web: Back-off pulling image "side:1": manifest unknown']);
  });
});

describe('while the image of a new revision is not there', () => {
  const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2', { imagePullPolicy: 'Always' }));
  const old = ['a', 'b', 'c', 'd'].map((name) => podOf(name, revisions[0]!));
  const workload = (maxSurge: number, replicas = 4) =>
    workloadOf(revisions, { replicas, strategy: { rollingUpdate: { maxSurge, maxUnavailable: 2 } } });

  test('no old pod makes room for it', () => {
    expect(planText(workload(1), old)).toEqual([
      'pullImage web:2: imagePullPolicy is Always',
      'holdPod default/web: roll out revision 2',
    ]);
    expect(planText(workload(1), old, { images: { 'web:2': failedUntil(NOON + 1) } })).toEqual([
      'holdPod default/web: Back-off pulling image "web:2": manifest unknown',
    ]);
    expect(planText(workload(1, 3), old, { images: { 'web:2': failedUntil(NOON + 1) } })).toEqual([
      'stopPod default/a: revision 2 replaces it',
    ]);
  });

  test('it is pulled even where there is no room for a pod yet', () => {
    expect(planText(workload(0), old)).toEqual(['pullImage web:2: imagePullPolicy is Always']);
    expect(planText(workload(0), old, { images: { 'web:2': { state: 'present' } } })).toEqual([
      'stopPod default/a: revision 2 replaces it',
      'stopPod default/b: revision 2 replaces it',
    ]);
  });
});
