import type { JsonObject } from '../../../../src/manifest/merge/json.ts';

/**
 * What a strategic merge patch does, case by case. The tests hold berth to this table, and where kubectl is
 * installed they hold the table to kubectl.
 */
export interface PatchCase {
  name: string;
  original: JsonObject;
  patch: JsonObject;
  outcome: Outcome;
}

export type Outcome = { result: JsonObject } | { error: string };

const pod = (spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec,
});

/** Cases whose original and result are pods, written as their spec alone. */
const ofPod = (
  name: string,
  original: JsonObject,
  patch: JsonObject,
  result: JsonObject | string,
): PatchCase => ({
  name,
  original: pod(original),
  patch: { spec: patch },
  outcome: typeof result === 'string' ? { error: result } : { result: pod(result) },
});

const withFinalizers = (finalizers?: unknown): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', ...(finalizers === undefined ? {} : { finalizers }) },
});

const ofFinalizers = (
  name: string,
  original: unknown,
  patch: JsonObject,
  result: unknown,
  error?: string,
): PatchCase => ({
  name,
  original: withFinalizers(original),
  patch: { metadata: patch },
  outcome: error === undefined ? { result: withFinalizers(result) } : { error },
});

const a = { name: 'a', image: 'a:1' };
const b = { name: 'b', image: 'b:1' };
const c = { name: 'c', image: 'c:1' };
const d = { name: 'd', image: 'd:1' };
const named = (...names: string[]): JsonObject[] => names.map((name) => ({ name }));

