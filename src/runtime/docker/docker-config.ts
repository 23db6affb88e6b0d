import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RuntimeError } from '../driver.ts';

/** What the docker command keeps in the user's home: contexts, and logins to registries. */

export interface DockerConfigPlace {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

export const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';

export const configFolderOf = ({ env, home }: DockerConfigPlace): string =>
  isSet(env['DOCKER_CONFIG']) ? env['DOCKER_CONFIG'] : join(home, '.docker');

export const configFileIn = (folder: string): string => join(folder, 'config.json');

export const readIfThere = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new RuntimeError('invalid', error instanceof Error ? error.message : String(error));
  }
};

export const parseJson = (path: string, text: Buffer): unknown => {
  try {
    return JSON.parse(text.toString());
  } catch (cause) {
    throw new RuntimeError('invalid', `${path} is not valid JSON`, { cause });
  }
};

/** Undefined where the user has none. */
export const readConfig = (folder: string): unknown => {
  const path = configFileIn(folder);
  const text = readIfThere(path);
  return text === undefined ? undefined : parseJson(path, text);
};
