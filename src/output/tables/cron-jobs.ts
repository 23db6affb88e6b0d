import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import { ageOf } from '../age.ts';
import { formatSelector } from '../format-labels.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';
import { containerCells, containerColumns, type TemplateView } from './workload-cells.ts';

interface CronJobView extends Resource {
  readonly spec?: {
    readonly schedule?: string;
    readonly timeZone?: string | null;
    readonly suspend?: boolean | null;
    readonly jobTemplate?: {
      readonly spec?: { readonly selector?: LabelSelector; readonly template?: TemplateView };
    };
  };
  readonly status?: { readonly active?: readonly object[]; readonly lastScheduleTime?: string | null };
}

const flagText = (flag: boolean | null | undefined): string => {
  if (flag === null || flag === undefined) return '<unset>';
  return flag ? 'True' : 'False';
};

export const cronJobTable: KindTable = {
  columns: [
    nameColumn,
    column('Schedule'),
    column('Timezone'),
    column('Suspend'),
    column('Active'),
    column('Last Schedule'),
    column('Age'),
    ...containerColumns,
    wide('Selector'),
  ],
  row: ({ metadata, spec, status }: CronJobView, now) => [
    metadata.name,
    spec?.schedule ?? '',
    spec?.timeZone ?? '<none>',
    flagText(spec?.suspend),
    status?.active?.length ?? 0,
    status?.lastScheduleTime ? ageOf(status.lastScheduleTime, now) : '<none>',
    ageOf(metadata.creationTimestamp, now),
    ...containerCells(spec?.jobTemplate?.spec?.template),
    formatSelector(spec?.jobTemplate?.spec?.selector),
  ],
};
