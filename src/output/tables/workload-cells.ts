import type { PodTemplate } from '../../model/workload.ts';

/** The fields that the tables of workloads read of a pod template. */
export type TemplateView = { readonly spec?: Partial<PodTemplate['spec']> };

/** The cells of `-o wide`: names and images of a template's containers. */
export const containerCells = (template: TemplateView | undefined): readonly [string, string] => {
  const containers = template?.spec?.containers ?? [];
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image).join(',')];
};
