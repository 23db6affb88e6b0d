// Writes what Kubernetes says of its objects, as far as berth knows their kinds, into one file that `explain` reads.
// Source: the declarations of kubernetes-models, which are generated from Kubernetes' OpenAPI document. Unlike
// those of @kubernetes/client-node they say what fields of other types are for, and which words a field takes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { kinds } from './kinds.mjs';

const target = new URL('../src/manifest/documentation.generated.json', import.meta.url);

const groups = {
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['CronJob', 'Job'],
  'discovery.k8s.io/v1': ['EndpointSlice'],
  'networking.k8s.io/v1': ['Ingress', 'NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'storage.k8s.io/v1': ['StorageClass'],
};

const require = createRequire(import.meta.url);
const packages = new URL('../node_modules', import.meta.url).pathname;

/** What every object has, and the declarations take for granted. */
const ENVELOPE = {
  apiVersion: [
    'string',
    'APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources',
  ],
  kind: [
    'string',
    'Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds',
  ],
};

const SCALARS = { string: 'string', number: 'integer', boolean: 'boolean', any: 'Object' };
/** Types that are written as one value. */
const VALUES = { Time: 'string', MicroTime: 'string', Quantity: 'Quantity', IntOrString: 'IntOrString' };

const CLAIM = 'IIoK8sApiCoreV1PersistentVolumeClaim';

const COMMENT = /\/\*\*\n((?: +\*[^\n]*\n)*?) +\*\/\n/;
const FIELD = new RegExp(
  `(?:^ {4}${COMMENT.source})?^ {4}"([^"]+)"(\\??): ((?:Array<)?\\{\\n.*?\\n {4}\\}>?|[^\\n]*);$`,
  'gms',
);

const textOf = (comment = '') =>
  comment
    .replace(/^ +\* ?/gm, '')
    .replaceAll('\\*', '*')
    .trimEnd();

const fileOf = (from, declarations, name) => {
  if (name === CLAIM) return join(packages, 'kubernetes-models/v1/PersistentVolumeClaim.d.ts');
  const [, path] = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from "(.*)"`).exec(declarations) ?? [];
  if (path === undefined) throw new Error(`${from} does not say where ${name} is`);
  return path.startsWith('.')
    ? join(from, '..', path.replace(/\.js$/, '.d.ts'))
    : join(packages, `${path}.d.ts`);
};

/** The words of a type that is a choice of strings. */
const choicesOf = (type) =>
  type.startsWith('"') ? type.split(' | ').map((word) => JSON.parse(word)) : undefined;

const typeOf = (type, leadTo) => {
  // The one type that is declared where it is used.
  if (type.startsWith('Array<{')) return `[]${leadTo(CLAIM)}`;
  const list = /^Array<(.*)>$/s.exec(type);
  if (list) return `[]${typeOf(list[1], leadTo)}`;
  const map = /^\{\n\s*\[key: string\]: (.*);\n\s*\}$/s.exec(type);
  if (map) return `map[string]${typeOf(map[1], leadTo)}`;
  if (choicesOf(type)) return 'string';
  if (SCALARS[type]) return SCALARS[type];
  if (!/^II\w+$/.test(type)) throw new Error(`no word for the type ${type}`);
  return leadTo(type);
};

const documentation = {};
const fileByName = new Map();
const waiting = [];

/** Types of two groups that have one name and the same fields. */
const TWINS = new Set(['EndpointPort']);

/** Reads a type later, and gives it the name that `explain` prints. */
const reach = (file) => {
  const [, name] = /\/(\w+)\.d\.ts$/.exec(file);
  if (VALUES[name]) return VALUES[name];
  const known = fileByName.get(name);
  if (known === undefined) {
    fileByName.set(name, file);
    waiting.push(file);
  } else if (known !== file && !TWINS.has(name)) throw new Error(`${name} means ${known} and ${file}`);
  return name;
};

const readType = (file) => {
  const declarations = readFileSync(file, 'utf8');
  const [, name] = /\/(\w+)\.d\.ts$/.exec(file);
  const found = new RegExp(
    `(?:${COMMENT.source})?^export interface I${name}( extends TypeMeta)? \\{\\n(.*?)^\\}`,
    'ms',
  );
  const [, comment, isObject, body] = found.exec(declarations) ?? [];
  if (body === undefined) throw new Error(`${file} declares no ${name}`);
  const fields = isObject ? { ...ENVELOPE } : {};
  for (const [, about, field, optional, type] of body.matchAll(FIELD)) {
    if (isObject && Object.hasOwn(ENVELOPE, field)) continue;
    const word = typeOf(type, (reference) => reach(fileOf(file, declarations, reference)));
    const choices = choicesOf(type);
    fields[optional === '?' ? field : `${field}!`] = [word, textOf(about), ...(choices ? [choices] : [])];
  }
  documentation[name] = { description: textOf(comment), fields };
};

for (const kind of kinds) {
  const group = Object.keys(groups).find((group) => groups[group].includes(kind)) ?? 'v1';
  reach(join(packages, 'kubernetes-models', group, `${kind}.d.ts`));
}
for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) readType(file);

const { version } = require(join(packages, 'kubernetes-models', 'package.json'));
const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const types = Object.entries(sorted(documentation)).map(
  ([name, { description, fields }]) =>
    `"${name}": ${JSON.stringify({ description, fields: sorted(fields) })}`,
);
const text = `{"source": "kubernetes-models ${version}", "types": {\n${types.join(',\n')}\n}}\n`;
const file = process.argv[2] ?? target;
if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
