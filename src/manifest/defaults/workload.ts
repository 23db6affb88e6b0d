import { DEFAULT_PROGRESS_DEADLINE_SECONDS, DEFAULT_REVISION_HISTORY_LIMIT } from '../../model/workload.ts';
import { isAbsent, isObject, objectAt, type JsonObject } from '../json-value.ts';
import { eachOf, fill, within } from './fill.ts';
import { fillPodSpec } from './pod.ts';

const fillTemplate = (spec: JsonObject): void => {
  const template = within(spec, 'template');
  fillPodSpec(within(template, 'spec'));
};

export const fillDeployment = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  fill(spec, {
    replicas: 1,
    revisionHistoryLimit: DEFAULT_REVISION_HISTORY_LIMIT,
    progressDeadlineSeconds: DEFAULT_PROGRESS_DEADLINE_SECONDS,
  });
  const strategy = within(spec, 'strategy');
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy['type'] === 'RollingUpdate') {
    fill(within(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
  }
  fillTemplate(spec);
};

export const fillReplicaSet = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  fill(spec, { replicas: 1 });
  fillTemplate(spec);
};

/** The oldest of the workloads takes its labels and its selector from its template. */
export const fillReplicationController = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  fill(spec, { replicas: 1 });
  const labels = objectAt(objectAt(spec['template'], 'metadata'), 'labels');
  if (Object.keys(labels).length > 0) {
    if (Object.keys(objectAt(spec, 'selector')).length === 0) spec['selector'] = { ...labels };
    labelLikeTemplate(object, labels);
  }
  fillTemplate(spec);
};

const labelLikeTemplate = (object: JsonObject, labels: JsonObject): void => {
  const metadata = within(object, 'metadata');
  if (Object.keys(objectAt(metadata, 'labels')).length === 0) metadata['labels'] = { ...labels };
};

export const fillStatefulSet = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  fill(spec, {
    podManagementPolicy: 'OrderedReady',
    replicas: 1,
    revisionHistoryLimit: DEFAULT_REVISION_HISTORY_LIMIT,
  });
  fill(within(spec, 'persistentVolumeClaimRetentionPolicy'), { whenDeleted: 'Retain', whenScaled: 'Retain' });
  const strategy = within(spec, 'updateStrategy');
  if (isAbsent(strategy['type'])) {
    strategy['type'] = 'RollingUpdate';
    within(strategy, 'rollingUpdate');
  }
  const rolling = strategy['rollingUpdate'];
  if (strategy['type'] === 'RollingUpdate' && isObject(rolling)) fill(rolling, { partition: 0 });
  for (const claim of eachOf(spec, 'volumeClaimTemplates')) {
    fill(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim' });
    fillClaim(claim);
  }
  fillTemplate(spec);
};

export const fillClaim = (object: JsonObject): void =>
  fill(within(object, 'spec'), { volumeMode: 'Filesystem' });

export const fillDaemonSet = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  fill(spec, { revisionHistoryLimit: DEFAULT_REVISION_HISTORY_LIMIT });
  const strategy = within(spec, 'updateStrategy');
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy['type'] === 'RollingUpdate') {
    fill(within(strategy, 'rollingUpdate'), { maxUnavailable: 1, maxSurge: 0 });
  }
  fillTemplate(spec);
};

export const fillJob = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  // A job that names neither runs one pod; one that names only parallelism is a queue of work.
  if (isAbsent(spec['completions']) && isAbsent(spec['parallelism'])) spec['completions'] = 1;
  const failurePolicy = spec['podFailurePolicy'];
  fill(spec, {
    parallelism: 1,
    backoffLimit: isAbsent(spec['backoffLimitPerIndex']) ? 6 : 2 ** 31 - 1,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: isAbsent(failurePolicy) ? 'TerminatingOrFailed' : 'Failed',
  });
  if (isObject(failurePolicy)) fillFailurePolicy(failurePolicy);
  const labels = objectAt(objectAt(spec['template'], 'metadata'), 'labels');
  if (Object.keys(labels).length > 0) labelLikeTemplate(object, labels);
  fillTemplate(spec);
};

const fillFailurePolicy = (policy: JsonObject): void => {
  for (const rule of eachOf(policy, 'rules')) {
    for (const pattern of eachOf(rule, 'onPodConditions')) fill(pattern, { status: 'True' });
  }
};

export const fillCronJob = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  fill(spec, {
    concurrencyPolicy: 'Allow',
    failedJobsHistoryLimit: 1,
    successfulJobsHistoryLimit: 3,
    suspend: false,
  });
  fillTemplate(within(within(spec, 'jobTemplate'), 'spec'));
};
