import { CliError } from '../../model/cli-error.ts';
import { toJson } from '../../output/json.ts';
import { toYaml } from '../../output/yaml.ts';

type EditedFormat = 'yaml' | 'json';

/** Reads --output of the commands that open an editor. */
export const editedFormat = (output: string): EditedFormat => {
  if (output === '' || output === 'yaml') return 'yaml';
  if (output === 'json') return 'json';
  throw new CliError('usage', 'The flag --output must be one of yaml|json');
};

/** The objects as they are opened. */
export const textOf = (objects: readonly object[], format: EditedFormat): string => {
  const [only] = objects;
  const shown =
    objects.length === 1 && only !== undefined ? only : { apiVersion: 'v1', kind: 'List', items: objects };
  return format === 'yaml' ? toYaml(shown) : toJson(shown);
};
