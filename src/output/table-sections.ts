import { qualifiedSingular, resourceTypeOfKind } from '../model/resource-types.ts';
import type { Resource } from '../model/resource.ts';
import type { TableSection } from './table.ts';
import { tableOfKind } from './tables/table-of-kind.ts';

interface SectionOptions {
  readonly allNamespaces: boolean;
  /** Several types were asked for, even if only one was found. */
  readonly showType: boolean;
}

/** Objects of one kind that follow each other share a table. */
export const tableSections = (
  objects: readonly Resource[],
  { allNamespaces, showType }: SectionOptions,
): readonly TableSection[] => {
  const runs: Resource[][] = [];
  for (const object of objects) {
    const run = runs.at(-1);
    if (run?.[0]?.kind === object.kind) run.push(object);
    else runs.push([object]);
  }
  let withNamespace = false;
  return runs.map((run) => {
    const kind = run[0]?.kind ?? '';
    const type = resourceTypeOfKind(kind);
    // Once a table has that column, those that follow have it too, empty or not.
    withNamespace ||= allNamespaces && type?.namespaced !== false;
    const word = type === undefined ? kind.toLowerCase() : qualifiedSingular(type);
    return {
      table: tableOfKind(kind),
      objects: run,
      withNamespace,
      ...(showType || runs.length > 1 ? { type: word } : {}),
    };
  });
};
