import { claimsOf } from '../model/claim.ts';
import type { ConfigObjects, PodConfig } from '../model/pod-config.ts';
import type { Waiting } from '../model/pod.ts';
import type { RegistryLogin } from '../model/registry-login.ts';
import { refKey } from '../model/resource.ts';
import type { ObservedState } from '../model/state.ts';
import type { PodSpec } from '../model/workload.ts';
import { type ImageReadiness, imageReadiness, withTools } from './images.ts';
import { resolveConfig } from './pod-config.ts';
import { missingPullSecrets, pullLogins } from './pull-secrets.ts';

/** What pods are made of. */
export type Supplies = Pick<ObservedState, 'images' | 'config' | 'toolsImage'>;

/** Whether a pod can be made: at once, once its images are pulled, or not before something changes. */
export type Readiness =
  | { kind: 'ready'; config: PodConfig }
  | { kind: 'pull'; images: { image: string; reason: string; logins?: readonly RegistryLogin[] }[] }
  /** `until`: when time alone may change it. */
  | { kind: 'held'; waiting: Waiting; until?: number };

/** A login that is missing is looked for where the pod says that there is one. */
const withMissingSecrets = (message: string, code: string, missing: readonly string[]): string =>
  code === 'unauthorized' && missing.length > 0
    ? `${message}; not found: ${missing.map((name) => `secret ${JSON.stringify(name)}`).join(', ')}`
    : message;

const heldByImage = (
  images: Extract<ImageReadiness, { kind: 'wait' | 'never' }>,
  missingSecrets: readonly string[],
): Readiness => {
  if (images.kind === 'never') {
    const message = `Container image "${images.image}" is not present with pull policy of Never`;
    return { kind: 'held', waiting: { reason: 'ErrImageNeverPull', message } };
  }
  const { image, code, tries, until } = images;
  const message = withMissingSecrets(images.message, code, missingSecrets);
  const waiting =
    tries === 1
      ? { reason: 'ErrImagePull', message }
      : { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}": ${message}` };
  return { kind: 'held', waiting, until };
};

const missingClaim = (
  namespace: string,
  spec: PodSpec,
  objects: ConfigObjects = new Map(),
): string | undefined =>
  claimsOf(spec).find((name) => !objects.has(refKey({ kind: 'PersistentVolumeClaim', namespace, name })));

/** As in Kubernetes: a pod gets a place where its claims are, then its images are looked for, then its configuration. */
export const podReadiness = (
  namespace: string,
  spec: PodSpec,
  { images: facts, config: objects, toolsImage }: Supplies,
  now: number,
): Readiness => {
  const claim = missingClaim(namespace, spec, objects);
  if (claim !== undefined) {
    const message = `persistentvolumeclaim ${JSON.stringify(claim)} not found`;
    return { kind: 'held', waiting: { reason: 'Unschedulable', message } };
  }
  const images = imageReadiness(withTools(spec, toolsImage), facts, now);
  if (images.kind === 'pull') {
    const withLogins = images.images.map((pull) => {
      const logins = pullLogins(pull.image, namespace, spec, objects);
      return logins.length === 0 ? pull : { ...pull, logins };
    });
    return { kind: 'pull', images: withLogins };
  }
  if (images.kind !== 'ready') return heldByImage(images, missingPullSecrets(namespace, spec, objects));
  const resolved = resolveConfig(namespace, spec, objects);
  return 'config' in resolved
    ? { kind: 'ready', config: resolved.config }
    : { kind: 'held', waiting: { reason: 'CreateContainerConfigError', message: resolved.missing } };
};
