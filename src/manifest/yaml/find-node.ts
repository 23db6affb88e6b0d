import { isAlias, isMap, isNode, isScalar, isSeq, type Alias } from 'yaml';
import type { FieldPath } from '../../model/field-path.ts';
import { readPlainScalar } from './plain-scalar.ts';
import { isMergeKey } from './to-value.ts';

/** The node of a field, as the parser left it: with its place in the text. */
export interface Found {
  key: unknown;
  value: unknown;
}

type Resolve = (alias: Alias) => unknown;

const entryOf = (node: unknown, name: string | number, resolve: Resolve): Found | undefined => {
  const target = isAlias(node) ? resolve(node) : node;
  if (isSeq(target)) {
    const index = Number(name);
    return index < target.items.length ? { key: target.items[index], value: target.items[index] } : undefined;
  }
  if (!isMap(target)) return undefined;
  let found: Found | undefined;
  for (const pair of target.items) {
    if (isMergeKey(pair.key)) found = mergedEntry(pair.value, name, resolve) ?? found;
    else if (keyText(pair.key) === String(name)) found = { key: pair.key, value: pair.value };
  }
  return found;
};

const mergedEntry = (node: unknown, name: string | number, resolve: Resolve): Found | undefined => {
  const target = isAlias(node) ? resolve(node) : node;
  if (!isSeq(target)) return entryOf(target, name, resolve);
  for (const item of target.items) {
    const found = entryOf(item, name, resolve);
    if (found !== undefined) return found;
  }
  return undefined;
};

const keyText = (node: unknown): string | undefined => {
  if (!isScalar(node) || typeof node.value !== 'string') return undefined;
  return node.type === 'PLAIN' ? String(readPlainScalar(node.value)) : node.value;
};

/** The field at the path, or the nearest one around it that is written down. */
export const findNode = (
  contents: unknown,
  path: FieldPath,
  resolve: Resolve,
): { found: Found; depth: number } => {
  let found: Found = { key: contents, value: contents };
  let depth = 0;
  for (const name of path) {
    const next = entryOf(found.value, name, resolve);
    if (next === undefined) break;
    found = next;
    depth += 1;
  }
  return { found, depth };
};

/** The characters that stand for a node; for a mapping or a list, those of its first key or item. */
export const spanOf = (node: unknown): { start: number; end: number } | undefined => {
  if (isMap(node) && node.items[0] !== undefined && !node.flow) return spanOf(node.items[0].key);
  if (isSeq(node) && node.items[0] !== undefined && !node.flow) return spanOf(node.items[0]);
  const range = isNode(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : undefined;
};
