import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import type { PodTemplate } from '../../model/workload.ts';
import { humanDuration } from '../age.ts';
import { selectorText } from '../format-labels.ts';
import type { Description } from './description.ts';
import { eventLines } from './events.ts';
import { entry, optionalEntry, yesOrNo } from './lines.ts';
import { controllerOf } from './pod.ts';
import { mailTime } from './time.ts';
import { metadataLines, nameLines } from './metadata.ts';
import { templateLines } from './pod-template.ts';

interface JobSpecView {
  readonly selector?: LabelSelector;
  readonly parallelism?: number;
  readonly completions?: number;
  readonly completionMode?: string;
  readonly suspend?: boolean;
  readonly backoffLimit?: number;
  readonly ttlSecondsAfterFinished?: number;
  readonly activeDeadlineSeconds?: number;
  readonly template?: PodTemplate;
}

interface JobView extends Resource {
  readonly spec?: JobSpecView;
  readonly status?: {
    readonly startTime?: string;
    readonly completionTime?: string;
    readonly active?: number;
    readonly ready?: number;
    readonly succeeded?: number;
    readonly failed?: number;
    readonly completedIndexes?: string;
  };
}

interface CronJobView extends Resource {
  readonly spec?: {
    readonly schedule?: string;
    readonly concurrencyPolicy?: string;
    readonly suspend?: boolean;
    readonly successfulJobsHistoryLimit?: number;
    readonly failedJobsHistoryLimit?: number;
    readonly startingDeadlineSeconds?: number;
    readonly jobTemplate?: { readonly spec?: JobSpecView };
  };
  readonly status?: {
    readonly lastScheduleTime?: string;
    readonly active?: readonly { readonly name?: string }[];
  };
}

const MANY_INDEXES = 50;

/** `0-3,5`; what is long ends at the next comma. */
const indexesText = (indexes = ''): string => {
  const end = indexes.indexOf(',', MANY_INDEXES);
  return end < 0 ? indexes || '<none>' : `${indexes.slice(0, end + 1)}...`;
};

const orUnset = (value: string | number | undefined): string =>
  value === undefined ? '<unset>' : String(value);

export const jobDescription: Description = {
  lines: (job: JobView, { now, events }) => {
    const { spec = {}, status = {} } = job;
    const { startTime, completionTime, ready } = status;
    const active = `${status.active ?? 0} Active${ready === undefined ? '' : ` (${ready} Ready)`}`;
    return [
      ...nameLines(job),
      entry('Selector', selectorText(spec.selector) ?? ''),
      ...metadataLines(job),
      ...optionalEntry('Controlled By', controllerOf(job)),
      ...optionalEntry('Parallelism', spec.parallelism),
      entry('Completions', orUnset(spec.completions)),
      ...optionalEntry('Completion Mode', spec.completionMode),
      ...optionalEntry('Suspend', spec.suspend),
      ...optionalEntry('Backoff Limit', spec.backoffLimit),
      ...optionalEntry('TTL Seconds After Finished', spec.ttlSecondsAfterFinished),
      ...(startTime === undefined ? [] : [entry('Start Time', mailTime(startTime))]),
      ...(completionTime === undefined ? [] : [entry('Completed At', mailTime(completionTime))]),
      ...(startTime === undefined || completionTime === undefined
        ? []
        : [entry('Duration', humanDuration(Date.parse(completionTime) - Date.parse(startTime)))]),
      ...(spec.activeDeadlineSeconds === undefined
        ? []
        : [entry('Active Deadline Seconds', `${spec.activeDeadlineSeconds}s`)]),
      entry('Pods Statuses', `${active} / ${status.succeeded ?? 0} Succeeded / ${status.failed ?? 0} Failed`),
      ...(spec.completionMode === 'Indexed'
        ? [entry('Completed Indexes', indexesText(status.completedIndexes))]
        : []),
      ...templateLines(spec.template),
      ...eventLines(events, now),
    ];
  },
};

export const cronJobDescription: Description = {
  lines: (cronJob: CronJobView, { now, events }) => {
    const { spec = {}, status = {} } = cronJob;
    const job = spec.jobTemplate?.spec ?? {};
    const { startingDeadlineSeconds: deadline } = spec;
    const active = (status.active ?? []).map(({ name }) => name ?? '');
    return [
      ...nameLines(cronJob),
      ...metadataLines(cronJob),
      entry('Schedule', spec.schedule ?? ''),
      entry('Concurrency Policy', spec.concurrencyPolicy ?? ''),
      entry('Suspend', spec.suspend === undefined ? '<unset>' : yesOrNo(spec.suspend)),
      entry('Successful Job History Limit', orUnset(spec.successfulJobsHistoryLimit)),
      entry('Failed Job History Limit', orUnset(spec.failedJobsHistoryLimit)),
      entry('Starting Deadline Seconds', deadline === undefined ? '<unset>' : `${deadline}s`),
      entry('Selector', job.selector === undefined ? '<unset>' : (selectorText(job.selector) ?? '')),
      entry('Parallelism', orUnset(job.parallelism)),
      entry('Completions', orUnset(job.completions)),
      ...(job.activeDeadlineSeconds === undefined
        ? []
        : [entry('Active Deadline Seconds', `${job.activeDeadlineSeconds}s`)]),
      ...templateLines(job.template),
      entry(
        'Last Schedule Time',
        status.lastScheduleTime === undefined ? '<unset>' : mailTime(status.lastScheduleTime),
      ),
      entry('Active Jobs', active.length === 0 ? '<none>' : active.join(', ')),
      ...eventLines(events, now),
    ];
  },
};
