import { CliError } from '../../model/cli-error.ts';
import { findResourceType, resourceTypes, type ResourceType } from '../../model/resource-types.ts';

export interface ExplainedSubject {
  readonly type: ResourceType;
  readonly path: readonly string[];
}

/** Reads `deployments.spec.template`. The group may stand behind the plural: `deployments.apps.spec`. */
export const explainedSubject = (word: string, withGroup: boolean): ExplainedSubject => {
  const [name = '', ...rest] = word.replace(/\.$/, '').split('.');
  const type = findResourceType(name);
  if (type === undefined) throw new CliError('refused', `the server doesn't have a resource type "${name}"`);
  if (rest.includes('')) {
    throw new CliError('usage', 'invalid jsonpath syntax, first node must be field node');
  }
  const group = type.group.split('.');
  const named = withGroup && name === type.plural && group.every((part, index) => rest[index] === part);
  return { type, path: named ? rest.slice(group.length) : rest };
};

/** Refuses a version that berth does not have the type in. */
export const checkVersion = ({ plural, apiVersion }: ResourceType, wanted: string): void => {
  if (wanted === apiVersion) return;
  if (wanted.split('/').length > 2) {
    throw new CliError('usage', `unexpected GroupVersion string: ${wanted}`);
  }
  const named = `${wanted.includes('/') ? wanted : `/${wanted}`}, Resource=${plural}`;
  const isKnown = resourceTypes.some((type) => type.apiVersion === wanted);
  throw new CliError(
    'usage',
    isKnown ? `GVR (${named}) not found in OpenAPI schema` : `couldn't find resource for "${named}"`,
  );
};
