import { describe, expect, test } from 'vitest';
import type { Affinity, PodAffinityTerm, TopologySpreadConstraint } from '../../../../src/model/affinity.ts';
import type { PodSpec } from '../../../../src/model/workload.ts';
import { obstacleTo } from '../../../../src/planner/placement/placement.ts';
import type { Placed } from '../../../../src/planner/placement/pod-affinity.ts';
import { nodeOf } from '../../../support/nodes.ts';

const HOSTNAME = 'kubernetes.io/hostname';

const pod = (spec: Partial<PodSpec> = {}, labels = {}, namespace = 'default'): Placed => ({
  namespace,
  labels: { app: 'web', ...labels },
  spec: { containers: [], ...spec },
});

const web = (term: Partial<PodAffinityTerm> = {}): PodAffinityTerm => ({
  topologyKey: HOSTNAME,
  labelSelector: { matchLabels: { app: 'web' } },
  ...term,
});

const requiring = (
  kind: 'podAffinity' | 'podAntiAffinity',
  ...terms: PodAffinityTerm[]
): Partial<PodSpec> => ({
  affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
});

const apart = (term?: Partial<PodAffinityTerm>) => requiring('podAntiAffinity', web(term));
const together = (term?: Partial<PodAffinityTerm>) => requiring('podAffinity', web(term));

const onNodes = (
  ...nodeSelectorTerms: NonNullable<
    NonNullable<Affinity['nodeAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']
  >['nodeSelectorTerms'] & {}
): Partial<PodSpec> => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});

const asking = (cpu: string, memory = '0'): Partial<PodSpec> => ({
  containers: [{ name: 'main', image: 'web:1', resources: { requests: { cpu, memory } } }],
});

const spread = (constraint: Partial<TopologySpreadConstraint>): Partial<PodSpec> => ({
  topologySpreadConstraints: [
    {
      topologyKey: HOSTNAME,
      maxSkew: 1,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
      ...constraint,
    },
  ],
});

const node = nodeOf({
  labels: { disk: 'ssd', generation: '5' },
  namespaces: new Map([['blue', { team: 'blue' }]]),
});

const told = (subject: Placed, placed: readonly Placed[] = []): string | undefined =>
  obstacleTo(subject, placed, node)?.message;

const SELECTOR = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";

describe('a pod that selects nodes', () => {
  test.each<[what: string, spec: Partial<PodSpec>]>([
    ['nothing', {}],
    ['its system', { nodeSelector: { 'kubernetes.io/os': 'linux', 'beta.kubernetes.io/arch': 'amd64' } }],
    ['a label that someone gave it', { nodeSelector: { disk: 'ssd' } }],
    [
      'one of several',
      onNodes({ matchExpressions: [{ key: 'disk', operator: 'In', values: ['hdd', 'ssd'] }] }),
    ],
    ['by a number', onNodes({ matchExpressions: [{ key: 'generation', operator: 'Gt', values: ['4'] }] })],
    ['by name', onNodes({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['docker'] }] })],
    ['without a label', onNodes({ matchExpressions: [{ key: 'gpu', operator: 'DoesNotExist' }] })],
    ['by one term of two', onNodes({}, { matchExpressions: [{ key: 'disk', operator: 'Exists' }] })],
    [
      'what it only prefers',
      {
        affinity: {
          nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } as object,
        },
      },
    ],
  ])('has its place: %s', (_, spec) => {
    expect(told(pod(spec))).toBeUndefined();
  });

  test.each<[what: string, spec: Partial<PodSpec>]>([
    ['another value', { nodeSelector: { 'kubernetes.io/os': 'windows' } }],
    ['a label that is not there', { nodeSelector: { gpu: '' } }],
    ['one of two labels only', { nodeSelector: { disk: 'ssd', gpu: 'yes' } }],
    ['a term that asks for nothing', onNodes({})],
    ['no term', onNodes()],
    [
      'by a number that is too great',
      onNodes({ matchExpressions: [{ key: 'generation', operator: 'Gt', values: ['5'] }] }),
    ],
    [
      'both or none',
      onNodes({
        matchExpressions: [
          { key: 'disk', operator: 'Exists' },
          { key: 'gpu', operator: 'Exists' },
        ],
      }),
    ],
    ['another node', onNodes({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['other'] }] })],
  ])('has none: %s', (_, spec) => {
    expect(obstacleTo(pod(spec), [], node)).toEqual({ message: SELECTOR, room: false });
  });
});

