import { fieldOf, isList, isObject, type JsonObject, sameJson } from './json.ts';
import {
  added,
  type Container,
  findPlace,
  type Place,
  read,
  removed,
  replaced,
  withContainer,
} from './json-pointer.ts';
import { patchError } from './patch-error.ts';

/**
 * JSON patch (RFC 6902) as kubectl carries it out: a field that is not there reads as null and may be replaced,
 * indices may count from the end, and errors come in the words of the library that kubectl uses.
 */
export const jsonPatch = (original: JsonObject, operations: unknown): JsonObject => {
  if (operations === null) return original;
  if (!isList(operations)) throw notDecoded(operations, 'jsonpatch.Patch');
  const decoded = operations.map((operation) => {
    if (operation !== null && !isObject(operation)) throw notDecoded(operation, 'jsonpatch.Operation');
    return operation ?? {};
  });
  const patched = decoded.reduce<Container>(applyOperation, original);
  if (!isObject(patched)) throw notDecoded(patched, 'unstructured.detector');
  return patched;
};

const notDecoded = (value: unknown, type: string): Error => {
  const kind = isList(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return patchError(`json: cannot unmarshal ${kind} into Go value of type ${type}`);
};

const applyOperation = (document: Container, operation: JsonObject): Container => {
  const kind = fieldOf(operation, 'op');
  switch (kind) {
    case 'add':
      return add(document, operation);
    case 'remove':
      return remove(document, operation);
    case 'replace':
      return replace(document, operation);
    case 'move':
      return move(document, operation);
    case 'copy':
      return copy(document, operation);
    case 'test':
      return test(document, operation);
    default:
      throw patchError(`Unexpected kind: ${typeof kind === 'string' ? kind : 'unknown'}`);
  }
};

/** Nothing in place of a value is null. */
const valueOf = (operation: JsonObject): unknown => fieldOf(operation, 'value') ?? null;

const add = (document: Container, operation: JsonObject): Container => {
  const path = inWords('add operation failed to decode path', () => pointerOf(operation, 'path'), MISSING);
  const place = findPlace(document, path);
  if (place === undefined) throw missing(`add operation does not apply: doc is missing path: "${path}"`);
  const container = inWords(`error in add for path: '${path}'`, () => added(place, valueOf(operation)));
  return withContainer(document, place.steps, container);
};

const remove = (document: Container, operation: JsonObject): Container => {
  const path = inWords('remove operation failed to decode path', () => pointerOf(operation, 'path'), MISSING);
  const place = findPlace(document, path);
  if (place === undefined) throw missing(`remove operation does not apply: doc is missing path: "${path}"`);
  const container = inWords(`error in remove for path: '${path}'`, () => removed(place));
  return withContainer(document, place.steps, container);
};

const replace = (document: Container, operation: JsonObject): Container => {
  const path = inWords('replace operation failed to decode path', () => pointerOf(operation, 'path'));
  const value = valueOf(operation);
  if (path === '') {
    if (isObject(value) || isList(value)) return value;
    throw patchError('replace operation value must be object or array');
  }
  const place = findPlace(document, path);
  if (place === undefined) throw missing(`replace operation does not apply: doc is missing path: ${path}`);
  if (!isReadable(place)) throw missing(`Object to be patched is missing field (${path}`, ')');
  return withContainer(document, place.steps, replaced(place, value));
};

const move = (document: Container, operation: JsonObject): Container => {
  const from = inWords('move operation failed to decode from', () => pointerOf(operation, 'from'));
  const source = findPlace(document, from);
  if (source === undefined) throw missing(`move operation does not apply: doc is missing from path: ${from}`);
  const [value, container] = inWords(`error in move for path: '${source.last}'`, () => [
    read(source),
    removed(source),
  ]);
  const rest = withContainer(document, source.steps, container);
  const path = inWords('move operation failed to decode path', () => pointerOf(operation, 'path'));
  const target = findPlace(rest, path);
  if (target === undefined) {
    throw missing(`move operation does not apply: doc is missing destination path: ${path}`);
  }
  const moved = inWords(`error in move for path: '${path}'`, () => added(target, value));
  return withContainer(rest, target.steps, moved);
};

const copy = (document: Container, operation: JsonObject): Container => {
  const from = inWords('copy operation failed to decode from', () => pointerOf(operation, 'from'));
  const source = findPlace(document, from);
  if (source === undefined) throw missing(`copy operation does not apply: doc is missing from path: ${from}`);
  const value = inWords(`error in copy for from: '${from}'`, () => read(source));
  const path = inWords('copy operation failed to decode path', () => pointerOf(operation, 'path'), MISSING);
  const target = findPlace(document, path);
  if (target === undefined) {
    throw missing(`copy operation does not apply: doc is missing destination path: ${path}`);
  }
  const container = inWords('error while adding value during copy', () => added(target, value));
  return withContainer(document, target.steps, container);
};

const test = (document: Container, operation: JsonObject): Container => {
  const path = inWords('test operation failed to decode path', () => pointerOf(operation, 'path'));
  const found = path === '' ? document : readForTest(document, path);
  if (!sameJson(found, valueOf(operation))) throw patchError(`testing value ${path} failed: test failed`);
  return document;
};

const readForTest = (document: Container, path: string): unknown => {
  const place = findPlace(document, path);
  if (place === undefined) throw missing(`test operation does not apply: is missing path: ${path}`);
  return inWords(`error in test for path: '${path}'`, () => read(place));
};

const pointerOf = (operation: JsonObject, field: 'path' | 'from'): string => {
  const pointer = fieldOf(operation, field) ?? null;
  if (typeof pointer === 'string') return pointer;
  if (pointer !== null) throw notDecoded(pointer, 'string');
  throw missing(field === 'path' ? 'operation missing path field' : 'operation, missing from field');
};

const isReadable = (place: Place): boolean => {
  try {
    read(place);
    return true;
  } catch {
    return false;
  }
};

const MISSING = 'missing value';

const missing = (message: string, end = ''): Error => patchError(`${message}: ${MISSING}${end}`);

/** Runs an action, and tells of its failure in a longer sentence, as Go's wrapped errors do. */
const inWords = <T>(context: string, action: () => T, reason?: string): T => {
  try {
    return action();
  } catch (error) {
    throw patchError(`${context}: ${reason ?? (error instanceof Error ? error.message : String(error))}`);
  }
};
