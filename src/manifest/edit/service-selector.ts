import { parseLabelQuery } from '../../model/label-query.ts';
import type { Resource } from '../../model/resource.ts';
import { isObject } from '../merge/json.ts';
import { editError } from './edit-error.ts';

/** The Service with another selector, given as `set selector` takes it: `app=web,tier=front`. */
export const setServiceSelector = (resource: Resource, text: string): Resource => {
  if (resource.kind !== 'Service') throw editError('setting a selector is only supported for Services');
  if (text.includes('!=')) throw editError('"!=" is not a valid label selector operator');
  const requirements = parsed(text);
  const unsupported = requirements.filter(({ operator, values }) => operator !== 'In' || values.length !== 1);
  if (unsupported.length > 0) {
    const shown = unsupported.map(
      ({ key, operator, values }) => `{${key} ${operator} [${values.join(' ')}]}`,
    );
    throw editError(`match expression [${shown.join(' ')}] not supported on this object`);
  }
  const selector = Object.fromEntries(requirements.map(({ key, values }) => [key, values[0]]));
  return { ...resource, spec: { ...(isObject(resource.spec) ? resource.spec : {}), selector } };
};

const parsed = (text: string) => {
  try {
    return parseLabelQuery(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw editError(`couldn't parse the selector string ${JSON.stringify(text)}: ${reason}`);
  }
};
