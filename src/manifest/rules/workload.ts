import type { FieldPath } from '../../model/field-path.ts';
import type { Resource } from '../../model/resource.ts';
import type { Report } from '../document.ts';
import { isAbsent, isObject, listAt, numberAt, objectAt, textAt, type JsonObject } from '../json-value.ts';
import { forbidden, invalid, required } from './findings.ts';
import { checkPodSpec, freePod, type PodRules } from './pod.ts';
import { checkSelector, checkTemplateIsSelected } from './selectors.ts';

const lasting: PodRules = { ...freePod, restartPolicies: ['Always'] };
const finite: PodRules = { ...freePod, restartPolicies: ['OnFailure', 'Never'] };

const checkTemplate = (spec: JsonObject, path: FieldPath, rules: PodRules, report: Report): void => {
  const template = objectAt(spec, 'template');
  const podSpec = template['spec'];
  const at = [...path, 'template', 'spec'];
  if (isObject(podSpec)) {
    checkPodSpec(podSpec, at, rules, report);
    if (rules !== finite && !isAbsent(podSpec['activeDeadlineSeconds'])) {
      report(forbidden([...at, 'activeDeadlineSeconds'], 'pods of a workload that lasts have no deadline'));
    }
  } else if (isObject(spec['template'])) report(required([...at, 'containers']));
};

const checkLasting = (resource: Resource, rules: PodRules, report: Report): JsonObject => {
  const spec = objectAt(resource, 'spec');
  checkTemplate(spec, ['spec'], rules, report);
  if (isObject(spec['selector'])) {
    checkSelector(spec['selector'], ['spec', 'selector'], report);
    if (isObject(spec['template'])) checkTemplateIsSelected(spec, spec['selector'], resource.kind, report);
  }
  return spec;
};

export const checkReplicaSet = (resource: Resource, report: Report): void => {
  checkLasting(resource, lasting, report);
};

export const checkDeployment = (resource: Resource, report: Report): void => {
  const spec = checkLasting(resource, lasting, report);
  checkRollingUpdate(spec, 'strategy', report);
  const deadline = numberAt(spec, 'progressDeadlineSeconds');
  const minReady = numberAt(spec, 'minReadySeconds') ?? 0;
  if (deadline !== undefined && deadline <= minReady) {
    report(invalid(['spec', 'progressDeadlineSeconds'], deadline, 'must be greater than minReadySeconds'));
  }
};

export const checkDaemonSet = (resource: Resource, report: Report): void => {
  checkRollingUpdate(checkLasting(resource, lasting, report), 'updateStrategy', report);
};

export const checkStatefulSet = (resource: Resource, report: Report): void => {
  const claims = listAt(objectAt(resource, 'spec'), 'volumeClaimTemplates');
  const names = claims.map((claim) => textAt(objectAt(claim, 'metadata'), 'name') ?? '');
  for (const [index, name] of names.entries()) {
    if (name === '') report(required(['spec', 'volumeClaimTemplates', index, 'metadata', 'name']));
  }
  const spec = checkLasting(resource, { ...lasting, addedVolumes: names }, report);
  checkRollingUpdate(spec, 'updateStrategy', report);
};

/** Zero, as a number or as a percentage. */
const isZero = (value: unknown): boolean => value === 0 || (typeof value === 'string' && /^0+%$/.test(value));

const checkRollingUpdate = (spec: JsonObject, field: string, report: Report): void => {
  const strategy = objectAt(spec, field);
  const type = textAt(strategy, 'type') ?? 'RollingUpdate';
  const path = ['spec', field, 'rollingUpdate'];
  if (type !== 'RollingUpdate' && !isAbsent(strategy['rollingUpdate'])) {
    report(forbidden(path, `may not be specified when strategy \`type\` is '${type}'`));
    return;
  }
  const { maxUnavailable, maxSurge } = objectAt(strategy, 'rollingUpdate');
  if (typeof maxUnavailable === 'string' && Number.parseInt(maxUnavailable, 10) > 100) {
    report(invalid([...path, 'maxUnavailable'], maxUnavailable, 'must not be greater than 100%'));
  }
  if (field === 'strategy' && isZero(maxUnavailable) && isZero(maxSurge)) {
    report(invalid([...path, 'maxUnavailable'], maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  }
};

export const checkReplicationController = (resource: Resource, report: Report): void => {
  const spec = objectAt(resource, 'spec');
  checkTemplate(spec, ['spec'], lasting, report);
  if (isObject(spec['selector'])) {
    checkTemplateIsSelected(spec, { matchLabels: spec['selector'] }, resource.kind, report);
  }
};

const checkJobSpec = (spec: JsonObject, path: FieldPath, report: Report): void => {
  checkTemplate(spec, path, finite, report);
  if (textAt(spec, 'completionMode') === 'Indexed' && isAbsent(spec['completions'])) {
    report(required([...path, 'completions'], 'when completion mode is Indexed'));
  }
};

export const checkJob = (resource: Resource, report: Report): void =>
  checkJobSpec(objectAt(resource, 'spec'), ['spec'], report);

export const checkCronJob = (resource: Resource, report: Report): void =>
  checkJobSpec(
    objectAt(objectAt(objectAt(resource, 'spec'), 'jobTemplate'), 'spec'),
    ['spec', 'jobTemplate', 'spec'],
    report,
  );

export const checkPod = (resource: Resource, report: Report): void =>
  checkPodSpec(objectAt(resource, 'spec'), ['spec'], freePod, report);
