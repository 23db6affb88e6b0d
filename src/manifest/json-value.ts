/** The values that a manifest is made of. */

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** YAML writes an absent value as null, and Kubernetes takes it for absent. */
export const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

/** The field as an object; an empty one where it is absent or, which the schema check reports, something else. */
export const objectAt = (value: unknown, key: string): JsonObject => {
  const field = isObject(value) ? value[key] : undefined;
  return isObject(field) ? field : {};
};

export const listAt = (value: unknown, key: string): readonly unknown[] => {
  const field = isObject(value) ? value[key] : undefined;
  return Array.isArray(field) ? field : [];
};

export const textAt = (value: unknown, key: string): string | undefined => {
  const field = isObject(value) ? value[key] : undefined;
  return typeof field === 'string' ? field : undefined;
};

export const numberAt = (value: unknown, key: string): number | undefined => {
  const field = isObject(value) ? value[key] : undefined;
  return typeof field === 'number' ? field : undefined;
};

const MAX_SHOWN = 60;

/** A value as messages show it: `"three" (text)`, `3 (a number)`, `a list`. */
export const showFound = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  if (typeof value === 'string') return `${showText(value)} (text)`;
  if (typeof value === 'boolean') return `${value} (a boolean)`;
  return typeof value === 'number' ? `${value} (a number)` : 'nothing';
};

export const showText = (text: string): string =>
  JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
