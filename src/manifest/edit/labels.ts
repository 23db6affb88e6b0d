import { labelValueProblems } from '../../model/label-syntax.ts';
import type { Resource } from '../../model/resource.ts';
import { goJson } from '../merge/go-json.ts';
import { editError, editErrors } from './edit-error.ts';
import { overwritten, type PairChanges, withChanges } from './pairs.ts';

/** Reads `tier=web` and `tier-` for `label`. */
export const parseLabelChanges = (pairs: readonly string[]): PairChanges => {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const pair of pairs) {
    const [name = '', value, ...more] = pair.split('=');
    if (value === undefined) {
      if (!pair.endsWith('-')) throw editError(`unknown label spec: ${pair}`);
      remove.push(pair.slice(0, -1));
      continue;
    }
    if (more.length > 0) throw editError(`invalid label spec: ${pair}`);
    const problems = labelValueProblems(value);
    if (problems.length > 0) {
      throw editError(`invalid label value: ${JSON.stringify(pair)}: ${problems.join(';')}`);
    }
    set.set(name, value);
  }
  if (remove.some((name) => set.has(name))) {
    throw editError('can not both modify and remove a label in the same command');
  }
  return { set, remove };
};

/** The resource with its labels changed. Without `overwrite` no label may get another value. */
export const setLabels = (resource: Resource, changes: PairChanges, overwrite: boolean): Resource => {
  const labels = resource.metadata.labels ?? {};
  const conflicts = overwrite ? [] : overwritten(labels, changes);
  if (conflicts.length > 0) {
    throw editErrors(
      conflicts.map(([name, value]) => `'${name}' already has a value (${value}), and --overwrite is false`),
    );
  }
  return { ...resource, metadata: { ...resource.metadata, labels: withChanges(labels, changes) } };
};

/** What `label` says that it did: `unlabeled` where there is less than before, and nothing was to be overwritten. */
export const labelOutcome = (before: Resource, after: Resource, overwrite: boolean): string => {
  const [old, current] = [goJson(before.metadata.labels ?? {}), goJson(after.metadata.labels ?? {})];
  if (current === old) return 'not labeled';
  return !overwrite && current.length < old.length ? 'unlabeled' : 'labeled';
};