describe('requests', () => {
  const strict = nodeOf({ enforcesRequests: true });
  const placed = [pod(asking('3', '1Gi')), pod(asking('500m', '6Gi'))];

  test.each<[what: string, spec: Partial<PodSpec>, message: string | undefined, room?: boolean]>([
    ['what is left', asking('500m', '1Gi'), undefined],
    ['nothing', {}, undefined],
    ['more processor time', asking('501m', '1Gi'), 'Insufficient cpu', true],
    ['more memory', asking('500m', '1025Mi'), 'Insufficient memory', true],
    ['more of both', asking('1', '2Gi'), 'Insufficient cpu, 1 Insufficient memory', true],
    ['more than there is at all', asking('5'), 'Insufficient cpu', false],
  ])('of %s', (_, spec, message, room) => {
    expect(obstacleTo(pod(spec), placed, strict)).toEqual(
      message === undefined ? undefined : { message: `0/1 nodes are available: 1 ${message}.`, room },
    );
  });

  test('hold nobody where they are not enforced', () => {
    expect(told(pod(asking('500', '1Ti')), placed)).toBeUndefined();
  });

  test('of nothing are met where too much is in use already', () => {
    expect(obstacleTo(pod(asking('0', '0')), [pod(asking('40'))], strict)).toBeUndefined();
  });
});

const AFFINITY = "0/1 nodes are available: 1 node(s) didn't match pod affinity rules.";
const ANTI = "0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules.";
const EXISTING = "0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules.";

describe('pods that want to be apart', () => {
  test.each<[what: string, subject: Placed, other: Placed, message: string | undefined]>([
    ['of one kind', pod(apart()), pod(), ANTI],
    ['seen from the one that is there', pod(), pod(apart()), EXISTING],
    ['of another kind', pod(apart()), pod({}, { app: 'db' }), undefined],
    ['by a key that the node lacks', pod(apart({ topologyKey: 'zone' })), pod(), undefined],
    ['in another namespace', pod(apart()), pod({}, {}, 'blue'), undefined],
    ['in a namespace by name', pod(apart({ namespaces: ['blue'] })), pod({}, {}, 'blue'), ANTI],
    [
      'in a namespace by label',
      pod(apart({ namespaceSelector: { matchLabels: { team: 'blue' } } })),
      pod({}, {}, 'blue'),
      ANTI,
    ],
    ['in all namespaces', pod(apart({ namespaceSelector: {} })), pod({}, {}, 'red'), ANTI],
    ['without a selector', pod(requiring('podAntiAffinity', { topologyKey: HOSTNAME })), pod(), undefined],
    [
      'of one release',
      pod(apart({ matchLabelKeys: ['release'] }), { release: '2' }),
      pod({}, { release: '2' }),
      ANTI,
    ],
    [
      'of another release',
      pod(apart({ matchLabelKeys: ['release'] }), { release: '2' }),
      pod({}, { release: '1' }),
      undefined,
    ],
    [
      'of the own tenant',
      pod(apart({ mismatchLabelKeys: ['tenant'] }), { tenant: 'a' }),
      pod({}, { tenant: 'a' }),
      undefined,
    ],
    [
      'of another tenant',
      pod(apart({ mismatchLabelKeys: ['tenant'] }), { tenant: 'a' }),
      pod({}, { tenant: 'b' }),
      ANTI,
    ],
  ])('%s', (_, subject, other, message) => {
    expect(obstacleTo(subject, [other], node)).toEqual(
      message === undefined ? undefined : { message, room: true },
    );
  });
});

describe('pods that want to be together', () => {
  test('find each other, or are the first', () => {
    expect(told(pod(together()), [pod()])).toBeUndefined();
    expect(told(pod(together()))).toBeUndefined();
  });

  test('wait for those that are not there', () => {
    expect(obstacleTo(pod(together(), { app: 'cache' }), [pod({}, { app: 'db' })], node)).toEqual({
      message: AFFINITY,
      room: false,
    });
  });

  test('find nobody by a key that the node lacks', () => {
    expect(told(pod(together({ topologyKey: 'zone' })), [pod()])).toBe(AFFINITY);
  });

  test('want one that all terms mean', () => {
    const both = requiring('podAffinity', web(), web({ labelSelector: { matchLabels: { tier: 'front' } } }));
    const lone = pod(both, { app: 'cache' });
    expect(told(lone, [pod(), pod({}, { app: 'db', tier: 'front' })])).toBe(AFFINITY);
    expect(told(lone, [pod({}, { tier: 'front' })])).toBeUndefined();
  });
});

describe('pods that are to be spread', () => {
  const SPREAD = "0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints";

  test('over nodes, of which there is one, are', () => {
    expect(told(pod(spread({})), [pod(), pod(), pod()])).toBeUndefined();
  });

  test('by a key that the node lacks have no place, unless it does not matter', () => {
    expect(told(pod(spread({ topologyKey: 'zone' })))).toBe(`${SPREAD} (missing required label).`);
    expect(told(pod(spread({ topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' })))).toBeUndefined();
  });

  test('over more nodes than there are find room for as many as may be more in one place', () => {
    expect(told(pod(spread({ minDomains: 2, maxSkew: 2 })), [pod()])).toBeUndefined();
    expect(told(pod(spread({ minDomains: 2, maxSkew: 2 })), [pod(), pod()])).toBe(`${SPREAD}.`);
  });
});
