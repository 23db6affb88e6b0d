import { elementType, type Documentation, type DocumentedField } from '../../src/model/documentation.ts';
import { type ResourceType, resourceTypes } from '../../src/model/resource-types.ts';
import type { DocumentAt } from '../support/api-stand-in.ts';

/** berth's documentation as a server tells it: the OpenAPI documents that `kubectl explain` asks for. */

const SCALARS = new Set(['string', 'integer', 'boolean', 'number']);

const reference = (name: string) => ({ $ref: `#/components/schemas/io.k8s.${name}` });

const schemaOf = (type: string): object => {
  if (type.startsWith('[]')) return { type: 'array', items: schemaOf(type.slice(2)) };
  if (type.startsWith('map[string]')) {
    return { type: 'object', additionalProperties: schemaOf(type.slice('map[string]'.length)) };
  }
  if (type === 'Object') return { type: 'object' };
  return SCALARS.has(type) ? { type, default: '' } : { allOf: [reference(type)], default: {} };
};

const fieldSchema = ({ type, description, choices }: DocumentedField): object => ({
  ...schemaOf(type),
  ...(description === '' ? {} : { description }),
  ...(choices.length > 0 ? { enum: choices } : {}),
});

const pathOf = ({ group, version }: ResourceType): string =>
  group === '' ? `api/${version}` : `apis/${group}/${version}`;

const documentOf = (types: readonly ResourceType[], documentation: Documentation): object => {
  const schemas: Record<string, object> = {
    'io.k8s.IntOrString': { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
    'io.k8s.Quantity': { oneOf: [{ type: 'string' }, { type: 'number' }] },
  };
  const add = (name: string): void => {
    const type = documentation(name);
    if (type === undefined || schemas[`io.k8s.${name}`] !== undefined) return;
    const resource = types.find(({ kind }) => kind === name);
    schemas[`io.k8s.${name}`] = {
      type: 'object',
      description: type.description,
      ...(type.fields.some(({ required }) => required)
        ? { required: type.fields.filter(({ required }) => required).map((field) => field.name) }
        : {}),
      ...(type.fields.length === 0
        ? {}
        : { properties: Object.fromEntries(type.fields.map((field) => [field.name, fieldSchema(field)])) }),
      ...(resource === undefined ? {} : { 'x-kubernetes-group-version-kind': [gvkOf(resource)] }),
    };
    for (const field of type.fields) add(elementType(field.type));
  };
  for (const { kind } of types) add(kind);
  const paths = types.map((type) => {
    const where = type.namespaced ? `namespaces/{namespace}/${type.plural}` : type.plural;
    return [`/${pathOf(type)}/${where}`, { get: { 'x-kubernetes-group-version-kind': gvkOf(type) } }];
  });
  return { openapi: '3.0.0', paths: Object.fromEntries(paths), components: { schemas } };
};

const gvkOf = ({ group, version, kind }: ResourceType) => ({ group, version, kind });

export const openApiOf =
  (documentation: Documentation): DocumentAt =>
  (path) => {
    const versions = new Set(resourceTypes.map(pathOf));
    if (path === '/openapi/v3') {
      const paths = [...versions].map((version) => [
        version,
        { serverRelativeURL: `/openapi/v3/${version}` },
      ]);
      return { paths: Object.fromEntries(paths) };
    }
    const [, version = ''] = /^\/openapi\/v3\/(.*)$/.exec(path) ?? [];
    if (!versions.has(version)) return undefined;
    return documentOf(
      resourceTypes.filter((type) => pathOf(type) === version),
      documentation,
    );
  };
