import { formatPath, type FieldPath } from '../model/field-path.ts';
import type { Problem } from '../model/problem.ts';
import type { ObjectMeta, Resource } from '../model/resource.ts';
import { resourceTypeOf, resourceTypeOfKind } from '../model/resource-types.ts';
import { problemOf, type Finding, type Locate } from './document.ts';
import { notAnObject } from './schema/scalars.ts';
import { isAbsent, isObject, showFound, type JsonObject } from './json-value.ts';

/**
 * What makes a value an object of Kubernetes: an apiVersion, a kind and a name. Without the first two nothing else
 * can be said of it.
 */
export const readEnvelope = (
  value: unknown,
  locate: Locate,
): { resource: Resource | undefined; problems: Problem[] } => {
  const findings: Finding[] = [];
  if (!isObject(value)) {
    findings.push({
      code: 'notAnObject',
      path: [],
      message: `expected a Kubernetes object, found ${showFound(value)}`,
    });
    return { resource: undefined, problems: toProblems(findings, nameless, locate) };
  }
  if (isAbsent(value['kind']) && isAbsent(value['apiVersion'])) {
    const message = 'not a Kubernetes object: it has neither apiVersion nor kind';
    findings.push({ code: 'notAnObject', path: [], message });
    return { resource: undefined, problems: toProblems(findings, nameless, locate) };
  }
  const kind = requiredText(value, ['kind'], findings);
  const known = resourceTypeOfKind(kind);
  const hint = known === undefined ? undefined : `${kind} has apiVersion: ${known.apiVersion}`;
  const apiVersion = requiredText(value, ['apiVersion'], findings, hint);
  const metadata = readMetadata(value, findings, resourceTypeOf({ apiVersion, kind }) !== undefined);
  const resource: Resource = { ...value, apiVersion, kind, metadata };
  const isUsable = kind !== '' && apiVersion !== '';
  return { resource: isUsable ? resource : undefined, problems: toProblems(findings, resource, locate) };
};

const nameless: Resource = { apiVersion: '', kind: '', metadata: { name: '' } };

const toProblems = (findings: readonly Finding[], resource: Resource, locate: Locate): Problem[] =>
  findings.map((finding) => {
    const { object, ...problem } = problemOf(finding, resource, locate);
    return resource.kind === '' || resource.metadata.name === '' || object === undefined
      ? problem
      : { ...problem, object };
  });

const requiredText = (value: JsonObject, path: FieldPath, findings: Finding[], hint?: string): string => {
  const found = value[String(path.at(-1))];
  if (typeof found === 'string' && found !== '') return found;
  const at = formatPath(path);
  findings.push(
    isAbsent(found) || found === ''
      ? { code: 'required', path, message: `${at}: Required value`, ...(hint === undefined ? {} : { hint }) }
      : {
          code: 'wrongType',
          path,
          message: `${at}: Invalid type: found ${showFound(found)}, expected text`,
          ...(typeof found === 'object' ? {} : { hint: 'put it in quotes' }),
        },
  );
  return '';
};

/** A name may be left to the cluster where the manifest gives its beginning; it is empty until then. */
const readMetadata = (value: JsonObject, findings: Finding[], isKnownKind: boolean): ObjectMeta => {
  const written = value['metadata'];
  if (!isAbsent(written) && !isObject(written)) {
    const fault = notAnObject(written);
    findings.push({ ...fault, path: ['metadata'], message: `metadata: ${fault.message}` });
    return { name: '' };
  }
  const metadata: JsonObject = written ?? {};
  // Other kinds than Kubernetes' own have rules of their own.
  const isFree = !isKnownKind || typeof metadata['generateName'] === 'string';
  const name =
    isFree && isAbsent(metadata['name']) ? '' : requiredText(metadata, ['metadata', 'name'], findings);
  return { ...metadata, name };
};
