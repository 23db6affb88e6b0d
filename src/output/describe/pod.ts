import type { Resource } from '../../model/resource.ts';
import { DEFAULT_GRACE_SECONDS, type Container } from '../../model/workload.ts';
import type { Volume } from '../../model/volume.ts';
import { ageOf } from '../age.ts';
import { containerLines, resourceLines } from './container.ts';
import type { ContainerStatusView } from './container-state.ts';
import type { Description } from './description.ts';
import { eventLines } from './events.ts';
import { annotationEntries, entry, indented, labelEntries, listing, optionalEntry } from './lines.ts';
import { isShown, type ShownSpec, spreadLines, tolerationEntries } from './placement.ts';
import { mailTime } from './time.ts';
import { volumeLines } from './volume.ts';

export interface PodView extends Resource {
  readonly spec?: ShownSpec & { ephemeralContainers?: Container[] };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly podIP?: string;
    readonly podIPs?: readonly { readonly ip: string }[];
    readonly hostIP?: string;
    readonly startTime?: string;
    readonly nominatedNodeName?: string;
    readonly qosClass?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly ContainerStatusView[];
    readonly initContainerStatuses?: readonly ContainerStatusView[];
    readonly ephemeralContainerStatuses?: readonly ContainerStatusView[];
  };
}

export const controllerOf = ({ metadata }: Resource): string | undefined => {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  return owner === undefined ? undefined : `${owner.kind}/${owner.name}`;
};

/** What a variable holds that names a field of its pod. kubectl knows no more of them. */
const fieldTextOf =
  ({ metadata }: PodView) =>
  (path: string): string => {
    if (path === 'metadata.name') return metadata.name;
    return path === 'metadata.namespace' ? (metadata.namespace ?? '') : '';
  };

const containersLines = (
  pod: PodView,
  title: string,
  containers: readonly Container[] = [],
  statuses: readonly ContainerStatusView[] = [],
): string[] => [
  `${title}:${containers.length === 0 ? ' <none>' : ''}`,
  ...containers.flatMap((container) => {
    const status = statuses.find(({ name }) => name === container.name);
    const known = { status, fieldText: fieldTextOf(pod) };
    return indented([`${container.name}:`, ...indented(containerLines(container, known))]);
  }),
];

const statusLines = ({ metadata, spec, status }: PodView, now: number): string[] => {
  const phase = status?.phase ?? '';
  if (metadata.deletionTimestamp === undefined || phase === 'Failed' || phase === 'Succeeded') {
    return [entry('Status', phase)];
  }
  const grace = spec?.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
  return [
    entry('Status', `Terminating (lasts ${ageOf(metadata.deletionTimestamp, now)})`),
    entry('Termination Grace Period', `${grace}s`),
  ];
};

const addressLines = (addresses: readonly { readonly ip: string }[] = []): string[] =>
  addresses.length === 0
    ? ['IPs:\t<none>']
    : ['IPs:', ...indented(addresses.map(({ ip }) => entry('IP', ip)))];

const conditionLines = (
  title: string,
  conditions: readonly { readonly type: string; readonly status: string }[] = [],
): string[] =>
  conditions.length === 0
    ? []
    : [`${title}:`, '  Type\tStatus', ...conditions.map(({ type, status }) => `  ${type} \t${status} `)];

const gateLines = ({ spec, status }: PodView): string[] =>
  conditionLines(
    'Readiness Gates',
    spec?.readinessGates?.map(({ conditionType: type }) => ({
      type,
      status: status?.conditions?.find((condition) => condition.type === type)?.status ?? '<none>',
    })),
  );

const volumesLines = (volumes: readonly Volume[] = []): string[] =>
  volumes.length === 0
    ? ['Volumes:\t<none>']
    : [
        'Volumes:',
        ...indented(volumes.flatMap((volume) => [`${volume.name}:`, ...indented(volumeLines(volume))])),
      ];

const seccompLines = ({ securityContext }: ShownSpec): string[] => {
  const profile = securityContext?.seccompProfile;
  return [
    ...optionalEntry('SeccompProfile', profile?.type),
    ...(profile?.type === 'Localhost' ? optionalEntry('LocalhostProfile', profile.localhostProfile) : []),
  ];
};

export const podDescription: Description = {
  lines: (pod: PodView, { now, events }) => {
    const { metadata, status } = pod;
    const spec: ShownSpec & { ephemeralContainers?: Container[] } =
      pod.spec !== undefined && isShown(pod.spec) ? pod.spec : { containers: [] };
    const { nodeName = '' } = spec;
    return [
      entry('Name', metadata.name),
      entry('Namespace', metadata.namespace ?? ''),
      ...optionalEntry('Priority', spec.priority),
      ...optionalEntry('Priority Class Name', spec.priorityClassName),
      ...optionalEntry('Runtime Class Name', spec.runtimeClassName),
      ...optionalEntry('Service Account', spec.serviceAccountName),
      entry('Node', nodeName === '' ? '<none>' : `${nodeName}/${status?.hostIP ?? ''}`),
      ...(status?.startTime === undefined ? [] : [entry('Start Time', mailTime(status.startTime))]),
      ...listing('Labels', labelEntries(metadata.labels)),
      ...listing('Annotations', annotationEntries(metadata.annotations)),
      ...statusLines(pod, now),
      ...optionalEntry('Reason', status?.reason),
      ...optionalEntry('Message', status?.message),
      ...seccompLines(spec),
      entry('IP', status?.podIP ?? ''),
      ...addressLines(status?.podIPs),
      ...optionalEntry('Controlled By', controllerOf(pod)),
      ...optionalEntry('NominatedNodeName', status?.nominatedNodeName),
      ...(spec.resources === undefined ? [] : ['Resources:', ...indented(resourceLines(spec.resources))]),
      ...((spec.initContainers ?? []).length === 0
        ? []
        : containersLines(pod, 'Init Containers', spec.initContainers, status?.initContainerStatuses)),
      ...containersLines(pod, 'Containers', spec.containers, status?.containerStatuses),
      ...((spec.ephemeralContainers ?? []).length === 0
        ? []
        : containersLines(
            pod,
            'Ephemeral Containers',
            spec.ephemeralContainers,
            status?.ephemeralContainerStatuses,
          )),
      ...gateLines(pod),
      ...conditionLines('Conditions', status?.conditions),
      ...volumesLines(spec.volumes),
      entry('QoS Class', status?.qosClass ?? ''),
      ...listing('Node-Selectors', labelEntries(spec.nodeSelector)),
      ...listing('Tolerations', tolerationEntries(spec.tolerations)),
      ...spreadLines('Topology Spread Constraints', spec.topologySpreadConstraints),
      ...eventLines(events, now),
    ];
  },
};
