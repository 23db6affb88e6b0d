import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import { ageOf, humanDuration } from '../age.ts';
import { formatSelector } from '../format-labels.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';
import { containerCells, containerColumns, type TemplateView } from './workload-cells.ts';

interface JobView extends Resource {
  readonly spec?: {
    readonly completions?: number | null;
    readonly parallelism?: number | null;
    readonly selector?: LabelSelector;
    readonly template?: TemplateView;
  };
  readonly status?: {
    readonly succeeded?: number;
    readonly startTime?: string | null;
    readonly completionTime?: string | null;
    readonly conditions?: readonly { readonly type: string; readonly status?: string }[];
  };
}

const completions = ({ spec, status }: JobView): string => {
  const succeeded = status?.succeeded ?? 0;
  if (typeof spec?.completions === 'number') return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
};

const duration = ({ status }: JobView, now: number): string => {
  if (!status?.startTime) return '';
  const end = status.completionTime ? Date.parse(status.completionTime) : now;
  return humanDuration(end - Date.parse(status.startTime));
};

const stateOf = ({ metadata, status }: JobView): string => {
  const holds = (type: string): boolean =>
    status?.conditions?.find((condition) => condition.type === type)?.status === 'True';
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (metadata.deletionTimestamp) return 'Terminating';
  if (holds('Suspended')) return 'Suspended';
  return holds('FailureTarget') ? 'FailureTarget' : 'Running';
};

export const jobTable: KindTable = {
  columns: [
    nameColumn,
    column('Status'),
    column('Completions'),
    column('Duration'),
    column('Age'),
    ...containerColumns,
    wide('Selector'),
  ],
  row: (job: JobView, now) => [
    job.metadata.name,
    stateOf(job),
    completions(job),
    duration(job, now),
    ageOf(job.metadata.creationTimestamp, now),
    ...containerCells(job.spec?.template),
    formatSelector(job.spec?.selector),
  ],
};
