import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONTEXT, type DockerContext, type DockerContexts } from '../../model/docker-context.ts';
import { dig } from './dig.ts';
import { configFolderOf, parseJson, readIfThere } from './docker-config.ts';
import { addressOf, contextFolder, contextOf, type EndpointChoice } from './endpoint.ts';

const PRIVATE = 0o600;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const namesIn = async (configFolder: string): Promise<string[]> => {
  const folder = contextFolder(configFolder);
  const entries = await readdir(folder).catch(() => []);
  const names = entries.map((entry) => {
    const path = join(folder, entry, 'meta.json');
    const text = readIfThere(path);
    return text === undefined ? undefined : dig(parseJson(path, text), 'Name');
  });
  return names.filter((name) => typeof name === 'string').sort();
};

/** All else in docker's configuration stays as it is; credentials are among it. */
const writeCurrent = async (configFolder: string, name: string): Promise<void> => {
  const path = join(configFolder, 'config.json');
  const text = readIfThere(path);
  const before = text === undefined ? {} : parseJson(path, text);
  if (!isRecord(before)) throw new Error(`${path} does not hold an object`);
  const { currentContext: _, ...others } = before;
  const after = name === DEFAULT_CONTEXT ? others : { ...others, currentContext: name };
  const mode = await stat(path).then(
    (stats) => stats.mode,
    () => PRIVATE,
  );
  await mkdir(configFolder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(after, undefined, '\t')}\n`, { mode });
  await rename(draft, path);
};

export const createDockerContexts = (env: EndpointChoice['env']): DockerContexts => {
  const choiceOf = (context: string | undefined): EndpointChoice => ({
    env,
    context,
    home: env['HOME'] ?? homedir(),
  });
  const folder = configFolderOf(choiceOf(undefined));

  const contextNamed = (name: string): DockerContext => ({ name, address: addressOf(choiceOf(name)) });

  return {
    list: async () => [DEFAULT_CONTEXT, ...(await namesIn(folder))].map(contextNamed),
    current: async (named) => contextNamed(contextOf(choiceOf(named), folder)),
    use: (name) => writeCurrent(folder, name),
  };
};
