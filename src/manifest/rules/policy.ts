import type { Resource } from '../../model/resource.ts';
import type { Report } from '../document.ts';
import { isAbsent, numberAt, objectAt } from '../json-value.ts';
import { invalid } from './findings.ts';

export const checkPodDisruptionBudget = (resource: Resource, report: Report): void => {
  const { minAvailable, maxUnavailable } = objectAt(resource, 'spec');
  if (!isAbsent(minAvailable) && !isAbsent(maxUnavailable)) {
    report(invalid(['spec'], '', 'minAvailable and maxUnavailable cannot be both set'));
  }
};

export const checkHorizontalPodAutoscaler = (resource: Resource, report: Report): void => {
  const spec = objectAt(resource, 'spec');
  const min = numberAt(spec, 'minReplicas');
  const max = numberAt(spec, 'maxReplicas');
  if (min !== undefined && max !== undefined && max < min) {
    report(invalid(['spec', 'maxReplicas'], max, 'must be greater than or equal to `minReplicas`'));
  }
};
