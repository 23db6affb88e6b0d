import { parseAllDocuments, type Document } from 'yaml';
import type { FieldPath } from '../model/field-path.ts';
import type { Problem, SourceSpan } from '../model/problem.ts';
import type { Locate, ParsedDocument } from './document.ts';
import { isAbsent, isObject } from './json-value.ts';
import { readEnvelope } from './envelope.ts';
import { modernise } from './old-versions.ts';
import type { Fault } from './yaml/faults.ts';
import { findNode, spanOf } from './yaml/find-node.ts';
import { sourceText, type SourceText } from './yaml/source-text.ts';
import { splitJson } from './yaml/split-json.ts';
import { syntaxFault } from './yaml/syntax-fault.ts';
import { toValue, UnreadableDocument } from './yaml/to-value.ts';

export interface ManifestText {
  /** As messages name it: a path, an address, or `STDIN`. */
  file: string;
  text: string;
}

export interface ParsedManifests {
  documents: ParsedDocument[];
  problems: Problem[];
}

/** The whole text of a YAML or JSON stream as objects. What cannot be read is a problem; the rest is still read. */
export const parseManifests = (texts: readonly ManifestText[]): ParsedManifests => {
  const parsed: ParsedManifests = { documents: [], problems: [] };
  for (const { file, text } of texts) {
    const source = sourceText(file, text);
    for (const [start, end] of splitJson(text) ?? [[0, text.length]]) {
      parseStream(source, start, text.slice(start, end), parsed);
    }
  }
  return parsed;
};

const span = (source: SourceText, start: number, end: number): SourceSpan => {
  const lineEnd = source.text.indexOf('\n', start);
  const last = Math.min(end, lineEnd < 0 ? source.text.length : lineEnd);
  const written = source.text.slice(start, last).trimEnd();
  return { ...source.positionAt(start), length: Math.max(1, written.length) };
};

const problemOf = (fault: Fault, source: SourceText, offset: number): Problem => {
  const { length, ...position } = span(source, offset + fault.start, offset + fault.end);
  const { start: _start, end: _end, ...said } = fault;
  return { ...said, position, length };
};

const parseStream = (source: SourceText, offset: number, text: string, parsed: ParsedManifests): void => {
  const report = (fault: Fault) => parsed.problems.push(problemOf(fault, source, offset));
  const foreign = text.search(foreignCharacter);
  if (foreign >= 0) report(unreadableCharacter(text, foreign));
  for (const document of parseYaml(text)) {
    const fault = syntaxFault(document, text);
    if (fault !== undefined) {
      report(fault);
      continue;
    }
    try {
      const { value, warnings } = toValue(document.contents, text);
      warnings.forEach(report);
      addObjects(value, [], locatorOf(document, source, offset), source.file, parsed);
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      report(error.fault);
    }
  }
};

/** Control characters stand in YAML only as escapes, in double quotes. */
const foreignCharacter = /[\0-\x08\v\f\x0e-\x1f\x7f]/;

const unreadableCharacter = (text: string, start: number): Fault => {
  const code = text.charCodeAt(start).toString(16).padStart(2, '0');
  return {
    severity: 'error',
    code: 'yamlCharacter',
    message: `the control character 0x${code} cannot stand in a manifest`,
    start,
    end: start + 1,
    hint: `write "\\x${code}" in double quotes`,
  };
};

const parseYaml = (text: string): readonly Document[] => {
  // Scalars stay text here: what they mean is decided by go-yaml's rules, not by those of this parser.
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  return 'empty' in documents ? [] : documents;
};

const locatorOf =
  (document: Document, source: SourceText, offset: number): Locate =>
  (path, part = 'value') => {
    const { found, depth } = findNode(document.contents, path, (alias) => alias.resolve(document));
    const node = part === 'key' || depth < path.length ? found.key : found.value;
    const place = spanOf(node) ?? spanOf(found.key) ?? { start: 0, end: 1 };
    return span(source, offset + place.start, offset + place.end);
  };

/** The object, or those of a list: kubectl unpacks every object that has a list of items. */
const addObjects = (
  value: unknown,
  at: FieldPath,
  locate: Locate,
  file: string,
  parsed: ParsedManifests,
): void => {
  if (isAbsent(value)) return;
  if (isObject(value) && String(value['kind']).endsWith('List') && isListOfItems(value['items'])) {
    for (const [index, item] of (value['items'] ?? []).entries()) {
      addObjects(item, [...at, 'items', index], locate, file, parsed);
    }
    return;
  }
  const locateField: Locate = at.length === 0 ? locate : (path, part) => locate([...at, ...path], part);
  const { resource, problems } = readEnvelope(value, locateField);
  parsed.problems.push(...problems);
  if (resource === undefined) return;
  const modern = modernise(resource, locateField);
  parsed.problems.push(...modern.problems);
  parsed.documents.push({ resource: modern.resource, file, locate: locateField });
};

const isListOfItems = (items: unknown): items is unknown[] | null | undefined =>
  isAbsent(items) || Array.isArray(items);
