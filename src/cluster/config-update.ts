import { canonicalJson } from '../model/canonical-json.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';

/** What may change in a ConfigMap or Secret that is there. */

const RULE = 'field is immutable when `immutable` is set';

const differs = (before: Resource, after: Resource, field: string): boolean =>
  canonicalJson(before[field] ?? {}) !== canonicalJson(after[field] ?? {});

/** What a Secret is without a type of its own. */
const typeOf = ({ type = 'Opaque' }: Resource & { type?: unknown }): string => JSON.stringify(type);

const faults = (before: Resource, after: Resource): string[] => {
  const type = typeOf(after);
  const isOtherType = after.kind === 'Secret' && type !== typeOf(before);
  const fixed = before['immutable'] === true ? ['data', 'binaryData'] : [];
  return [
    ...(isOtherType ? [`type: Invalid value: ${type}: field is immutable`] : []),
    ...(before['immutable'] === true && after['immutable'] !== true ? [`immutable: Forbidden: ${RULE}`] : []),
    ...fixed.filter((field) => differs(before, after, field)).map((field) => `${field}: Forbidden: ${RULE}`),
  ];
};

/** Throws in the API server's words where what is not to change would. */
export const checkConfigUpdate = (before: Resource, after: Resource): void => {
  if (after.kind !== 'ConfigMap' && after.kind !== 'Secret') return;
  const found = faults(before, after);
  if (found.length === 0) return;
  const what = found.length === 1 ? found.join('') : `[${found.join(', ')}]`;
  throw new CliError('refused', `The ${after.kind} "${after.metadata.name}" is invalid: ${what}`, {
    hint: 'Delete it and apply again, or give what changes another name.',
  });
};
