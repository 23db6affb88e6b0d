import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import { ageOf } from '../age.ts';
import { formatLabels, formatSelector } from '../format-labels.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';
import { containerCells, containerColumns, type TemplateView } from './workload-cells.ts';

interface DaemonSetView extends Resource {
  readonly spec?: {
    readonly selector?: LabelSelector;
    readonly template?: TemplateView & { readonly spec?: { readonly nodeSelector?: Record<string, string> } };
  };
  readonly status?: {
    readonly desiredNumberScheduled?: number;
    readonly currentNumberScheduled?: number;
    readonly numberReady?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
  };
}

export const daemonSetTable: KindTable = {
  columns: [
    nameColumn,
    column('Desired'),
    column('Current'),
    column('Ready'),
    column('Up-to-date'),
    column('Available'),
    column('Node Selector'),
    column('Age'),
    ...containerColumns,
    wide('Selector'),
  ],
  row: ({ metadata, spec, status }: DaemonSetView, now) => [
    metadata.name,
    status?.desiredNumberScheduled ?? 0,
    status?.currentNumberScheduled ?? 0,
    status?.numberReady ?? 0,
    status?.updatedNumberScheduled ?? 0,
    status?.numberAvailable ?? 0,
    formatLabels(spec?.template?.spec?.nodeSelector),
    ageOf(metadata.creationTimestamp, now),
    ...containerCells(spec?.template),
    formatSelector(spec?.selector),
  ],
};
