import { formatPath } from '../model/field-path.ts';
import type { Problem } from '../model/problem.ts';
import { nearest } from '../model/nearest.ts';
import { describeRef, refKey, refOf, type Resource } from '../model/resource.ts';
import {
  resourceTypeOf,
  resourceTypeOfKind,
  resourceTypes,
  type ResourceType,
} from '../model/resource-types.ts';
import { problemOf, type Finding, type ParsedDocument } from './document.ts';
import { checkHonoured, isHonouredKind } from './honoured.ts';
import { checkRules } from './rules/check-rules.ts';
import { checkSchema } from './schema/check.ts';

export interface ValidationOptions {
  /** What becomes of fields that Kubernetes does not have: an error, a warning, or nothing. */
  level: 'strict' | 'warn' | 'ignore';
  /** Kinds that berth does not know become a warning; the caller leaves such objects out. */
  ignoreUnknownKinds: boolean;
  /** What is stored but not acted on becomes an error. */
  strict?: boolean;
}

/** Everything that is wrong with the objects, or that their author should know, in the order of the text. */
export const validate = (documents: readonly ParsedDocument[], options: ValidationOptions): Problem[] => [
  ...documents.flatMap((document) => checkDocument(document, options)),
  ...checkKinds(documents, options),
  ...checkDuplicates(documents),
];

const checkDocument = (document: ParsedDocument, options: ValidationOptions): Problem[] => {
  const { resource, locate } = document;
  const problems: Problem[] = [];
  const report = (finding: Finding): void => {
    if (finding.code === 'unknownField' && options.level === 'ignore') return;
    problems.push(problemOf(severe(finding, options), resource, locate));
  };
  if (resourceTypeOf(resource) === undefined) {
    report(unknownKind(document, options));
    return problems;
  }
  checkSchema(resource, resource.kind, report);
  const wrong = problems.filter(({ severity }) => severity === 'error').map(({ path }) => path ?? '');
  checkRules(resource, (finding) => {
    if (!wrong.some((path) => isWithin(formatPath(finding.path), path))) report(finding);
  });
  if (isHonouredKind(resource.kind)) checkHonoured(resource, resource.kind, report);
  return problems;
};

/** What is wrong with a field itself is enough to know of it and of all in it. */
const isWithin = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);

const severe = (finding: Finding, options: ValidationOptions): Finding => {
  if (finding.code === 'unknownField' && options.level === 'warn') return { ...finding, severity: 'warning' };
  if (finding.code === 'notHonoured' && options.strict === true) return { ...finding, severity: 'error' };
  return finding;
};

const unknownKind = ({ resource }: ParsedDocument, { ignoreUnknownKinds }: ValidationOptions): Finding => {
  const { apiVersion, kind } = resource;
  const sameKind = resourceTypeOfKind(kind);
  return {
    severity: ignoreUnknownKinds ? 'warning' : 'error',
    code: 'unknownKind',
    path: sameKind === undefined ? ['kind'] : ['apiVersion'],
    message: `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`,
    hint: ignoreUnknownKinds ? 'it is left out' : kindHint(resource, sameKind),
  };
};

/** Who names a group of their own means a kind of their own, however much it looks like one of Kubernetes. */
const isForeign = (apiVersion: string): boolean => {
  const [group = ''] = apiVersion.split('/');
  return apiVersion.includes('/') && group.includes('.') && !group.endsWith('.k8s.io');
};

const kindHint = ({ apiVersion, kind }: Resource, sameKind: ResourceType | undefined): string => {
  const kinds = isForeign(apiVersion) ? [] : resourceTypes.map((type) => type.kind);
  if (sameKind !== undefined && kinds.length > 0) return `did you mean apiVersion: ${sameKind.apiVersion}?`;
  const meant = nearest(kind, kinds);
  return meant === undefined
    ? 'berth knows the kinds that `berth api-resources` lists; --ignore-unknown-kinds leaves others out'
    : `did you mean ${JSON.stringify(meant)}?`;
};

/** A kind that has no effect yet is named once, however many objects there are of it. */
const checkKinds = (documents: readonly ParsedDocument[], options: ValidationOptions): Problem[] => {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const { resource, locate } of documents) {
    const { kind } = resource;
    if (seen.has(kind) || resourceTypeOf(resource) === undefined || isHonouredKind(kind)) continue;
    seen.add(kind);
    const finding: Finding = {
      severity: options.strict === true ? 'error' : 'warning',
      code: 'kindNotHonoured',
      path: ['kind'],
      message: `${kind} is stored but not acted on`,
    };
    const { object: _object, ...problem } = problemOf(finding, resource, locate);
    problems.push(problem);
  }
  return problems;
};

const checkDuplicates = (documents: readonly ParsedDocument[]): Problem[] => {
  const first = new Map<string, ParsedDocument>();
  const problems: Problem[] = [];
  for (const document of documents) {
    const { resource, locate } = document;
    if (resource.metadata.name === '') continue;
    const key = `${resource.apiVersion} ${refKey(refOf(resource))}`;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, document);
      continue;
    }
    const place = earlier.locate(['metadata', 'name']);
    const where = place === undefined ? '' : ` at ${place.file}:${place.line}`;
    const finding: Finding = {
      severity: 'warning',
      code: 'duplicateObject',
      path: ['metadata', 'name'],
      message: `${describeRef(refOf(resource))} is already defined${where}; the last one wins`,
    };
    problems.push(problemOf(finding, resource, locate));
  }
  return problems;
};
