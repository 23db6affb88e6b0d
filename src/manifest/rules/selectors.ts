import type { FieldPath } from '../../model/field-path.ts';
import { selects, type Labels, type LabelSelectorRequirement } from '../../model/selector.ts';
import type { Report } from '../document.ts';
import { listAt, objectAt, textAt, type JsonObject } from '../json-value.ts';
import { forbidden, invalid, required } from './findings.ts';

/** The parts of a label selector that must agree with each other. */
export const checkSelector = (selector: JsonObject, path: FieldPath, report: Report): void => {
  for (const [index, requirement] of listAt(selector, 'matchExpressions').entries()) {
    const at = [...path, 'matchExpressions', index, 'values'];
    const operator = textAt(requirement, 'operator');
    const count = listAt(requirement, 'values').length;
    if ((operator === 'In' || operator === 'NotIn') && count === 0) {
      report(required(at, "must be specified when `operator` is 'In' or 'NotIn'"));
    }
    if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0) {
      report(forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
  }
};

const isText = (value: unknown): value is string => typeof value === 'string';

const labelsOf = (map: JsonObject): Labels =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, isText(value) ? value : '']));

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** Requirements whose operator is unknown are reported elsewhere, and select everything here. */
const requirementsOf = (selector: JsonObject): LabelSelectorRequirement[] =>
  listAt(selector, 'matchExpressions').flatMap((requirement) => {
    const operator = operators.find((known) => known === textAt(requirement, 'operator'));
    const key = textAt(requirement, 'key') ?? '';
    return operator === undefined
      ? []
      : [{ key, operator, values: listAt(requirement, 'values').filter(isText) }];
  });

/** A workload selects its own pods: by something, and by labels that its template has. */
export const checkTemplateIsSelected = (
  spec: JsonObject,
  selector: JsonObject,
  kind: string,
  report: Report,
): void => {
  const matchLabels = labelsOf(objectAt(selector, 'matchLabels'));
  const matchExpressions = requirementsOf(selector);
  if (Object.keys(matchLabels).length === 0 && matchExpressions.length === 0) {
    report(invalid(['spec', 'selector'], selector, `empty selector is invalid for ${kind.toLowerCase()}`));
    return;
  }
  const labels = labelsOf(objectAt(objectAt(spec['template'], 'metadata'), 'labels'));
  if (selects({ matchLabels, matchExpressions }, labels)) return;
  const path = ['spec', 'template', 'metadata', 'labels'];
  const rule = '`selector` does not match template `labels`';
  report(invalid(path, labels, rule, mismatchHint(matchLabels, labels)));
};

const mismatchHint = (wanted: Labels, labels: Labels): string | undefined => {
  const wrong = Object.keys(wanted).find((key) => labels[key] !== wanted[key]);
  if (wrong === undefined) return undefined;
  const found = labels[wrong];
  const has = found === undefined ? `no label ${wrong}` : `${wrong}=${found}`;
  return `the selector wants ${wrong}=${wanted[wrong]}, the template has ${has}`;
};
