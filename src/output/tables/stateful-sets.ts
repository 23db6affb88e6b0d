import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { column, nameColumn, type KindTable } from '../table.ts';
import { containerCells, containerColumns, type TemplateView } from './workload-cells.ts';

interface StatefulSetView extends Resource {
  readonly spec?: { readonly replicas?: number; readonly template?: TemplateView };
  readonly status?: { readonly readyReplicas?: number };
}

export const statefulSetTable: KindTable = {
  columns: [nameColumn, column('Ready'), column('Age'), ...containerColumns],
  row: ({ metadata, spec, status }: StatefulSetView, now) => [
    metadata.name,
    `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    ageOf(metadata.creationTimestamp, now),
    ...containerCells(spec?.template),
  ],
};
