import { claimsOf } from '../model/claim.ts';
import { observedContainers } from '../model/containers.ts';
import type { ConfigObjects, PodConfig } from '../model/pod-config.ts';
import { lacksPlace, type NewPod, type ObservedPod, UNSCHEDULABLE, type Waiting } from '../model/pod.ts';
import type { RegistryLogin } from '../model/registry-login.ts';
import { refusalKey } from '../model/refusal.ts';
import { refKey } from '../model/resource.ts';
import type { ObservedState } from '../model/state.ts';
import type { PodSpec } from '../model/workload.ts';
import { isFinished } from '../model/pod-life.ts';
import { type ImageReadiness, imageReadiness, withTools } from './images.ts';
import { obstacleTo } from './placement/placement.ts';
import type { Placed } from './placement/pod-affinity.ts';
import { resolveConfig } from './pod-config.ts';
import { missingPullSecrets, pullLogins } from './pull-secrets.ts';

/** What pods are made of, and the place that there is for them. */
export interface Supplies
  extends Pick<ObservedState, 'images' | 'refusals' | 'config' | 'toolsImage' | 'node' | 'pods'> {
  /** What takes its place by the same plan. */
  coming?: Candidate[];
}

/** A pod that is yet to be made. */
export type Candidate = Placed & Partial<Pick<NewPod, 'uid'>>;

/** Whether a pod can be made: at once, once its images are pulled, or not before something changes. */
export type Readiness =
  | { kind: 'ready'; config: PodConfig }
  | { kind: 'pull'; images: { image: string; reason: string; logins?: readonly RegistryLogin[] }[] }
  /** `until`: when time alone may change it. `room`: pods that go make room for it. */
  | { kind: 'held'; waiting: Waiting; until?: number; room?: boolean };

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

const unschedulable = (message: string, room: boolean): Readiness => ({
  kind: 'held',
  waiting: { reason: UNSCHEDULABLE, message },
  room,
});

/** A pod that waits for something else than a place has one. */
const hasPlace = (pod: ObservedPod): boolean =>
  pod.state !== 'dead' &&
  !lacksPlace(pod.waiting) &&
  (pod.state === 'waiting' || !isFinished(pod.spec, observedContainers(pod)));

const heldByPlace = (
  pod: Candidate,
  { config, node, pods, coming = [] }: Supplies,
): Readiness | undefined => {
  const claim = missingClaim(pod.namespace, pod.spec, config);
  if (claim !== undefined)
    return unschedulable(`persistentvolumeclaim ${JSON.stringify(claim)} not found`, false);
  if (node === undefined) return undefined;
  const others = pods.filter((other) => other.uid !== pod.uid && hasPlace(other));
  const obstacle = obstacleTo(pod, [...others, ...coming], node);
  return obstacle && unschedulable(obstacle.message, obstacle.room);
};

const heldByRefusal = (pod: Candidate, { refusals }: Supplies, now: number): Readiness | undefined => {
  if (refusals === undefined || refusals.size === 0) return undefined;
  const refusal = refusals.get(refusalKey(pod));
  if (refusal === undefined || refusal.until <= now) return undefined;
  const { message, until } = refusal;
  return { kind: 'held', waiting: { reason: 'CreateContainerError', message }, until };
};

/**
 * As in Kubernetes: a pod gets a place where its claims are, then its images are looked for, then its configuration,
 * and then the engine may still say no.
 */
export const podReadiness = (pod: Candidate, supplies: Supplies, now: number): Readiness => {
  const { namespace, spec } = pod;
  const { images: facts, config: objects, toolsImage } = supplies;
  const unplaced = heldByPlace(pod, supplies);
  if (unplaced !== undefined) return unplaced;
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
    ? (heldByRefusal(pod, supplies, now) ?? { kind: 'ready', config: resolved.config })
    : { kind: 'held', waiting: { reason: 'CreateContainerConfigError', message: resolved.missing } };
};

/** The same for a pod that the plan brings: where it finds a place, that is taken for those that come after it. */
export const takePlace = (pod: Candidate, supplies: Supplies, now: number): Readiness => {
  const readiness = podReadiness(pod, supplies, now);
  const isPlaced = readiness.kind !== 'held' || !lacksPlace(readiness.waiting);
  const wasPlaced = supplies.pods.some((other) => other.uid === pod.uid && hasPlace(other));
  if (isPlaced && !wasPlaced) supplies.coming?.push(pod);
  return readiness;
};

/** Whether new pods can come, if only in the place of old ones. */
export const canCome = (readiness: Readiness): boolean =>
  readiness.kind === 'ready' || (readiness.kind === 'held' && readiness.room === true);
