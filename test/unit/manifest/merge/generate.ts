import { fieldOf, type JsonObject } from '../../../../src/manifest/merge/json.ts';
import type { Resource } from '../../../../src/model/resource.ts';
import type { Random } from '../../../support/random.ts';

/**
 * Objects and patches made at random from shapes with few names and few values, so that what is drawn twice
 * meets itself often. The shapes say what objects look like; how they merge is left to those who are tested.
 */
export type Shape =
  | { readonly values: readonly unknown[] }
  | { readonly fields: Readonly<Record<string, Shape>> }
  | { readonly item: Shape }
  | { readonly plain: readonly unknown[] }
  | { readonly key: string; readonly identities: readonly unknown[]; readonly fields: Shapes };

type Shapes = Readonly<Record<string, Shape>>;

const value = (...values: unknown[]): Shape => ({ values });
const object = (fields: Shapes): Shape => ({ fields });
const plainList = (...plain: unknown[]): Shape => ({ plain });
const keyedList = (key: string, identities: readonly unknown[], fields: Shapes): Shape => ({
  key,
  identities,
  fields,
});

const labels = object({ app: value('web', 'api'), tier: value('front', 'back'), constructor: value('yes') });

const metadata: Shapes = {
  labels,
  annotations: object({ note: value('a<b', 'c&d', ''), owner: value('me') }),
  finalizers: plainList('a', 'b', 'c', 'd'),
  ownerReferences: keyedList('uid', ['u1', 'u2'], {
    kind: value('Job', 'Node'),
    controller: value(true, false),
  }),
};

const container: Shapes = {
  image: value('nginx:1', 'nginx:2', 'redis'),
  args: plainList('-v', '-x', 'serve'),
  env: keyedList('name', ['A', 'B', 'C'], {
    value: value('1', '2'),
    valueFrom: object({ fieldRef: object({ fieldPath: value('metadata.name', 'status.podIP') }) }),
  }),
  envFrom: { item: object({ prefix: value('p'), configMapRef: object({ name: value('c1', 'c2') }) }) },
  ports: keyedList('containerPort', [80, 443, 8080], { protocol: value('TCP', 'UDP'), name: value('http') }),
  volumeMounts: keyedList('mountPath', ['/a', '/b', '/c'], {
    name: value('v1', 'v2'),
    readOnly: value(true),
  }),
  resources: object({
    limits: object({ cpu: value('1', '500m', 2), memory: value('1Gi') }),
    requests: object({ cpu: value('1') }),
  }),
  securityContext: object({
    capabilities: object({ add: plainList('NET_ADMIN', 'SYS_TIME') }),
    runAsUser: value(0, 1000),
  }),
};

const podSpec: Shapes = {
  containers: keyedList('name', ['a', 'b', 'c', 'd'], container),
  initContainers: keyedList('name', ['i', 'j'], { image: value('busybox'), command: plainList('sh', '-c') }),
  volumes: keyedList('name', ['v1', 'v2', 'v3'], {
    emptyDir: object({ medium: value('Memory') }),
    hostPath: object({ path: value('/x', '/y') }),
    configMap: object({
      name: value('c1', 'c2'),
      items: { item: object({ key: value('k'), path: value('p', 'q') }) },
    }),
  }),
  imagePullSecrets: keyedList('name', ['s1', 's2', 's3'], {}),
  hostAliases: keyedList('ip', ['1.1.1.1', '2.2.2.2'], { hostnames: plainList('x', 'y') }),
  tolerations: { item: object({ key: value('t1', 't2'), operator: value('Exists') }) },
  topologySpreadConstraints: keyedList('topologyKey', ['zone', 'host'], { maxSkew: value(1, 2) }),
  nodeSelector: labels,
  restartPolicy: value('Always', 'Never'),
  terminationGracePeriodSeconds: value(0, 30),
};

const template = object({ metadata: object(metadata), spec: object(podSpec) });

const strategy = object({
  type: value('RollingUpdate', 'Recreate'),
  rollingUpdate: object({ maxSurge: value(1, '25%'), maxUnavailable: value(0, '25%') }),
});

const selector = object({ matchLabels: labels });

