import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import { ageOf } from '../age.ts';
import { formatSelector } from '../format-labels.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';
import { containerCells, containerColumns, type TemplateView } from './workload-cells.ts';

interface ReplicaSetView extends Resource {
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: LabelSelector;
    readonly template?: TemplateView;
  };
  readonly status?: { readonly replicas?: number; readonly readyReplicas?: number };
}

export const replicaSetTable: KindTable = {
  columns: [
    nameColumn,
    column('Desired'),
    column('Current'),
    column('Ready'),
    column('Age'),
    ...containerColumns,
    wide('Selector'),
  ],
  row: ({ metadata, spec, status }: ReplicaSetView, now) => [
    metadata.name,
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    ageOf(metadata.creationTimestamp, now),
    ...containerCells(spec?.template),
    formatSelector(spec?.selector),
  ],
};
