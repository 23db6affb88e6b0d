import { ageOf } from '../age.ts';
import { column, nameColumn, type KindTable } from '../table.ts';

/** For kinds that nothing is known of. */
export const anyKindTable: KindTable = {
  columns: [nameColumn, column('Age')],
  row: ({ metadata }, now) => [metadata.name, ageOf(metadata.creationTimestamp, now)],
};

/** For the few kinds that Kubernetes itself has no table for. */
export const plainTable: KindTable = {
  columns: [nameColumn, column('Created At')],
  row: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? '<unknown>'],
};