/** One shape per kind that has merge rules of its own, some that have none, and a custom resource. */
export const SHAPES: readonly { apiVersion: string; kind: string; shape: Shapes }[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    shape: { spec: object({ replicas: value(1, 2, 0), selector, strategy, template }) },
  },
  { apiVersion: 'v1', kind: 'Pod', shape: { spec: object(podSpec) } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    shape: {
      spec: object({
        selector: labels,
        ports: keyedList('port', [80, 443, 9090], {
          name: value('http', 'https'),
          targetPort: value(8080, 'http'),
          protocol: value('TCP'),
        }),
        externalIPs: plainList('1.1.1.1', '2.2.2.2'),
      }),
      status: object({
        conditions: keyedList('type', ['Ready', 'Other'], { status: value('True', 'False') }),
      }),
    },
  },
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    shape: {
      secrets: keyedList('name', ['s1', 's2', 's3'], { kind: value('Secret') }),
      imagePullSecrets: { item: object({ name: value('s1', 's2') }) },
    },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    shape: {
      spec: object({
        schedule: value('@daily', '* * * * *'),
        jobTemplate: object({
          metadata: object(metadata),
          spec: object({ template, backoffLimit: value(1, 6) }),
        }),
      }),
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    shape: {
      spec: object({
        replicas: value(1, 2),
        template,
        updateStrategy: strategy,
        volumeClaimTemplates: { item: object({ metadata: object(metadata) }) },
      }),
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    shape: {
      spec: object({
        ingressClassName: value('a', 'b'),
        rules: { item: object({ host: value('a.io', 'b.io'), http: object({ paths: { item: labels } }) }) },
      }),
    },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    shape: { data: object({ a: value('1', '<&>\u2028'), '10': value('x'), '9': value('y') }) },
  },
  {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    shape: { spec: object({ size: value(1, 2), parts: { item: labels }, options: labels }) },
  },
];

/** How much of a shape is drawn, and whether some of it is drawn as a patch alone may say it. */
interface Draw {
  random: Random;
  directives: boolean;
}

const draw = (shape: Shape, how: Draw): unknown => {
  const { random } = how;
  if (how.directives && random.chance(0.06))
    return random.chance(0.7) ? null : random.pick(['odd', 7, [], {}]);
  if ('values' in shape) return random.pick(shape.values);
  if ('plain' in shape) return random.shuffle(shape.plain).slice(0, random.int(0, shape.plain.length));
  if ('item' in shape) return random.listOf({ min: 0, max: 2 }, () => drawPlain(shape.item, random));
  if ('key' in shape) return drawItems(shape.key, shape.identities, shape.fields, how);
  return drawFields(shape.fields, how);
};

/** Lists that are replaced as a whole hold plain JSON. */
const drawPlain = (shape: Shape, random: Random): unknown => draw(shape, { random, directives: false });

const drawItems = (key: string, identities: readonly unknown[], fields: Shapes, how: Draw): unknown[] => {
  const { random } = how;
  const chosen = random.shuffle(identities).slice(0, random.int(0, identities.length));
  const items: unknown[] = chosen.map((identity) => {
    const item: JsonObject = { ...drawFields(fields, how), [key]: identity };
    return how.directives && random.chance(0.15) ? { [key]: identity, $patch: 'delete' } : item;
  });
  if (how.directives && random.chance(0.05)) items.push({ $patch: 'replace' });
  return items;
};

const drawFields = (shapes: Shapes, how: Draw): Record<string, unknown> => {
  const { random } = how;
  const names = Object.keys(shapes).filter(() => random.chance(0.55));
  const fields = names.map((name) => [name, draw(shapes[name] ?? value(1), how)] as const);
  const result: Record<string, unknown> = Object.fromEntries(fields);
  if (!how.directives) return result;
  for (const [name, drawn] of fields) addListDirectives(result, name, drawn, shapes[name], random);
  if (random.chance(0.03)) result.$patch = random.pick(['replace', 'delete']);
  if (random.chance(0.06)) {
    result.$retainKeys = random.chance(0.85)
      ? Object.keys(result).filter((name) => !name.startsWith('$'))
      : ['x'];
  }
  return result;
};

