import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';

interface BindingView extends Resource {
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?:
    | readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[]
    | null;
}

const subjectsOf = ({ subjects }: BindingView, kind: string): string =>
  (subjects ?? [])
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace }) => (kind === 'ServiceAccount' ? `${namespace ?? ''}/${name}` : name))
    .join(', ');

/** Role bindings, of a namespace and of the whole cluster. */
export const roleBindingTable: KindTable = {
  columns: [
    nameColumn,
    column('Role'),
    column('Age'),
    wide('Users'),
    wide('Groups'),
    wide('ServiceAccounts'),
  ],
  row: (binding: BindingView, now) => [
    binding.metadata.name,
    `${binding.roleRef?.kind ?? ''}/${binding.roleRef?.name ?? ''}`,
    ageOf(binding.metadata.creationTimestamp, now),
    subjectsOf(binding, 'User'),
    subjectsOf(binding, 'Group'),
    subjectsOf(binding, 'ServiceAccount'),
  ],
};
