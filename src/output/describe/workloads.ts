import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import type { IntOrPercent, PodTemplate } from '../../model/workload.ts';
import { formatLabels, formatSelector, selectorText } from '../format-labels.ts';
import type { Description, Surroundings } from './description.ts';
import { eventLines } from './events.ts';
import { entry, indented, optionalEntry } from './lines.ts';
import { isShown } from './placement.ts';
import { controllerOf, type PodView } from './pod.ts';
import { metadataLines, nameLines } from './metadata.ts';
import { templateLines } from './pod-template.ts';
import { mailTime } from './time.ts';
import { claimTemplateLines, type ClaimTemplate } from './volume-claims.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

interface WorkloadView extends Resource {
  readonly spec?: {
    readonly replicas?: number;
    readonly minReadySeconds?: number;
    readonly selector?: LabelSelector;
    readonly template?: PodTemplate;
    readonly strategy?: {
      readonly type?: string;
      readonly rollingUpdate?: { readonly maxUnavailable?: IntOrPercent; readonly maxSurge?: IntOrPercent };
    };
    readonly updateStrategy?: {
      readonly type?: string;
      readonly rollingUpdate?: { readonly partition?: number; readonly maxUnavailable?: IntOrPercent };
    };
    readonly volumeClaimTemplates?: readonly ClaimTemplate[];
  };
  readonly status?: Readonly<Record<string, unknown>> & { readonly conditions?: readonly Condition[] };
}

interface ReplicationControllerView extends Resource {
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: Readonly<Record<string, string>>;
    readonly template?: PodTemplate;
  };
  readonly status?: WorkloadView['status'];
}

const count = (status: WorkloadView['status'], field: string): number => Number(status?.[field] ?? 0);

/** The pods that a workload owns, by phase. */
const podCounts = (owner: Resource, { others }: Surroundings): string => {
  const phases = others('Pod')
    .filter(({ metadata }) =>
      metadata.ownerReferences?.some(
        (reference) =>
          reference.controller === true &&
          reference.kind === owner.kind &&
          reference.name === owner.metadata.name,
      ),
    )
    .map(({ status }: PodView) => status?.phase);
  const inPhase = (phase: string): number => phases.filter((each) => each === phase).length;
  return `${inPhase('Running')} Running / ${inPhase('Pending')} Waiting / ${inPhase('Succeeded')} Succeeded / ${inPhase('Failed')} Failed`;
};

const conditionLines = (status: WorkloadView['status']): string[] => {
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return [];
  const rows = conditions.map(({ type, status: holds, reason = '' }) => `${type} \t${holds}\t${reason}`);
  return ['Conditions:', ...indented(['Type\tStatus\tReason', '----\t------\t------', ...rows])];
};

const replicaSetText = (sets: readonly WorkloadView[]): string =>
  sets
    .map(
      ({ metadata, spec, status }) =>
        `${metadata.name} (${count(status, 'replicas')}/${spec?.replicas ?? 1} replicas created)`,
    )
    .join(', ') || '<none>';

const revisionOf = ({ metadata }: Resource): number =>
  Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);

const replicaSetLines = (deployment: Resource, { others }: Surroundings): string[] => {
  const sets = others('ReplicaSet')
    .filter((set) => controllerOf(set) === `Deployment/${deployment.metadata.name}`)
    .toSorted((a, b) => revisionOf(a) - revisionOf(b));
  const newest = sets.at(-1);
  if (newest === undefined) return [];
  return [
    entry('OldReplicaSets', replicaSetText(sets.slice(0, -1))),
    entry('NewReplicaSet', replicaSetText([newest])),
  ];
};

