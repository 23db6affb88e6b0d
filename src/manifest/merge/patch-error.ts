import { CliError } from '../../model/cli-error.ts';
import { goString, goText, goType } from './go-words.ts';
import type { JsonObject } from './json.ts';

/** What is wrong with a patch, in the words of kubectl and the API server. */
export const patchError = (message: string): CliError => new CliError('invalidPatch', message);

export const noMergeKey = (item: JsonObject, key: string): CliError =>
  patchError(`map: ${goText(item)} does not contain declared merge key: ${key}`);

export const notA = (expected: unknown, found: unknown): CliError =>
  patchError(`expected a ${goType(expected)}, but received a ${goType(found)}`);

export const unknownDirective = (directive: unknown, patch: JsonObject): CliError =>
  patchError(`unknown patch type: ${goString(directive)} in map: ${goText(patch)}`);
