import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import { ageOf } from '../age.ts';
import { formatLabels, formatSelector } from '../format-labels.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';
import { containerCells, containerColumns, type TemplateView } from './workload-cells.ts';

interface ReplicaView extends Resource {
  readonly spec?: { readonly replicas?: number; readonly template?: TemplateView };
  readonly status?: { readonly replicas?: number; readonly readyReplicas?: number };
}

interface Selecting<Selector> extends Resource {
  readonly spec?: { readonly selector?: Selector };
}

/** The two kinds differ in nothing but how they select. */
const replicaTable = (selectorCell: (resource: Resource) => string): KindTable => ({
  columns: [
    nameColumn,
    column('Desired'),
    column('Current'),
    column('Ready'),
    column('Age'),
    ...containerColumns,
    wide('Selector'),
  ],
  row: (resource: ReplicaView, now) => [
    resource.metadata.name,
    resource.spec?.replicas ?? 0,
    resource.status?.replicas ?? 0,
    resource.status?.readyReplicas ?? 0,
    ageOf(resource.metadata.creationTimestamp, now),
    ...containerCells(resource.spec?.template),
    selectorCell(resource),
  ],
});

export const replicaSetTable = replicaTable(({ spec }: Selecting<LabelSelector>) =>
  formatSelector(spec?.selector),
);
export const replicationControllerTable = replicaTable(({ spec }: Selecting<Record<string, string>>) =>
  formatLabels(spec?.selector),
);