export const deploymentDescription: Description = {
  needs: ['ReplicaSet'],
  lines: (deployment: WorkloadView, surroundings) => {
    const { metadata, spec, status } = deployment;
    const { maxUnavailable, maxSurge } = spec?.strategy?.rollingUpdate ?? {};
    const replicas = [
      `${spec?.replicas ?? 1} desired`,
      `${count(status, 'updatedReplicas')} updated`,
      `${count(status, 'replicas')} total`,
      `${count(status, 'availableReplicas')} available`,
      `${count(status, 'unavailableReplicas')} unavailable`,
    ];
    return [
      ...nameLines(deployment),
      entry('CreationTimestamp', mailTime(metadata.creationTimestamp)),
      ...metadataLines(deployment),
      entry('Selector', selectorText(spec?.selector) ?? ''),
      entry('Replicas', replicas.join(' | ')),
      entry('StrategyType', spec?.strategy?.type ?? ''),
      entry('MinReadySeconds', spec?.minReadySeconds ?? 0),
      ...(spec?.strategy?.rollingUpdate === undefined
        ? []
        : [entry('RollingUpdateStrategy', `${maxUnavailable} max unavailable, ${maxSurge} max surge`)]),
      ...templateLines(spec?.template),
      ...conditionLines(status),
      ...replicaSetLines(deployment, surroundings),
      ...eventLines(surroundings.events, surroundings.now),
    ];
  },
};

export const replicaSetDescription: Description = {
  needs: ['Pod'],
  lines: (set: WorkloadView, surroundings) => [
    ...nameLines(set),
    entry('Selector', formatSelector(set.spec?.selector)),
    ...metadataLines(set),
    ...optionalEntry('Controlled By', controllerOf(set)),
    entry('Replicas', `${count(set.status, 'replicas')} current / ${set.spec?.replicas ?? 1} desired`),
    entry('Pods Status', podCounts(set, surroundings)),
    ...templateLines(set.spec?.template),
    ...conditionLines(set.status),
    ...eventLines(surroundings.events, surroundings.now),
  ],
};

export const replicationControllerDescription: Description = {
  needs: ['Pod'],
  lines: (controller: ReplicationControllerView, surroundings) => [
    ...nameLines(controller),
    entry('Selector', formatLabels(controller.spec?.selector)),
    ...metadataLines(controller),
    entry(
      'Replicas',
      `${count(controller.status, 'replicas')} current / ${controller.spec?.replicas ?? 1} desired`,
    ),
    entry('Pods Status', podCounts(controller, surroundings)),
    ...templateLines(controller.spec?.template),
    ...conditionLines(controller.status),
    ...eventLines(surroundings.events, surroundings.now),
  ],
};

export const statefulSetDescription: Description = {
  needs: ['Pod'],
  lines: (set: WorkloadView, surroundings) => {
    const { metadata, spec, status } = set;
    const { partition, maxUnavailable } = spec?.updateStrategy?.rollingUpdate ?? {};
    return [
      ...nameLines(set),
      entry('CreationTimestamp', mailTime(metadata.creationTimestamp)),
      entry('Selector', selectorText(spec?.selector) ?? ''),
      ...metadataLines(set),
      entry('Replicas', `${spec?.replicas ?? 1} desired | ${count(status, 'replicas')} total`),
      entry('Update Strategy', spec?.updateStrategy?.type ?? ''),
      ...(partition === undefined
        ? []
        : indented([entry('Partition', partition), ...optionalEntry('MaxUnavailable', maxUnavailable)])),
      entry('Pods Status', podCounts(set, surroundings)),
      ...templateLines(spec?.template),
      ...claimTemplateLines(spec?.volumeClaimTemplates),
      ...eventLines(surroundings.events, surroundings.now),
    ];
  },
};

export const daemonSetDescription: Description = {
  needs: ['Pod'],
  lines: (set: WorkloadView, surroundings) => {
    const { spec, status } = set;
    const podSpec = spec?.template?.spec;
    const nodeSelector = podSpec !== undefined && isShown(podSpec) ? podSpec.nodeSelector : undefined;
    return [
      entry('Name', set.metadata.name),
      entry('Selector', selectorText(spec?.selector) ?? ''),
      entry('Node-Selector', formatLabels(nodeSelector)),
      ...metadataLines(set),
      `Desired Number of Nodes Scheduled: ${count(status, 'desiredNumberScheduled')}`,
      `Current Number of Nodes Scheduled: ${count(status, 'currentNumberScheduled')}`,
      `Number of Nodes Scheduled with Up-to-date Pods: ${count(status, 'updatedNumberScheduled')}`,
      `Number of Nodes Scheduled with Available Pods: ${count(status, 'numberAvailable')}`,
      `Number of Nodes Misscheduled: ${count(status, 'numberMisscheduled')}`,
      entry('Pods Status', podCounts(set, surroundings)),
      ...templateLines(spec?.template),
      ...eventLines(surroundings.events, surroundings.now),
    ];
  },
};
