import { parseManifests } from '../manifest/parse.ts';
import { type ValidationOptions, validate } from '../manifest/validate.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';

/** Refuses an object that an API server would refuse, in its words. For what no manifest says as a whole. */
export const checkObject = (object: Resource, level: ValidationOptions['level'] = 'strict'): void => {
  const { documents } = parseManifests([{ file: object.metadata.name, text: JSON.stringify(object) }]);
  const problems = validate(documents, { level, ignoreUnknownKinds: false });
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (errors.length === 0) return;
  const what = errors.length === 1 ? errors.join('') : `[${errors.join(', ')}]`;
  throw new CliError('refused', `The ${object.kind} "${object.metadata.name}" is invalid: ${what}`);
};
