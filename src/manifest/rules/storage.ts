import type { FieldPath } from '../../model/field-path.ts';
import type { Resource } from '../../model/resource.ts';
import type { Report } from '../document.ts';
import { isAbsent, isObject, listAt, objectAt, type JsonObject } from '../json-value.ts';
import { fieldsOf } from '../schema/shapes.ts';
import { forbidden, required } from './findings.ts';

const checkClaimSpec = (spec: JsonObject, path: FieldPath, report: Report): void => {
  if (listAt(spec, 'accessModes').length === 0) {
    report(required([...path, 'accessModes'], 'at least 1 access mode is required'));
  }
  if (isAbsent(objectAt(objectAt(spec, 'resources'), 'requests')['storage'])) {
    report(required([...path, 'resources', 'requests', 'storage']));
  }
};

export const checkPersistentVolumeClaim = (resource: Resource, report: Report): void =>
  checkClaimSpec(objectAt(resource, 'spec'), ['spec'], report);

export const checkPersistentVolume = (resource: Resource, report: Report): void => {
  const spec = objectAt(resource, 'spec');
  if (listAt(spec, 'accessModes').length === 0) report(required(['spec', 'accessModes']));
  if (Object.keys(objectAt(spec, 'capacity')).length === 0) report(required(['spec', 'capacity']));
  const sources = [...fieldsOf('PersistentVolumeSpec').values()]
    .filter(({ shape }) => shape.form === 'object' && shape.type.endsWith('VolumeSource'))
    .map(({ name }) => name)
    .filter((name) => isObject(spec[name]));
  if (sources.length === 0) report(required(['spec'], 'must specify a volume type'));
  if (sources[1] !== undefined) {
    report(forbidden(['spec', sources[1]], 'may not specify more than 1 volume type'));
  }
};
