import { isAlias, isMap, isNode, isScalar, isSeq, type Alias, type Scalar, type YAMLMap } from 'yaml';
import { isObject } from '../json-value.ts';
import type { Fault } from './faults.ts';
import { readPlainScalar } from './plain-scalar.ts';
import { lineHint } from './syntax-fault.ts';

/** Aliases may repeat this many values in one document; a manifest that people wrote needs some hundreds. */
const MAX_REPEATED_VALUES = 100_000;

/** Deeper than any manifest, and not so deep that whoever walks the value runs out of stack. */
const MAX_DEPTH = 500;

/** A fault that leaves the document without a value. */
export class UnreadableDocument extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

interface Anchored {
  value: unknown;
  /** How many values an alias to it repeats. Unknown while it is being read: it contains itself then. */
  size: number | undefined;
}

interface Reading {
  text: string;
  anchors: Map<string, Anchored>;
  values: number;
  depth: number;
  repeated: number;
  warnings: Fault[];
}

const rangeOf = (node: unknown): { start: number; end: number } => {
  const range = isNode(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
};

const fail = (reading: Reading, code: string, message: string, node: unknown, hint?: string): never => {
  const range = rangeOf(node);
  const said = lineHint(reading.text, range.start) ?? hint;
  throw new UnreadableDocument({
    severity: 'error',
    code,
    message,
    ...range,
    ...(said === undefined ? {} : { hint: said }),
  });
};

/** The value of a document, with what its author should know of how it was read. */
export const toValue = (contents: unknown, text: string): { value: unknown; warnings: Fault[] } => {
  const reading: Reading = { text, anchors: new Map(), values: 0, depth: 0, repeated: 0, warnings: [] };
  return { value: read(contents, reading), warnings: reading.warnings };
};

const read = (node: unknown, reading: Reading): unknown => {
  reading.values += 1;
  if (isAlias(node)) return readAlias(node, reading);
  const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (anchor === undefined) return readUnanchored(node, reading);
  const anchored: Anchored = { value: undefined, size: undefined };
  reading.anchors.set(anchor, anchored);
  const before = reading.values;
  anchored.value = readUnanchored(node, reading);
  anchored.size = reading.values - before + 1;
  return anchored.value;
};

const readUnanchored = (node: unknown, reading: Reading): unknown => {
  if (isScalar(node)) return readScalar(node, reading);
  if (!isMap(node) && !isSeq(node)) return null;
  reading.depth += 1;
  if (reading.depth > MAX_DEPTH) return fail(reading, 'yamlDepth', 'nested too deep to be read', node);
  const value = isMap(node) ? readMap(node, reading) : node.items.map((item) => read(item, reading));
  reading.depth -= 1;
  return value;
};

const readAlias = (alias: Alias, reading: Reading): unknown => {
  const anchored = reading.anchors.get(alias.source);
  if (anchored === undefined) {
    const hint = 'put the value in quotes if the star is part of it';
    return fail(reading, 'yamlAlias', `unknown anchor ${JSON.stringify(alias.source)}`, alias, hint);
  }
  if (anchored.size === undefined) {
    return fail(reading, 'yamlAlias', `anchor ${JSON.stringify(alias.source)} contains itself`, alias);
  }
  reading.repeated += anchored.size;
  reading.values += anchored.size;
  if (reading.repeated > MAX_REPEATED_VALUES) {
    return fail(reading, 'yamlExpansion', 'aliases repeat too many values in this document', alias);
  }
  return structuredClone(anchored.value);
};

const readScalar = (scalar: Scalar, reading: Reading): unknown => {
  const text = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '');
  if (scalar.tag !== undefined) return readTagged(scalar.tag, text, scalar, reading);
  if (scalar.type !== 'PLAIN') return text;
  const value = readPlainScalar(text);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return fail(
      reading,
      'yamlNumber',
      `${text} is not a number that JSON can hold`,
      scalar,
      'put it in quotes',
    );
  }
  return value;
};

const readTagged = (tag: string, text: string, scalar: Scalar, reading: Reading): unknown => {
  const value = readPlainScalar(text);
  const cannot = () =>
    fail(
      reading,
      'yamlTag',
      `${JSON.stringify(text)} cannot be read as ${tag.replace('tag:yaml.org,2002:', '!!')}`,
      scalar,
    );
  switch (tag) {
    case 'tag:yaml.org,2002:int':
      return typeof value === 'number' && Number.isInteger(value) ? value : cannot();
    case 'tag:yaml.org,2002:float':
      return typeof value === 'number' && Number.isFinite(value) ? value : cannot();
    case 'tag:yaml.org,2002:bool':
      return typeof value === 'boolean' ? value : cannot();
    case 'tag:yaml.org,2002:null':
      return value === null ? value : cannot();
    case 'tag:yaml.org,2002:binary':
      return new TextDecoder().decode(Uint8Array.from(atobOr(text, cannot), (char) => char.charCodeAt(0)));
    default:
      return text;
  }
};

const atobOr = (text: string, otherwise: () => never): string => {
  try {
    return atob(text);
  } catch {
    return otherwise();
  }
};

const set = (record: Record<string, unknown>, key: string, value: unknown): void => {
  if (key === '__proto__') {
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    record[key] = value;
  }
};

const readMap = (map: YAMLMap, reading: Reading): Record<string, unknown> => {
  const record: Record<string, unknown> = {};
  const written = new Set<string>();
  for (const pair of map.items) {
    if (isMergeKey(pair.key)) {
      merge(pair.value, record, reading);
      continue;
    }
    const key = readKey(pair.key, reading);
    if (written.has(key)) {
      reading.warnings.push({
        severity: 'warning',
        code: 'duplicateKey',
        message: `key ${JSON.stringify(key)} is already set in this mapping; the last one wins`,
        ...rangeOf(pair.key),
      });
    }
    written.add(key);
    set(record, key, read(pair.value, reading));
  }
  return record;
};

/** `<<` in quotes is a key like any other. */
export const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && key.value === '<<' && key.type === 'PLAIN';

const merge = (node: unknown, into: Record<string, unknown>, reading: Reading): void => {
  const value = read(node, reading);
  // Of several, the first has the last word.
  const sources: unknown[] = Array.isArray(value) ? [...value].reverse() : [value];
  for (const source of sources) {
    if (!isObject(source)) {
      return fail(reading, 'yamlMerge', '"<<" takes a mapping or a list of mappings', node);
    }
    for (const [key, merged] of Object.entries(source)) set(into, key, merged);
  }
};

/** Blanks that come along when text is copied from a web page. To YAML they are letters. */
const foreignSpace = /^[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/;

/** JSON has text for keys only: whatever else YAML has there is written as Go writes it. */
const readKey = (node: unknown, reading: Reading): string => {
  const key = read(node, reading);
  if (typeof key === 'string') {
    if (!foreignSpace.test(key)) return key;
    return fail(
      reading,
      'yamlSpace',
      'this line is indented with a character that only looks like a space',
      node,
      'use plain spaces',
    );
  }
  if (typeof key === 'number') return String(key);
  if (typeof key === 'boolean') {
    const written = isScalar(node) ? String(node.value) : String(key);
    if (written !== String(key)) {
      reading.warnings.push({
        severity: 'warning',
        code: 'booleanKey',
        message: `the key ${written} is read as ${JSON.stringify(String(key))}`,
        ...rangeOf(node),
        hint: 'put it in quotes',
      });
    }
    return String(key);
  }
  return fail(reading, 'yamlKey', 'a key must be text, a number or a boolean', node);
};
