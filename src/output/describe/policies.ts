import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import type { IntOrPercent } from '../../model/workload.ts';
import { formatSelector } from '../format-labels.ts';
import type { Description } from './description.ts';
import { eventLines } from './events.ts';
import { entry, indented, optionalEntry } from './lines.ts';
import { goTime } from './time.ts';
import { metadataLines, nameLines } from './metadata.ts';

interface DisruptionBudgetView extends Resource {
  readonly spec?: {
    readonly minAvailable?: IntOrPercent;
    readonly maxUnavailable?: IntOrPercent;
    readonly selector?: LabelSelector;
  };
  readonly status?: {
    readonly disruptionsAllowed?: number;
    readonly currentHealthy?: number;
    readonly desiredHealthy?: number;
    readonly expectedPods?: number;
  };
}

interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr?: string; readonly except?: readonly string[] };
}

interface PolicyPort {
  readonly port?: IntOrPercent;
  readonly endPort?: number;
  readonly protocol?: string;
}

interface NetworkPolicyView extends Resource {
  readonly spec?: {
    readonly podSelector?: LabelSelector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly PolicyPort[] }[];
    readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: readonly PolicyPort[] }[];
  };
}

export const disruptionBudgetDescription: Description = {
  lines: (budget: DisruptionBudgetView, { now, events }) => {
    const { spec = {}, status = {} } = budget;
    return [
      ...nameLines(budget),
      ...(spec.minAvailable === undefined
        ? optionalEntry('Max unavailable', spec.maxUnavailable)
        : [entry('Min available', spec.minAvailable)]),
      entry('Selector', spec.selector === undefined ? '<unset>' : formatSelector(spec.selector)),
      'Status:',
      ...indented(
        [
          entry('Allowed disruptions', status.disruptionsAllowed ?? 0),
          entry('Current', status.currentHealthy ?? 0),
          entry('Desired', status.desiredHealthy ?? 0),
          entry('Total', status.expectedPods ?? 0),
        ],
        2,
      ),
      ...eventLines(events, now),
    ];
  },
};

const portText = ({ port, endPort, protocol = 'TCP' }: PolicyPort): string =>
  endPort === undefined
    ? `To Port: ${port ?? '<nil>'}/${protocol}`
    : `To Port Range: ${port ?? '<nil>'}-${endPort}/${protocol}`;

const peerLines = ({ podSelector, namespaceSelector, ipBlock }: Peer): string[] => {
  if (podSelector === undefined && namespaceSelector === undefined) {
    if (ipBlock === undefined) return [];
    const { cidr = '', except = [] } = ipBlock;
    return ['IPBlock:', `  CIDR: ${cidr}`, `  Except: ${except.join(', ')}`];
  }
  return [
    ...(namespaceSelector === undefined ? [] : [`NamespaceSelector: ${formatSelector(namespaceSelector)}`]),
    ...(podSelector === undefined ? [] : [`PodSelector: ${formatSelector(podSelector)}`]),
  ];
};

/** One direction of traffic, in its own words. */
interface Direction {
  readonly name: 'ingress' | 'egress';
  readonly peers: 'From' | 'To';
  readonly anyPeer: string;
}

const INGRESS: Direction = { name: 'ingress', peers: 'From', anyPeer: 'source' };
const EGRESS: Direction = { name: 'egress', peers: 'To', anyPeer: 'destination' };

interface TrafficRule {
  readonly peers: readonly Peer[];
  readonly ports: readonly PolicyPort[];
}

const ruleLines = ({ peers, ports }: TrafficRule, { peers: title, anyPeer }: Direction): string[] => [
  ...(ports.length === 0 ? ['To Port: <any> (traffic allowed to all ports)'] : ports.map(portText)),
  ...(peers.length === 0
    ? [`${title}: <any> (traffic not restricted by ${anyPeer})`]
    : peers.flatMap((peer) => [`${title}:`, ...indented(peerLines(peer))])),
];

const directionLines = (
  isAffected: boolean,
  rules: readonly TrafficRule[],
  direction: Direction,
): string[] => {
  const { name } = direction;
  if (!isAffected) return [`Not affecting ${name} traffic`];
  const lines = rules.flatMap((rule, index) => [
    ...(index === 0 ? [] : ['----------']),
    ...ruleLines(rule, direction),
  ]);
  const isolated = [`<none> (Selected pods are isolated for ${name} connectivity)`];
  return [`Allowing ${name} traffic:`, ...indented(lines.length === 0 ? isolated : lines)];
};

export const networkPolicyDescription: Description = {
  lines: (policy: NetworkPolicyView) => {
    const { podSelector = {}, policyTypes = [], ingress = [], egress = [] } = policy.spec ?? {};
    const selector = formatSelector(podSelector);
    const pods =
      selector === '<none>'
        ? '<none> (Allowing the specific traffic to all pods in this namespace)'
        : selector;
    return [
      ...nameLines(policy),
      entry('Created on', goTime(policy.metadata.creationTimestamp)),
      ...metadataLines(policy),
      'Spec:',
      ...indented([
        `PodSelector:     ${pods}`,
        ...directionLines(
          policyTypes.includes('Ingress'),
          ingress.map(({ from = [], ports = [] }) => ({ peers: from, ports })),
          INGRESS,
        ),
        ...directionLines(
          policyTypes.includes('Egress'),
          egress.map(({ to = [], ports = [] }) => ({ peers: to, ports })),
          EGRESS,
        ),
        `Policy Types: ${policyTypes.join(', ') || '<none>'}`,
      ]),
    ];
  },
};
