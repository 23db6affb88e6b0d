import type { Resource } from '../../model/resource.ts';
import { changePodSpec } from './pod-spec.ts';

export const setServiceAccount = (resource: Resource, name: string): Resource =>
  changePodSpec(resource, (spec) => ({ ...spec, serviceAccountName: name }));
