import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import { ageOf } from '../age.ts';
import { selectorText } from '../format-labels.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';
import { containerCells, containerColumns, type TemplateView } from './workload-cells.ts';

interface DeploymentView extends Resource {
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: LabelSelector;
    readonly template?: TemplateView;
  };
  readonly status?: {
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

export const deploymentTable: KindTable = {
  columns: [
    nameColumn,
    column('Ready'),
    column('Up-to-date'),
    column('Available'),
    column('Age'),
    ...containerColumns,
    wide('Selector'),
  ],
  row: ({ metadata, spec, status }: DeploymentView, now) => [
    metadata.name,
    `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    status?.updatedReplicas ?? 0,
    status?.availableReplicas ?? 0,
    ageOf(metadata.creationTimestamp, now),
    ...containerCells(spec?.template),
    selectorText(spec?.selector) ?? '<invalid>',
  ],
};
