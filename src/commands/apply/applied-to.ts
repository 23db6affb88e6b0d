import { lastAppliedOf } from '../../manifest/merge/last-applied.ts';
import { CliError } from '../../model/cli-error.ts';
import type { Resource } from '../../model/resource.ts';

/** What was last applied to an object; an error where nothing was. */
export const appliedTo = (object: Resource): object => {
  const applied = lastAppliedOf(object);
  if (applied !== undefined) return applied;
  const { name } = object.metadata;
  throw new CliError(
    'noLastApplied',
    `no last-applied-configuration annotation found on resource: ${name}\n`,
  );
};
