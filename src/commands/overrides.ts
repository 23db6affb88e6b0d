import type { Flags } from '../cli/flag-spec.ts';
import { jsonMergePatch } from '../manifest/merge/json-merge-patch.ts';
import { jsonPatch } from '../manifest/merge/json-patch.ts';
import { requireResource } from '../manifest/merge/patched-resource.ts';
import { strategicMergePatch } from '../manifest/merge/strategic-merge.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';

/** --overrides: what a user writes over an object that a command has made. */

export const overrideFlags = {
  'override-type': {
    type: 'string',
    default: 'merge',
    description: 'The method used to override the generated object: json, merge, or strategic.',
  },
  overrides: {
    type: 'string',
    description:
      'An inline JSON override for the generated object. If this is non-empty, it is used to override the generated object. Requires that the object supply a valid apiVersion field.',
  },
} as const satisfies Flags;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError('usage', 'Invalid JSON Patch', { cause: error });
  }
};

export const overridden = (
  object: Resource,
  { overrides, overrideType }: { readonly overrides: string; readonly overrideType: string },
): Resource => {
  if (!['json', 'merge', 'strategic'].includes(overrideType)) {
    throw new CliError('usage', `invalid override type: ${overrideType}`);
  }
  if (overrides === '') return object;
  const patch = parse(overrides);
  if (overrideType === 'json') return requireResource(jsonPatch(object, patch));
  return requireResource(
    overrideType === 'merge' ? jsonMergePatch(object, patch) : strategicMergePatch(object, object, patch),
  );
};