const addListDirectives = (
  result: Record<string, unknown>,
  name: string,
  drawn: unknown,
  shape: Shape | undefined,
  random: Random,
): void => {
  if (shape === undefined || !Array.isArray(drawn)) return;
  if ('key' in shape && random.chance(0.3)) {
    const { key } = shape;
    const patched = drawn.filter((item) => !('$patch' in item)).map((item) => item[key]);
    const others = shape.identities.filter((identity) => !patched.includes(identity) && random.chance(0.4));
    const order = [...patched];
    for (const other of others) order.splice(random.int(0, order.length), 0, other);
    result[`$setElementOrder/${name}`] = order.map((identity) => ({ [key]: identity }));
    if (random.chance(0.2)) delete result[name];
  }
  if (name === 'finalizers' && 'plain' in shape && random.chance(0.4)) {
    result[`$deleteFromPrimitiveList/${name}`] = shape.plain.filter(
      (item) => !drawn.includes(item) && random.chance(),
    );
  }
};

type Kind = (typeof SHAPES)[number];

export const drawObject = (kind: Kind, name: string, random: Random): Resource => ({
  apiVersion: kind.apiVersion,
  kind: kind.kind,
  metadata: { ...drawFields(metadata, { random, directives: false }), name, namespace: 'default' },
  ...drawFields(kind.shape, { random, directives: false }),
});

/** A patch that keeps the object's name, so that it can be found in what kubectl prints. */
export const drawPatch = (kind: Kind, random: Random, directives: boolean): JsonObject => {
  const how: Draw = { random, directives };
  const { $patch: _, $retainKeys: __, ...fields } = drawFields(metadata, how);
  const { $patch: ___, $retainKeys: ____, ...shape } = drawFields(kind.shape, how);
  return { metadata: fields, ...shape };
};

/** An object with fields of both, so that several of one pair have much in common. */
const mixed = (a: JsonObject, b: JsonObject, random: Random): JsonObject => {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const [first, second] = [fieldOf(a, name), fieldOf(b, name)];
      if (isPlainObject(first) && isPlainObject(second)) return [[name, mixed(first, second, random)]];
      const chosen = random.pick([first, second]);
      return chosen === undefined ? [] : [[name, chosen]];
    }),
  );
};

const isPlainObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was applied, what became of it, and what is applied next. */
export const drawApply = (kind: Kind, name: string, random: Random) => {
  const [a, b] = [drawObject(kind, name, random), drawObject(kind, name, random)];
  const one = (): Resource => ({ ...a, ...mixed(a, b, random) });
  return { lastApplied: one(), live: one(), next: one() };
};

const ODD_STEPS = ['absent', 'a/b', 'a~b', '', '-', '-1', '+0', '7', '-9', 'x'];

/** A JSON pointer into an object: mostly to what is there, sometimes to where nothing is. */
const drawPointer = (object: unknown, random: Random): string => {
  let pointer = '';
  let value: unknown = object;
  while (pointer === '' || random.chance(0.85)) {
    const steps = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    if (steps.length === 0 && random.chance(0.95)) break;
    const step = random.pick(steps.length === 0 || random.chance(0.05) ? ODD_STEPS : steps);
    pointer += `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    value = at(value, `/${step}`);
  }
  return pointer;
};

const at = (object: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce(
      (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
      object,
    );

/** A JSON patch for an object: most of it possible, some of it not, none of it touching the object's name. */
export const drawOperations = (object: Resource, random: Random): JsonObject[] =>
  random.listOf({ min: 1, max: 3 }, () => {
    const op = random.pick(['add', 'remove', 'replace', 'move', 'copy', 'test']);
    const path = drawPointer(object, random);
    const value = random.chance(0.9)
      ? (at(object, path) ?? null)
      : random.pick([1, 'v', true, null, [], { k: 'v' }]);
    if (/^(\/metadata|\/metadata\/name|\/kind|\/apiVersion|)$/.test(path)) return { op: 'test', path, value };
    const operation: JsonObject = { op, path, value, from: drawPointer(object, random) };
    return random.chance(0.97)
      ? operation
      : random.pick([{ ...operation, path: 3 }, { op }, { path, value }, { ...operation, from: 3 }]);
  });
