import { type ClaimRef, claimsOf } from '../model/claim.ts';
import type { ObservedPod } from '../model/pod.ts';
import { sameRef } from '../model/resource.ts';
import type { DesiredState, ObservedState } from '../model/state.ts';
import type { PlannedStep } from '../model/step.ts';

const usesClaim =
  ({ namespace, name }: ClaimRef) =>
  (pod: ObservedPod): boolean =>
    pod.namespace === namespace && claimsOf(pod.spec).includes(name);

const claimRef = ({ namespace, name }: ClaimRef) => ({ kind: 'PersistentVolumeClaim', namespace, name });

/** The volumes of deleted claims go, each once no pod uses it any more. */
export const claimSteps = (
  { deletedClaims = [] }: DesiredState,
  { claims = [], pods }: ObservedState,
): PlannedStep[] =>
  claims
    .filter((claim) => deletedClaims.some((ref) => sameRef(ref, claimRef(claim))))
    .filter((claim) => !pods.some(usesClaim(claim)))
    .map(({ namespace, name }) => ({
      step: { kind: 'removeClaim', claim: { namespace, name }, reason: 'it was deleted' },
      workload: claimRef({ namespace, name }),
    }));
