import { fieldAdditions } from './additions.ts';
import { generatedTypes } from './types.generated.ts';

/**
 * What a field may hold. In the tables it is written as a word: `string`, `Container[]` (a list),
 * `quantity{}` (a map), `labelValue{labelKey}` (a map with a rule for its keys), `Always|Never` (one of these),
 * `0..` and `1..65535` (a whole number within bounds).
 */
export type Shape =
  | { readonly form: 'list'; readonly of: Shape }
  | { readonly form: 'map'; readonly of: Shape; readonly key: string | undefined }
  | { readonly form: 'object'; readonly type: string }
  | { readonly form: 'enum'; readonly values: readonly string[] }
  | { readonly form: 'integer'; readonly min: number; readonly max: number }
  | { readonly form: 'scalar'; readonly scalar: string };

export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

export type Fields = ReadonlyMap<string, Field>;

const INT32 = 2 ** 31;

const bounds: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-INT32, INT32 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

const readShape = (word: string): Shape => {
  if (word.endsWith('[]')) return { form: 'list', of: readShape(word.slice(0, -2)) };
  const map = /^(.+)\{(\w*)\}$/.exec(word);
  if (map !== null)
    return { form: 'map', of: readShape(map[1] ?? ''), key: map[2] === '' ? undefined : map[2] };
  if (word.includes('|')) return { form: 'enum', values: word.split('|') };
  const range = /^(-?\d+)\.\.(\d*)$/.exec(word);
  if (range !== null) {
    return { form: 'integer', min: Number(range[1]), max: range[2] === '' ? INT32 - 1 : Number(range[2]) };
  }
  const [min, max] = bounds[word] ?? [];
  if (min !== undefined && max !== undefined) return { form: 'integer', min, max };
  return word in generatedTypes ? { form: 'object', type: word } : { form: 'scalar', scalar: word };
};

const readField = (type: string, text: string): Field => {
  const [declared = '', generated = ''] = text.split(':');
  const name = declared.replace('!', '');
  const added = fieldAdditions[`${type}.${name}`] ?? '';
  const word = added.replace(/^[!?]/, '');
  const required = added.startsWith('!') || (declared.endsWith('!') && !added.startsWith('?'));
  return { name, required, shape: readShape(word === '' ? generated : word) };
};

const known = new Map<string, Fields>();

/** The fields of a type, read from the tables when first asked for. */
export const fieldsOf = (type: string): Fields => {
  let fields = known.get(type);
  if (fields === undefined) {
    const table = generatedTypes[type]?.split(' ') ?? [];
    fields = new Map(table.map((text) => readField(type, text)).map((field) => [field.name, field]));
    known.set(type, fields);
  }
  return fields;
};
