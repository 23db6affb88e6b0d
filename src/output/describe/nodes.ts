import { formatQuantity, parseQuantity, type Quantity } from '../../model/quantity.ts';
import { ageOf } from '../age.ts';
import { compareText } from '../code-points.ts';
import { type NodeView as NodeTableView, rolesOf } from '../tables/nodes.ts';
import { amountText } from '../tables/storage.ts';
import type { Description } from './description.ts';
import { eventLines } from './events.ts';
import { entry, indented, listing, optionalEntry } from './lines.ts';
import type { PodView } from './pod.ts';
import { mailTime } from './time.ts';
import { metadataLines } from './metadata.ts';

interface Condition {
  readonly type: string;
  readonly status?: string;
  readonly lastHeartbeatTime?: string | null;
  readonly lastTransitionTime?: string | null;
  readonly reason?: string;
  readonly message?: string;
}

interface NodeView extends NodeTableView {
  readonly spec?: NodeTableView['spec'] & {
    readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect?: string }[];
    readonly podCIDR?: string;
    readonly podCIDRs?: readonly string[];
    readonly providerID?: string;
  };
  readonly status?: NodeTableView['status'] & {
    readonly conditions?: readonly Condition[];
    readonly capacity?: Readonly<Record<string, string>>;
    readonly allocatable?: Readonly<Record<string, string>>;
    readonly nodeInfo?: Readonly<Record<string, string>>;
  };
}

const SYSTEM_FIELDS: readonly (readonly [title: string, field: string])[] = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
  ['Kube-Proxy Version', 'kubeProxyVersion'],
];

const taintText = ({
  key,
  value = '',
  effect = '',
}: {
  key: string;
  value?: string;
  effect?: string;
}): string =>
  effect === ''
    ? `${key}${value === '' ? '' : `=${value}:`}`
    : `${key}${value === '' ? '' : `=${value}`}:${effect}`;

const amountLines = (title: string, amounts: Readonly<Record<string, string>> = {}): string[] => {
  const names = Object.keys(amounts).sort(compareText);
  if (names.length === 0) return [];
  return [`${title}:`, ...indented(names.map((name) => entry(name, amountText(amounts[name]))))];
};

const conditionLines = (conditions: readonly Condition[] = []): string[] =>
  conditions.length === 0
    ? []
    : [
        'Conditions:',
        ...indented([
          'Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage',
          '----\t------\t-----------------\t------------------\t------\t-------',
          ...conditions.map(
            ({ type, status = '', lastHeartbeatTime, lastTransitionTime, reason = '', message = '' }) =>
              `${type} \t${status} \t${mailTime(lastHeartbeatTime)} \t${mailTime(lastTransitionTime)} \t${reason} \t${message}`,
          ),
        ]),
      ];

const NOTHING: Quantity = { nanos: 0n, notation: 'decimal' };

const quantityOf = (amount: string | number | undefined): Quantity =>
  (amount === undefined ? undefined : parseQuantity(String(amount))) ?? NOTHING;

const sum = (a: Quantity, b: Quantity): Quantity => ({
  nanos: a.nanos + b.nanos,
  notation: a.nanos === 0n ? b.notation : a.notation,
});

type Bound = 'requests' | 'limits';

/** What the containers of a pod ask for together. */
const podAmount = ({ spec }: PodView, bound: Bound, name: string): Quantity =>
  (spec?.containers ?? [])
    .map(({ resources }) => resources?.[bound]?.[name])
    .map(quantityOf)
    .reduce(sum, NOTHING);

const shareText = (amount: Quantity, whole: Quantity): string => {
  const percent = whole.nanos === 0n ? 0n : (amount.nanos * 100n) / whole.nanos;
  return `${formatQuantity(amount)} (${percent}%)`;
};

const KNOWN_AMOUNTS = ['cpu', 'memory', 'ephemeral-storage', 'pods'];

const podsLines = (node: NodeView, pods: readonly PodView[], now: number): string[] => {
  const available = node.status?.allocatable ?? node.status?.capacity ?? {};
  const cell = (pod: PodView, bound: Bound, name: string): string =>
    shareText(podAmount(pod, bound, name), quantityOf(available[name]));
  const totalOf = (bound: Bound, name: string): Quantity =>
    pods.map((pod) => podAmount(pod, bound, name)).reduce(sum, NOTHING);
  const total = (bound: Bound, name: string): string =>
    shareText(totalOf(bound, name), quantityOf(available[name]));
  const plainTotal = (bound: Bound, name: string): string => formatQuantity(totalOf(bound, name));
  return [
    entry('Non-terminated Pods', `(${pods.length} in total)`),
    ...indented([
      'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge',
      '---------\t----\t\t------------\t----------\t---------------\t-------------\t---',
      ...pods.map((pod) =>
        [
          pod.metadata.namespace ?? '',
          pod.metadata.name,
          '',
          cell(pod, 'requests', 'cpu'),
          cell(pod, 'limits', 'cpu'),
          cell(pod, 'requests', 'memory'),
          cell(pod, 'limits', 'memory'),
          ageOf(pod.metadata.creationTimestamp, now),
        ].join('\t'),
      ),
    ]),
    'Allocated resources:',
    ...indented([
      '(Total limits may be over 100 percent, i.e., overcommitted.)',
      'Resource\tRequests\tLimits',
      '--------\t--------\t------',
      ...['cpu', 'memory', 'ephemeral-storage'].map((name) =>
        [name, total('requests', name), total('limits', name)].join('\t'),
      ),
      ...Object.keys(available)
        .filter((name) => !KNOWN_AMOUNTS.includes(name))
        .sort(compareText)
        .map((name) => [name, plainTotal('requests', name), plainTotal('limits', name)].join('\t')),
    ]),
  ];
};

export const nodeDescription: Description = {
  needs: ['Pod'],
  lines: (node: NodeView, { now, events, others }) => {
    const { metadata, spec = {}, status = {} } = node;
    const taints = (spec.taints ?? []).map(taintText).sort(compareText);
    const pods = others('Pod').filter((pod: PodView) => {
      const phase = pod.status?.phase;
      return pod.spec?.nodeName === metadata.name && phase !== 'Succeeded' && phase !== 'Failed';
    });
    return [
      entry('Name', metadata.name),
      entry('Roles', rolesOf(node)),
      ...metadataLines(node),
      entry('CreationTimestamp', mailTime(metadata.creationTimestamp)),
      ...listing('Taints', taints),
      entry('Unschedulable', spec.unschedulable ?? false),
      ...conditionLines(status.conditions),
      'Addresses:',
      ...indented((status.addresses ?? []).map(({ type, address }) => entry(type, address))),
      ...amountLines('Capacity', status.capacity),
      ...amountLines('Allocatable', status.allocatable),
      'System Info:',
      ...indented(SYSTEM_FIELDS.map(([title, field]) => entry(title, status.nodeInfo?.[field] ?? ''))),
      ...optionalEntry('PodCIDR', spec.podCIDR),
      ...optionalEntry('PodCIDRs', spec.podCIDRs?.join(',')),
      ...optionalEntry('ProviderID', spec.providerID),
      ...podsLines(node, pods, now),
      ...eventLines(events, now),
    ];
  },
};
