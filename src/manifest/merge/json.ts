/** What JSON holds. Values stay `unknown`: patches are made for objects of any kind, well-formed or not. */
export type JsonObject = Readonly<Record<string, unknown>>;
export type JsonList = readonly unknown[];

export const isList = (value: unknown): value is JsonList => Array.isArray(value);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field of the object itself: a label may well be called `constructor`. */
export const fieldOf = <T>(object: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/**
 * An object to be changed is held as a map of its fields, for no name is special in a map. `objectOf` turns it
 * back, and keeps a field called `__proto__` a plain field.
 */
export const fieldsOf = (object: JsonObject): Map<string, unknown> => new Map(Object.entries(object));

export const objectOf = (fields: Iterable<readonly [string, unknown]>): JsonObject =>
  Object.fromEntries(fields);

/** Whether two values are the same JSON: the order of fields does not matter, that of lists does. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const names = Object.keys(a);
    return (
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
    );
  }
  return a === b;
};

/** The value without the fields that are null, at any depth. Items of lists stay, null or not. */
export const withoutNulls = (value: unknown): unknown => {
  if (isList(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return objectOf(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [name, withoutNulls(field)]),
  );
};
