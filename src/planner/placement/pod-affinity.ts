import type { PodAffinityTerm } from '../../model/affinity.ts';
import type { ObservedNode } from '../../model/node.ts';
import type { NewPod } from '../../model/pod.ts';
import { type Labels, meetsRequirement, selects } from '../../model/selector.ts';

/** A pod that is or would be on the node. */
export type Placed = Pick<NewPod, 'namespace' | 'labels' | 'spec'>;

/** Whether labels have, for these keys, the values that the pod itself has. */
export const sharesLabels = (keys: readonly string[] = [], own: Labels, others: Labels): boolean =>
  keys.every((key) => own[key] === undefined || own[key] === others[key]);

const namesNamespace = (
  { namespaces = [], namespaceSelector }: PodAffinityTerm,
  own: string,
  other: string,
  labels: ObservedNode['namespaces'],
): boolean => {
  if (namespaces.length === 0 && namespaceSelector === undefined) return own === other;
  return (
    namespaces.includes(other) ||
    (namespaceSelector !== undefined && selects(namespaceSelector, labels.get(other) ?? {}))
  );
};

/** Whether a term of the pod `own` means the pod `other`. */
const means = (term: PodAffinityTerm, own: Placed, other: Placed, node: ObservedNode): boolean => {
  const { labelSelector, matchLabelKeys, mismatchLabelKeys = [] } = term;
  return (
    labelSelector !== undefined &&
    namesNamespace(term, own.namespace, other.namespace, node.namespaces) &&
    selects(labelSelector, other.labels) &&
    sharesLabels(matchLabelKeys, own.labels, other.labels) &&
    mismatchLabelKeys.every((key) => {
      const value = own.labels[key];
      const requirement = { key, operator: 'NotIn', values: value === undefined ? [] : [value] } as const;
      return meetsRequirement(requirement, other.labels);
    })
  );
};

const wanted = ({ spec }: Placed): readonly PodAffinityTerm[] =>
  spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];

const unwanted = ({ spec }: Placed): readonly PodAffinityTerm[] =>
  spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];

/** The first pod of several that want to be together has nobody to be with. */
const findsCompany = (pod: Placed, placed: readonly Placed[], node: ObservedNode): boolean => {
  const terms = wanted(pod);
  const isMeant = (other: Placed): boolean => terms.every((term) => means(term, pod, other, node));
  return (
    terms.every(({ topologyKey }) => topologyKey in node.labels) && (isMeant(pod) || placed.some(isMeant))
  );
};

const shuns = (pod: Placed, other: Placed, node: ObservedNode): boolean =>
  unwanted(pod).some((term) => term.topologyKey in node.labels && means(term, pod, other, node));

/** Why a pod cannot be where the others are, in Kubernetes' words. `room`: it could where some of them went. */
export const misfitAmong = (
  pod: Placed,
  placed: readonly Placed[],
  node: ObservedNode,
): { reason: string; room: boolean } | undefined => {
  if (!findsCompany(pod, placed, node))
    return { reason: "node(s) didn't match pod affinity rules", room: false };
  if (placed.some((other) => shuns(pod, other, node)))
    return { reason: "node(s) didn't match pod anti-affinity rules", room: true };
  if (placed.some((other) => shuns(other, pod, node)))
    return { reason: "node(s) didn't satisfy existing pods anti-affinity rules", room: true };
  return undefined;
};
