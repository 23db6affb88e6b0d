import { goFieldNames } from './go-words.ts';
import { isList, isObject } from './json.ts';

/**
 * JSON as Go writes it: fields in the order of their names, and `<`, `>`, `&` and Unicode's two line separators
 * escaped. Numbers and all other characters come out as in JavaScript.
 */
export const goJson = (value: unknown): string => {
  if (isList(value)) return `[${value.map(goJson).join(',')}]`;
  if (!isObject(value)) return escaped(JSON.stringify(value ?? null));
  const fields = goFieldNames(value)
    .filter((name) => value[name] !== undefined)
    .map((name) => `${escaped(JSON.stringify(name))}:${goJson(value[name])}`);
  return `{${fields.join(',')}}`;
};

const escaped = (text: string): string =>
  text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
