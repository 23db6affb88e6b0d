import type { FieldPath } from '../model/field-path.ts';
import { formatPath } from '../model/field-path.ts';
import type { Problem, SourceSpan } from '../model/problem.ts';
import { describeRef, refOf, type Resource } from '../model/resource.ts';

/** Which characters are meant: the name of a field or what it holds. */
export type FieldPart = 'key' | 'value';

/** Of a field that is not written down, the place of the nearest one around it. */
export type Locate = (path: FieldPath, part?: FieldPart) => SourceSpan | undefined;

/** One object of a manifest, which knows where each of its fields is written. */
export interface ParsedDocument {
  readonly resource: Resource;
  readonly file: string;
  readonly locate: Locate;
}

/** What a check found about one field. Its place in the text is looked up when it becomes a problem. */
export interface Finding {
  severity?: Problem['severity'];
  code: string;
  path: FieldPath;
  part?: FieldPart;
  message: string;
  hint?: string;
}

export type Report = (finding: Finding) => void;

export const problemOf = (finding: Finding, resource: Resource, locate: Locate): Problem => {
  const place = locate(finding.path, finding.part);
  const problem: Problem = {
    severity: finding.severity ?? 'error',
    code: finding.code,
    message: finding.message,
    object: describeRef(refOf(resource)),
    path: formatPath(finding.path),
  };
  if (place !== undefined) {
    problem.position = { file: place.file, line: place.line, column: place.column };
    problem.length = place.length;
  }
  if (finding.hint !== undefined) problem.hint = finding.hint;
  if (isConfidential(resource.kind, finding.path)) problem.confidential = true;
  return problem;
};

/** Values of Secrets are shown nowhere, not even where they are wrong. */
export const isConfidential = (kind: string, path: FieldPath): boolean =>
  kind === 'Secret' && (path[0] === 'data' || path[0] === 'stringData');
