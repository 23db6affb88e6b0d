// Writes the fields and types of Kubernetes' objects, as far as berth knows their kinds, into one compact table.
// Source: the models of @kubernetes/client-node, which are themselves generated from Kubernetes' OpenAPI document.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kinds } from './kinds.mjs';

const target = new URL('../src/manifest/schema/types.generated.ts', import.meta.url);

/** Kinds whose newest model is not V1. */
const versions = { Event: 'CoreV1', HorizontalPodAutoscaler: 'V2' };

const packageFile = createRequire(import.meta.url).resolve('@kubernetes/client-node');
const models = join(dirname(packageFile), 'gen', 'models');

const isModel = (type) => /^(Core|Rbac|Discovery)?V\d/.test(type);
const shortName = (model) => model.replace(/^(Core|Rbac|Discovery)?V\d+((alpha|beta)\d+)?/, '');

const scalars = {
  'string ': 'string',
  'string byte': 'bytes',
  'boolean ': 'boolean',
  'number int32': 'int32',
  'number int64': 'int64',
  'number double': 'number',
  'Date date-time': 'time',
  'V1MicroTime date-time-micro': 'time',
  'IntOrString int-or-string': 'intOrString',
  'any ': 'any',
};

/** The type of a field in the table's words, and the models that it leads to. */
const typeOf = (type, format, reached) => {
  const list = /^(?:Array|Set)<(.*)>$/.exec(type);
  if (list) return `${typeOf(list[1], format, reached)}[]`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) return `${typeOf(map[1], format, reached)}{}`;
  const scalar = scalars[`${type} ${format}`];
  if (scalar !== undefined) return scalar;
  if (!isModel(type)) throw new Error(`no word for the type ${type} (${format})`);
  reached.push(type);
  return shortName(type);
};

/** The declarations mark what the OpenAPI document calls required by leaving out the question mark. */
const isRequired = (declarations, name) => {
  const mark = new RegExp(`^ {4}'${name.replace('$', '\\$')}'(\\??):`, 'm').exec(declarations);
  if (mark === null) throw new Error(`no declaration of ${name}`);
  return mark[1] === '';
};

const readModel = async (model, reached) => {
  const module = await import(pathToFileURL(join(models, `${model}.js`)).href);
  const declarations = readFileSync(join(models, `${model}.d.ts`), 'utf8');
  return module[model].attributeTypeMap.map(({ name, baseName, type, format }) => {
    const mark = isRequired(declarations, name) ? '!' : '';
    return `${baseName}${mark}:${typeOf(type, format, reached)}`;
  });
};

const table = new Map();
const waiting = kinds.map((kind) => `${versions[kind] ?? 'V1'}${kind}`);
/** Types of two groups that have one name and the same fields. */
const twins = new Set(['CoreV1EndpointPort', 'DiscoveryV1EndpointPort']);
for (let model = waiting.pop(); model !== undefined; model = waiting.pop()) {
  const name = shortName(model);
  const known = table.get(name);
  if (known !== undefined && known.model !== model && !twins.has(model))
    throw new Error(`${name} means ${model} and ${known.model}`);
  if (known === undefined) {
    table.set(name, { model, fields: [] });
    table.get(name).fields = await readModel(model, waiting);
  }
}

const { version } = JSON.parse(readFileSync(join(dirname(packageFile), '..', 'package.json'), 'utf8'));
const lines = [...table]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, { fields }]) => `  ${name}: '${fields.join(' ')}',`);
const text = `// Written by scripts/generate-schema.mjs from @kubernetes/client-node ${version}. Do not edit.

/** The fields of each type: \`name:type\`, \`name!:type\` where it is required, \`[]\` a list, \`{}\` a map. */
export const generatedTypes: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`;
const file = process.argv[2] ?? target;
// What is right already stays as it is, under the eyes of whoever reads it at this moment.
if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
