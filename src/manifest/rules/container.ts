import type { FieldPath } from '../../model/field-path.ts';
import { parseQuantity } from '../../model/quantity.ts';
import type { Report } from '../document.ts';
import { isAbsent, isObject, listAt, objectAt, textAt, type JsonObject } from '../json-value.ts';
import { forbidden, invalid, required } from './findings.ts';
import { reportRepeated } from './repeated.ts';

export const checkContainer = (container: JsonObject, path: FieldPath, report: Report): void => {
  reportRepeated(listAt(container, 'ports'), 'name', [...path, 'ports'], report);
  checkEnv(container, path, report);
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    checkProbe(container, name, path, report);
  }
  for (const hook of ['postStart', 'preStop']) {
    const handler = objectAt(container, 'lifecycle')[hook];
    if (isObject(handler)) {
      checkOneOf(
        handler,
        ['exec', 'httpGet', 'sleep', 'tcpSocket'],
        'handler',
        [...path, 'lifecycle', hook],
        report,
      );
    }
  }
  checkResources(objectAt(container, 'resources'), [...path, 'resources'], report);
};

const present = (object: JsonObject, names: readonly string[]): string[] =>
  names.filter((name) => !isAbsent(object[name]));

/** Of several ways to say something, exactly one may be used. */
const checkOneOf = (
  object: JsonObject,
  names: readonly string[],
  noun: string,
  path: FieldPath,
  report: Report,
): void => {
  const [first, second] = present(object, names);
  if (first === undefined)
    report(required(path, `must specify a ${noun} type`, `one of ${names.join(', ')}`));
  if (second !== undefined) report(forbidden([...path, second], `may not specify more than 1 ${noun} type`));
};

const valueSources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

const checkEnv = (container: JsonObject, path: FieldPath, report: Report): void => {
  const seen = new Set<string>();
  for (const [index, variable] of listAt(container, 'env').entries()) {
    if (!isObject(variable)) continue;
    const at = [...path, 'env', index];
    const name = textAt(variable, 'name') ?? '';
    if (seen.has(name) && name !== '') {
      report({
        severity: 'warning',
        code: 'hiddenVariable',
        path: [...at, 'name'],
        message: `the variable ${JSON.stringify(name)} hides an earlier one of the same name`,
      });
    }
    seen.add(name);
    const source = variable['valueFrom'];
    if (!isObject(source)) continue;
    const chosen = present(source, valueSources);
    const from = [...at, 'valueFrom'];
    if (chosen.length === 0) report(invalid(from, '', `must specify one of: ${valueSources.join(', ')}`));
    if (chosen.length > 1) report(invalid(from, '', 'may not have more than one field specified at a time'));
    if ((textAt(variable, 'value') ?? '') !== '') {
      report(invalid(from, '', 'may not be specified when `value` is not empty'));
    }
  }
  for (const [index, source] of listAt(container, 'envFrom').entries()) {
    if (!isObject(source)) continue;
    const at = [...path, 'envFrom', index];
    const chosen = present(source, ['configMapRef', 'secretRef']);
    if (chosen.length === 0) report(invalid(at, '', 'must specify one of: `configMapRef` or `secretRef`'));
    if (chosen.length > 1) report(invalid(at, '', 'may not have more than one field specified at a time'));
  }
};

const checkProbe = (container: JsonObject, name: string, path: FieldPath, report: Report): void => {
  const probe = container[name];
  if (!isObject(probe)) return;
  const at = [...path, name];
  checkOneOf(probe, ['exec', 'grpc', 'httpGet', 'tcpSocket'], 'handler', at, report);
  const successes = probe['successThreshold'];
  if (name !== 'readinessProbe' && typeof successes === 'number' && successes > 1) {
    report(invalid([...at, 'successThreshold'], successes, 'must be 1'));
  }
  const command = objectAt(probe, 'exec')['command'];
  if (isObject(probe['exec']) && (isAbsent(command) || (Array.isArray(command) && command.length === 0))) {
    report(required([...at, 'exec', 'command']));
  }
};

const checkResources = (resources: JsonObject, path: FieldPath, report: Report): void => {
  const limits = objectAt(resources, 'limits');
  for (const [name, requested] of Object.entries(objectAt(resources, 'requests'))) {
    const limit = parseQuantity(String(limits[name]));
    const request = parseQuantity(String(requested));
    if (limit !== undefined && request !== undefined && request.nanos > limit.nanos) {
      const rule = `must be less than or equal to ${name} limit of ${String(limits[name])}`;
      report(invalid([...path, 'requests', name], requested, rule));
    }
  }
};