export const STRATEGIC_CASES: readonly PatchCase[] = [
  // Objects
  ofPod('a field is added', {}, { hostname: 'x' }, { hostname: 'x' }),
  ofPod('a field is replaced', { hostname: 'x' }, { hostname: 'y' }, { hostname: 'y' }),
  ofPod('null removes a field', { hostname: 'x', nodeName: 'n' }, { hostname: null }, { nodeName: 'n' }),
  ofPod(
    'null for a field that is not there does nothing',
    { nodeName: 'n' },
    { hostname: null },
    { nodeName: 'n' },
  ),
  ofPod(
    'nulls within a new object are dropped',
    {},
    { nodeSelector: { x: null, y: '1' } },
    { nodeSelector: { y: '1' } },
  ),
  ofPod(
    'objects are merged',
    { nodeSelector: { x: '1' } },
    { nodeSelector: { y: '2' } },
    { nodeSelector: { x: '1', y: '2' } },
  ),
  ofPod(
    'an object gives way to another type',
    { nodeSelector: { x: '1' } },
    { nodeSelector: 'none' },
    { nodeSelector: 'none' },
  ),
  ofPod(
    '$patch replace takes the object as it is',
    { nodeSelector: { x: '1' } },
    { nodeSelector: { $patch: 'replace', y: '2' } },
    { nodeSelector: { y: '2' } },
  ),
  ofPod(
    '$patch delete empties the object',
    { nodeSelector: { x: '1' } },
    { nodeSelector: { $patch: 'delete', y: '2' } },
    { nodeSelector: {} },
  ),
  ofPod('$patch in a new object drops it', {}, { nodeSelector: { $patch: 'replace', y: '2' } }, {}),
  ofPod(
    'an unknown $patch is refused',
    { nodeSelector: { x: '1' } },
    { nodeSelector: { $patch: 'prune' } },
    'unknown patch type: prune in map: map[$patch:prune]',
  ),
  ofPod(
    'a $patch that is no text is refused',
    { nodeSelector: { x: '1' } },
    { nodeSelector: { $patch: 3 } },
    'unknown patch type: %!s(int64=3) in map: map[$patch:3]',
  ),

  // Lists with a merge key
  ofPod(
    'an item is changed by its name',
    { containers: [a, b] },
    { containers: [{ name: 'b', image: 'b:2' }] },
    { containers: [a, { name: 'b', image: 'b:2' }] },
  ),
  ofPod('a new item comes first', { containers: [a] }, { containers: [b] }, { containers: [b, a] }),
  ofPod(
    'patched items keep the order of the patch',
    { containers: [a, b, c] },
    { containers: [c, a] },
    { containers: [b, c, a] },
  ),
  ofPod(
    'items are merged at depth',
    {
      containers: [
        {
          ...a,
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: '2' },
          ],
        },
      ],
    },
    { containers: [{ name: 'a', env: [{ name: 'B', value: '3' }] }] },
    {
      containers: [
        {
          ...a,
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: '3' },
          ],
        },
      ],
    },
  ),
  ofPod(
    'ports go by their number',
    { containers: [{ ...a, ports: [{ containerPort: 80, name: 'http' }] }] },
    { containers: [{ name: 'a', ports: [{ containerPort: 80, name: 'web' }] }] },
    { containers: [{ ...a, ports: [{ containerPort: 80, name: 'web' }] }] },
  ),
  ofPod(
    'mounts go by their path',
    { containers: [{ ...a, volumeMounts: [{ mountPath: '/x', name: 'v' }] }] },
    { containers: [{ name: 'a', volumeMounts: [{ mountPath: '/x', readOnly: true }] }] },
    { containers: [{ ...a, volumeMounts: [{ mountPath: '/x', name: 'v', readOnly: true }] }] },
  ),
  ofPod(
    'an item is deleted',
    { containers: [a, b] },
    { containers: [{ name: 'a', $patch: 'delete' }] },
    { containers: [b] },
  ),
  ofPod(
    'deleting what is not there does nothing',
    { containers: [a] },
    { containers: [{ name: 'z', $patch: 'delete' }] },
    { containers: [a] },
  ),
  ofPod(
    'a list is replaced',
    { containers: [a, b] },
    { containers: [c, { $patch: 'replace' }] },
    { containers: [c] },
  ),
  ofPod(
    'a list is emptied',
    { containers: [a, b] },
    { containers: [{ $patch: 'replace' }] },
    { containers: [] },
  ),
  ofPod('an empty list changes nothing', { containers: [a] }, { containers: [] }, { containers: [a] }),
  ofPod('null removes a list', { containers: [a] }, { containers: null }, {}),
  ofPod('a new list is taken as it is', {}, { containers: [b, a] }, { containers: [b, a] }),
  ofPod(
    'directives in a new list are dropped',
    {},
    { containers: [a, { name: 'z', $patch: 'delete' }] },
    { containers: [a] },
  ),
  ofPod(
    'null stays in a new item',
    { containers: [a] },
    { containers: [{ name: 'b', image: null }] },
    { containers: [{ name: 'b', image: null }, a] },
  ),
  ofPod(
    'an item without its merge key is refused',
    { containers: [a] },
    { containers: [{ image: 'x' }] },
    'map: map[image:x] does not contain declared merge key: name',
  ),
  ofPod(
    'so is a deletion without it',
    { containers: [a] },
    { containers: [{ $patch: 'delete' }] },
    'map: map[$patch:delete] does not contain declared merge key: name',
  ),
  ofPod(
    'and an old item without it',
    { containers: [{ image: 'x' }] },
    { containers: [a] },
    'map: map[image:x] does not contain declared merge key: name',
  ),
  ofPod(
    '$patch merge is refused in a list',
    { containers: [a] },
    { containers: [{ name: 'a', $patch: 'merge' }] },
    'merging lists cannot yet be specified in the patch',
  ),
  ofPod(
    'items of several types are refused',
    { containers: [a] },
    { containers: ['a'] },
    'list element types are not identical: [[map[image:a:1 name:a]] [a]]',
  ),
  ofPod(
    'lists of lists are refused',
    { containers: [['a']] },
    { containers: [['b']] },
    'lists of lists are not supported',
  ),
  ofPod('an object gives way to a list', { containers: { x: 1 } }, { containers: [a] }, { containers: [a] }),

  // Lists without one
  ofPod(
    'tolerations are replaced',
    { tolerations: [{ key: 'x' }] },
    { tolerations: [{ key: 'y' }] },
    { tolerations: [{ key: 'y' }] },
  ),
  ofPod(
    'arguments are replaced',
    { containers: [{ ...a, args: ['x'] }] },
    { containers: [{ name: 'a', args: ['y'] }] },
    { containers: [{ ...a, args: ['y'] }] },
  ),

  // Order
  ofPod(
    '$setElementOrder orders items that are not patched',
    { containers: [a, b, c] },
    { '$setElementOrder/containers': named('c', 'b', 'a') },
    { containers: [c, b, a] },
  ),
  ofPod(
    'items that it does not name stay where they were',
    { containers: [a, b, c] },
    { '$setElementOrder/containers': named('c', 'a') },
    { containers: [b, c, a] },
  ),
  ofPod(
    'a new item comes where it says',
    { containers: [a, b] },
    { '$setElementOrder/containers': named('a', 'c', 'b'), containers: [c] },
    { containers: [a, c, b] },
  ),
  ofPod(
    'a new item takes the place of a deleted one among the others',
    { containers: [a, b, c] },
    { '$setElementOrder/containers': named('a', 'd'), containers: [d, { name: 'b', $patch: 'delete' }] },
    { containers: [a, c, d] },
  ),
  ofPod(
    'the order in the patch must be the same',
    { containers: [a] },
    { '$setElementOrder/containers': named('a', 'b'), containers: [b, a] },
    "The order in patch list:\n[map[image:b:1 name:b] map[image:a:1 name:a]]\n doesn't match $setElementOrder list:\n[map[name:a] map[name:b]]",
  ),
  ofPod(
    'every patched item must be in the order',
    { containers: [a] },
    { '$setElementOrder/containers': named('a'), containers: [b] },
    "The order in patch list:\n[map[image:b:1 name:b]]\n doesn't match $setElementOrder list:\n[map[name:a]]",
  ),
  ofPod('an order of nothing is left alone', {}, { '$setElementOrder/containers': named('a') }, {}),
  ofPod(
    'an order that is no list is refused',
    { containers: [a] },
    { '$setElementOrder/containers': 3 },
    'expected a []interface {}, but received a int64',
  ),
  ofPod(
    'an order of no field is refused',
    { containers: [a] },
    { $setElementOrder: named('a') },
    'invalid patch format of setElementOrder list',
  ),
  ofPod(
    'an order of what is no list is refused',
    { containers: 'x' },
    { '$setElementOrder/containers': named('a') },
    'expected a []interface {}, but received a string',
  ),

  // Unions
  ofPod(
    '$retainKeys clears what it does not list',
    { nodeSelector: { x: '1', y: '2' } },
    { nodeSelector: { $retainKeys: ['y', 'z'], z: '3' } },
    { nodeSelector: { y: '2', z: '3' } },
  ),
  ofPod(
    'what is patched must be listed',
    { nodeSelector: { x: '1' } },
    { nodeSelector: { $retainKeys: ['x'], z: '3' } },
    'invalid patch format of retainKeys',
  ),
  ofPod(
    'a null need not be listed',
    { nodeSelector: { x: '1' } },
    { nodeSelector: { $retainKeys: ['x'], z: null } },
    { nodeSelector: { x: '1' } },
  ),
  ofPod(
    '$retainKeys must be a list',
    { nodeSelector: { x: '1' } },
    { nodeSelector: { $retainKeys: 'x' } },
    'invalid patch format of retainKeys',
  ),

  // Lists of plain values that are merged
  ofFinalizers('values are added in front', ['x', 'y'], { finalizers: ['z'] }, ['z', 'x', 'y']),
  ofFinalizers('a value is there once', ['x', 'y'], { finalizers: ['y'] }, ['x', 'y']),
  ofFinalizers('values are deleted', ['x', 'y', 'z'], { '$deleteFromPrimitiveList/finalizers': ['y', 'q'] }, [
    'x',
    'z',
  ]),
  ofFinalizers('values are ordered', ['x', 'y', 'z'], { '$setElementOrder/finalizers': ['z', 'x'] }, [
    'y',
    'z',
    'x',
  ]),
  ofFinalizers(
    'values are added in order',
    ['x', 'y'],
    { '$setElementOrder/finalizers': ['x', 'n', 'y'], finalizers: ['n'] },
    ['x', 'n', 'y'],
  ),
  ofFinalizers(
    'deleting from a list that is not there does nothing',
    undefined,
    { '$deleteFromPrimitiveList/finalizers': ['y'] },
    undefined,
  ),
  ofFinalizers(
    'deleting from no list is refused',
    ['x'],
    { $deleteFromPrimitiveList: ['x'] },
    undefined,
    'invalid patch format of primitive list',
  ),
  ofFinalizers(
    'values of several types are refused',
    ['x'],
    { finalizers: [3] },
    undefined,
    'list element types are not identical: [[x] [3]]',
  ),

  {
    name: 'ports of a Service go by port',
    original: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: { ports: [{ port: 80, targetPort: 1 }] },
    },
    patch: { spec: { ports: [{ port: 80, targetPort: 'http' }, { port: 443 }] } },
    outcome: {
      result: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's' },
        spec: { ports: [{ port: 80, targetPort: 'http' }, { port: 443 }] },
      },
    },
  },
  {
    name: 'labels may have names that mean something to JavaScript',
    original: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 's', labels: { constructor: 'x' } } },
    patch: { metadata: { labels: { toString: 'y', valueOf: null } } },
    outcome: {
      result: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 's', labels: { constructor: 'x', toString: 'y' } },
      },
    },
  },
  {
    name: 'custom resources are not merged strategically',
    original: { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } },
    patch: { spec: {} },
    outcome: {
      error:
        'strategic merge patch is not supported for example.com/v1, Kind=Widget locally, try --type merge',
    },
  },
  {
    name: 'a kind of another group is not that kind',
    original: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'w' } },
    patch: { spec: {} },
    outcome: {
      error:
        'strategic merge patch is not supported for serving.knative.dev/v1, Kind=Service locally, try --type merge',
    },
  },
];
