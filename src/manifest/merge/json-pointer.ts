import { fieldsOf, isList, isObject, type JsonList, type JsonObject, objectOf } from './json.ts';
import { patchError } from './patch-error.ts';

/** Reading and changing one place of a JSON document, by the rules and in the words of kubectl's JSON patch. */

export type Container = JsonObject | JsonList;

/** Where a JSON pointer leads: into a container, by a last step that need not be there. */
export interface Place {
  steps: readonly string[];
  container: Container;
  last: string;
}

/** The place of a JSON pointer (RFC 6901), or nothing where the way there is broken. */
export const findPlace = (document: Container, pointer: string): Place | undefined => {
  // What comes before the first slash is ignored.
  const steps = pointer.split('/').slice(1).map(unescaped);
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  let container: Container | undefined = document;
  for (const step of steps.slice(0, -1)) container = container && childOf(container, step);
  return container && { steps, container, last };
};

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

const childOf = (container: Container, step: string): Container | undefined => {
  const child = isList(container)
    ? container[listIndex(step, container.length)]
    : fieldsOf(container).get(step);
  return isObject(child) || isList(child) ? child : undefined;
};

/** As `indexIn`, with a number that leads nowhere in place of an error. */
const listIndex = (step: string, length: number): number => {
  const index = /^[+-]?\d+$/.test(step) ? Number(step) : length;
  return index < 0 ? index + length : index;
};

const indexIn = (step: string, length: number): number => {
  if (!/^[+-]?\d+$/.test(step)) {
    throw patchError(`strconv.Atoi: parsing ${JSON.stringify(step)}: invalid syntax`);
  }
  const index = Number(step);
  if (index >= length || index < -length) {
    throw patchError(`Unable to access invalid index: ${index}: invalid index referenced`);
  }
  return index < 0 ? index + length : index;
};

/** A field that is not there reads as null; an item that is not there is an error. */
export const read = ({ container, last }: Place): unknown =>
  isList(container) ? container[indexIn(last, container.length)] : (fieldsOf(container).get(last) ?? null);

export const replaced = ({ container, last }: Place, value: unknown): Container =>
  isList(container)
    ? container.with(indexIn(last, container.length), value)
    : objectOf(fieldsOf(container).set(last, value));

export const added = ({ container, last }: Place, value: unknown): Container => {
  if (!isList(container)) return objectOf(fieldsOf(container).set(last, value));
  if (last === '-') return [...container, value];
  if (!/^[+-]?\d+$/.test(last)) {
    const reason = `strconv.Atoi: parsing ${JSON.stringify(last)}: invalid syntax`;
    throw patchError(`value was not a proper array index: '${last}': ${reason}`);
  }
  return container.toSpliced(indexIn(last, container.length + 1), 0, value);
};

export const removed = ({ container, last }: Place): Container => {
  if (isList(container)) return container.toSpliced(indexIn(last, container.length), 1);
  if (!Object.hasOwn(container, last)) {
    throw patchError(`Unable to remove nonexistent key: ${last}: missing value`);
  }
  return objectOf(Object.entries(container).filter(([name]) => name !== last));
};

/** The document with another container at a place of it. */
export const withContainer = (
  document: Container,
  steps: readonly string[],
  container: Container,
): Container => {
  const [step, ...rest] = steps;
  if (step === undefined || rest.length === 0) return container;
  const child = childOf(document, step);
  if (child === undefined) return document;
  return replaced({ steps, container: document, last: step }, withContainer(child, rest, container));
};
