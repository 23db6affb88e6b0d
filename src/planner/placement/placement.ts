import type { TopologySpreadConstraint } from '../../model/affinity.ts';
import type { ObservedNode } from '../../model/node.ts';
import { isNothing, NOTHING, requestsOf, sumOf } from '../../model/requests.ts';
import { selects } from '../../model/selector.ts';
import { acceptsNode } from './node-affinity.ts';
import { misfitAmong, type Placed, sharesLabels } from './pod-affinity.ts';

/** Why a pod cannot be placed. */
export interface Obstacle {
  /** In the words of Kubernetes' scheduler. */
  message: string;
  /** It could be placed if pods went that are there. */
  room: boolean;
}

interface Misfit {
  reasons: readonly string[];
  room: boolean;
}

const shortfall = (pod: Placed, placed: readonly Placed[], node: ObservedNode): Misfit | undefined => {
  const { machine, enforcesRequests } = node;
  const asked = requestsOf(pod.spec);
  if (!enforcesRequests || isNothing(asked)) return undefined;
  const taken = placed.map(({ spec }) => requestsOf(spec)).reduce(sumOf, NOTHING);
  const whole = { cpu: machine.cpus * 1_000, memory: machine.memory };
  const short = (['cpu', 'memory'] as const).filter(
    (name) => asked[name] > 0 && asked[name] > whole[name] - taken[name],
  );
  if (short.length === 0) return undefined;
  return {
    reasons: short.map((name) => `Insufficient ${name}`),
    room: short.every((name) => asked[name] <= whole[name]),
  };
};

const SPREAD = "node(s) didn't match pod topology spread constraints";

/** Where there is one domain, no other has fewer pods. One that counts as empty stands for those that are missing. */
const isTooCrowded = (
  { minDomains = 1, maxSkew, labelSelector, matchLabelKeys }: TopologySpreadConstraint,
  pod: Placed,
  placed: readonly Placed[],
): boolean => {
  if (minDomains <= 1 || labelSelector === undefined) return false;
  const isMeant = (other: Placed): boolean =>
    other.namespace === pod.namespace &&
    selects(labelSelector, other.labels) &&
    sharesLabels(matchLabelKeys, pod.labels, other.labels);
  return [...placed, pod].filter(isMeant).length > maxSkew;
};

const crowding = (pod: Placed, placed: readonly Placed[], node: ObservedNode): Misfit | undefined => {
  const constraints = (pod.spec.topologySpreadConstraints ?? []).filter(
    ({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule',
  );
  if (constraints.some(({ topologyKey }) => !(topologyKey in node.labels)))
    return { reasons: [`${SPREAD} (missing required label)`], room: false };
  return constraints.some((constraint) => isTooCrowded(constraint, pod, placed))
    ? { reasons: [SPREAD], room: true }
    : undefined;
};

const company = (pod: Placed, placed: readonly Placed[], node: ObservedNode): Misfit | undefined => {
  const misfit = misfitAmong(pod, placed, node);
  return misfit && { reasons: [misfit.reason], room: misfit.room };
};

const misfitOf = (pod: Placed, placed: readonly Placed[], node: ObservedNode): Misfit | undefined => {
  if (!acceptsNode(pod.spec, node.labels))
    return { reasons: ["node(s) didn't match Pod's node affinity/selector"], room: false };
  return shortfall(pod, placed, node) ?? crowding(pod, placed, node) ?? company(pod, placed, node);
};

/** What keeps a pod from the one node, beside the pods that are there; undefined where it fits. */
export const obstacleTo = (
  pod: Placed,
  placed: readonly Placed[],
  node: ObservedNode,
): Obstacle | undefined => {
  const misfit = misfitOf(pod, placed, node);
  if (misfit === undefined) return undefined;
  const reasons = misfit.reasons.map((reason) => `1 ${reason}`).join(', ');
  return { message: `0/1 nodes are available: ${reasons}.`, room: misfit.room };
};
