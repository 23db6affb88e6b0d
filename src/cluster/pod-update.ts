import { canonicalJson } from '../model/canonical-json.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import { isPod, type Container, type PodSpec } from '../model/workload.ts';

/** What may change in a pod that is there. */

const RULE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

const withoutImages = (containers: readonly Container[] = []): object[] =>
  containers.map((container) => ({ ...container, image: '' }));

const fixedFields = ({
  activeDeadlineSeconds: _activeDeadlineSeconds,
  tolerations: _tolerations,
  containers,
  initContainers,
  ...rest
}: PodSpec): Readonly<Record<string, unknown>> => ({
  ...rest,
  containers: withoutImages(containers),
  initContainers: withoutImages(initContainers),
});

const changedFields = (before: PodSpec, after: PodSpec): string[] => {
  const [old, next] = [fixedFields(before), fixedFields(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
    (field) => canonicalJson(old[field] ?? null) !== canonicalJson(next[field] ?? null),
  );
};

/** Throws in the API server's words where a pod that is there would have to be another one. */
export const checkPodUpdate = (before: Resource, after: Resource): void => {
  if (!isPod(before) || !isPod(after)) return;
  const changed = changedFields(before.spec, after.spec);
  if (changed.length === 0) return;
  const fields = changed.map((field) => `spec.${field}`).join(', ');
  throw new CliError(
    'refused',
    `The Pod "${after.metadata.name}" is invalid: spec: Forbidden: ${RULE}\nchanged: ${fields}`,
    { hint: 'Delete the pod and apply again, or describe it as a Deployment.' },
  );
};
