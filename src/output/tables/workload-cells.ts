import type { PodTemplate } from '../../model/workload.ts';
import { wide, type Column } from '../table.ts';

/** The fields that the tables of workloads read of a pod template. */
export type TemplateView = { readonly spec?: Partial<PodTemplate['spec']> };

export const containerColumns: readonly Column[] = [wide('Containers'), wide('Images')];

/** The cells of `-o wide`: names and images of a template's containers. */
export const containerCells = (template: TemplateView | null | undefined): readonly [string, string] => {
  const containers = template?.spec?.containers ?? [];
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image).join(',')];
};
