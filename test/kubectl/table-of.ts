import type { Resource } from '../../src/model/resource.ts';
import { tableOfKind } from '../../src/output/tables/table-of-kind.ts';
import type { TableOf } from '../support/api-stand-in.ts';
import { NOW } from './cluster.ts';

/** What an API server would answer to one who asks for a table, with berth's columns and cells in it. */
export const tableOf: TableOf = (objects, wholeObjects) => {
  const table = tableOfKind(objects[0]?.kind ?? '');
  const described = (object: Resource) =>
    wholeObjects
      ? object
      : { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '1' },
    columnDefinitions: table.columns.map(({ name, wide, isName }) => ({
      name,
      type: 'string',
      format: isName ? 'name' : '',
      priority: wide ? 1 : 0,
      description: '',
    })),
    rows: objects.map((object) => ({ cells: table.row(object, NOW), object: described(object) })),
  };
};
