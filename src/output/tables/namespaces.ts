import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { column, nameColumn, type KindTable } from '../table.ts';

interface NamespaceView extends Resource {
  readonly status?: { readonly phase?: string };
}

export const namespaceTable: KindTable = {
  columns: [nameColumn, column('Status'), column('Age')],
  row: ({ metadata, status }: NamespaceView, now) => [
    metadata.name,
    status?.phase ?? '',
    ageOf(metadata.creationTimestamp, now),
  ],
};
