import type { ResolveEnv } from '../../manifest/edit/list-env.ts';
import { isObject } from '../../manifest/merge/json.ts';
import type { Resource } from '../../model/resource.ts';
import { resourceTypes } from '../../model/resource-types.ts';
import type { Runtime } from '../../runtime/driver.ts';
import { findObjects } from '../find-objects.ts';

const sources = [
  { reference: 'configMapKeyRef', kind: 'ConfigMap', decode: String },
  {
    reference: 'secretKeyRef',
    kind: 'Secret',
    decode: (value: unknown) => Buffer.from(String(value), 'base64').toString(),
  },
] as const;

const objectField = (path: unknown, { metadata }: Resource): string | undefined => {
  if (path === 'metadata.name') return metadata.name;
  return path === 'metadata.namespace' ? metadata.namespace : undefined;
};

/** What variables take from the ConfigMaps and Secrets of a namespace, and from their own object. */
export const liveEnvValues = async (
  runtime: Runtime,
  namespace: string,
  now: number,
): Promise<ResolveEnv> => {
  const types = resourceTypes.filter(({ kind }) => sources.some((source) => source.kind === kind));
  const request = {
    args: { form: 'types', types },
    namespace,
    allNamespaces: false,
    labels: '',
    fields: '',
  } as const;
  const { objects } = await findObjects(runtime, request, now);
  return (source, resource) => {
    const field = source.fieldRef;
    if (isObject(field)) return objectField(field.fieldPath, resource);
    for (const { reference, kind, decode } of sources) {
      const wanted = source[reference];
      if (!isObject(wanted)) continue;
      const found = objects.find((object) => object.kind === kind && object.metadata.name === wanted.name);
      const value = isObject(found?.data) ? found.data[String(wanted.key)] : undefined;
      return value === undefined ? undefined : decode(value);
    }
    return undefined;
  };
};
