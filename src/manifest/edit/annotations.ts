import { CHANGE_CAUSE } from '../../model/labels.ts';
import type { Resource } from '../../model/resource.ts';
import { editError } from './edit-error.ts';
import { overwritten, type PairChanges, parsePairs, withChanges } from './pairs.ts';

/** Reads `note=x` and `note-` for `annotate`. */
export const parseAnnotationChanges = (pairs: readonly string[]): PairChanges => {
  const changes = parsePairs(pairs, 'annotation', { removal: true });
  const both = changes.remove.filter((name) => changes.set.has(name));
  if (both.length > 0) {
    throw editError(
      `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    );
  }
  return changes;
};

/** The resource with its annotations changed. Without `overwrite` no annotation may get another value. */
export const setAnnotations = (resource: Resource, changes: PairChanges, overwrite: boolean): Resource => {
  const annotations = resource.metadata.annotations ?? {};
  const conflicts = overwritten(annotations, changes).filter(([name]) => name !== CHANGE_CAUSE);
  if (!overwrite && conflicts.length > 0) {
    const found = conflicts.map(([name, value]) => `'${name}' already has a value (${value})`);
    throw editError(
      `--overwrite is false but found the following declared annotation(s): ${found.join('; ')}`,
    );
  }
  return {
    ...resource,
    metadata: { ...resource.metadata, annotations: withChanges(annotations, changes) },
  };
};
