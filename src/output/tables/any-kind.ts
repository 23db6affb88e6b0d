import { ageOf } from '../age.ts';
import { column, nameColumn, type KindTable } from '../table.ts';

/** For kinds that have no table of their own. */
export const anyKindTable: KindTable = {
  columns: [nameColumn, column('Age')],
  row: ({ metadata }, now) => [metadata.name, ageOf(metadata.creationTimestamp, now)],
};
