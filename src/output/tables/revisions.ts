import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { column, nameColumn, type KindTable } from '../table.ts';

interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly controller?: boolean;
}

interface ControllerRevisionView extends Resource {
  readonly metadata: Resource['metadata'] & { readonly ownerReferences?: readonly OwnerReference[] };
  readonly revision?: number;
}

const controllerOf = ({ metadata }: ControllerRevisionView): string => {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (owner === undefined) return '<none>';
  const [group, version] = owner.apiVersion.split('/');
  const type = version === undefined ? owner.kind : `${owner.kind}.${group ?? ''}`;
  return `${type.toLowerCase()}/${owner.name}`;
};

export const controllerRevisionTable: KindTable = {
  columns: [nameColumn, column('Controller'), column('Revision'), column('Age')],
  row: (revision: ControllerRevisionView, now) => [
    revision.metadata.name,
    controllerOf(revision),
    revision.revision ?? 0,
    ageOf(revision.metadata.creationTimestamp, now),
  ],
};
