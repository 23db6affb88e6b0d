import type { Resource } from '../model/resource.ts';

/** One object as it is and as it would be. Either may be missing: it is to be made, or to go. */
export interface DiffPair {
  live?: Resource | undefined;
  merged?: Resource | undefined;
}

/** What is compared of one object. A text is empty where there is no object. */
export interface DiffFile {
  /** `apps.v1.Deployment.default.web`, as kubectl names its files. */
  name: string;
  live: string;
  merged: string;
}

export const diffFiles = (pairs: readonly DiffPair[], print: (resource: Resource) => string): DiffFile[] =>
  pairs.flatMap(({ live, merged }) => {
    const object = merged ?? live;
    if (object === undefined) return [];
    const [before, after] = isSecret(object) ? masked(live, merged) : [live, merged];
    const text = (resource: Resource | undefined): string =>
      resource === undefined ? '' : print(withoutManagedFields(resource));
    return [{ name: fileName(object), live: text(before), merged: text(after) }];
  });

const fileName = ({ apiVersion, kind, metadata }: Resource): string =>
  `${apiVersion.replace('/', '.')}.${kind}.${metadata.namespace ?? ''}.${metadata.name}`;

const withoutManagedFields = (resource: Resource): Resource => {
  const metadata = { ...resource.metadata, managedFields: undefined };
  return { ...resource, metadata };
};

const isSecret = ({ apiVersion, kind }: Resource): boolean => apiVersion === 'v1' && kind === 'Secret';

/** The fields of a Secret that hold its values; `stringData` is there where nobody has turned it into `data` yet. */
const SECRET_FIELDS = ['data', 'stringData'];

/** Values that differ are told apart, and no value is shown. */
const masked = (live: Resource | undefined, merged: Resource | undefined) => {
  const mask = (resource: Resource | undefined, other: Resource | undefined, suffix: string) => {
    if (resource === undefined) return undefined;
    const fields = SECRET_FIELDS.filter((field) => isMap(resource[field])).map((field) => [
      field,
      maskedValues(valuesOf(resource, field), valuesOf(other, field), suffix),
    ]);
    return { ...resource, ...Object.fromEntries(fields) };
  };
  return [mask(live, merged, ' (before)'), mask(merged, live, ' (after)')] as const;
};

const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const valuesOf = (resource: Resource | undefined, field: string): ReadonlyMap<string, unknown> => {
  const values = resource?.[field];
  return new Map(isMap(values) ? Object.entries(values) : []);
};

const maskedValues = (
  values: ReadonlyMap<string, unknown>,
  others: ReadonlyMap<string, unknown>,
  suffix: string,
): object =>
  Object.fromEntries(
    [...values].map(([key, value]) => {
      const differs = others.has(key) && others.get(key) !== value;
      return [key, differs ? `***${suffix}` : '***'];
    }),
  );
