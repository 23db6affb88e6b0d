import type { FieldPath } from '../../model/field-path.ts';
import type { Resource } from '../../model/resource.ts';
import type { Report } from '../document.ts';
import { isAbsent, isObject, listAt, objectAt, textAt } from '../json-value.ts';
import { invalid, required } from './findings.ts';

export const checkIngress = (resource: Resource, report: Report): void => {
  const spec = objectAt(resource, 'spec');
  if (listAt(spec, 'rules').length === 0 && isAbsent(spec['defaultBackend'])) {
    report(invalid(['spec'], '', 'either `defaultBackend` or `rules` must be specified'));
  }
  checkBackend(spec['defaultBackend'], ['spec', 'defaultBackend'], report);
  for (const [index, rule] of listAt(spec, 'rules').entries()) {
    for (const [place, path] of listAt(objectAt(rule, 'http'), 'paths').entries()) {
      const at = ['spec', 'rules', index, 'http', 'paths', place];
      checkPath(path, at, report);
    }
  }
};

const checkPath = (path: unknown, at: FieldPath, report: Report): void => {
  if (!isObject(path)) return;
  const type = textAt(path, 'pathType') ?? '';
  const written = textAt(path, 'path') ?? '';
  const isExact = type === 'Exact' || type === 'Prefix';
  if (!written.startsWith('/') && (isExact || written !== '')) {
    report(invalid([...at, 'path'], written, 'must be an absolute path'));
  }
  if (isExact && written.includes('//')) report(invalid([...at, 'path'], written, "must not contain '//'"));
  checkBackend(path['backend'], [...at, 'backend'], report);
};

const checkBackend = (backend: unknown, at: FieldPath, report: Report): void => {
  if (!isObject(backend)) return;
  const hasService = isObject(backend['service']);
  const hasResource = isObject(backend['resource']);
  if (!hasService && !hasResource) report(required(at, 'either a service or a resource must be named'));
  if (hasService && hasResource) report(invalid(at, '', 'cannot set both resource and service backends'));
  if (!hasService) return;
  const port = objectAt(backend['service'], 'port');
  const hasName = (textAt(port, 'name') ?? '') !== '';
  const number = port['number'];
  const hasNumber = !isAbsent(number) && number !== 0;
  if (hasName && hasNumber)
    report(invalid([...at, 'service', 'port'], '', 'cannot set both port name & port number'));
  if (!hasName && !hasNumber) report(required([...at, 'service', 'port'], 'port name or number is required'));
};
