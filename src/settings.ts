import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CliError } from './model/cli-error.ts';
import { DEFAULT_CONTEXT, type DockerContext } from './model/docker-context.ts';

/** What berth remembers on this machine: which namespace the user works in, for each Docker context. */

type Env = Readonly<Record<string, string | undefined>>;

const settingsFile = ({ XDG_CONFIG_HOME, HOME }: Env): string | undefined => {
  const folder = XDG_CONFIG_HOME || (HOME ? join(HOME, '.config') : undefined);
  return folder === undefined ? undefined : join(folder, 'berth', 'config.json');
};

/** The default context is another engine whenever DOCKER_HOST says another. */
export const namespaceKey = ({ name, address }: DockerContext): string =>
  name === DEFAULT_CONTEXT ? address : name;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const parse = (path: string, text: string): ReadonlyMap<string, string> => {
  try {
    const settings: unknown = JSON.parse(text);
    const namespaces = isRecord(settings) && isRecord(settings['namespaces']) ? settings['namespaces'] : {};
    return new Map(
      Object.entries(namespaces).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
    );
  } catch (cause) {
    throw new CliError('usage', `${path} is not valid JSON`, { cause });
  }
};

/** By the key of the context. */
export const readNamespaces = (env: Env): ReadonlyMap<string, string> => {
  const path = settingsFile(env);
  if (path === undefined) return new Map();
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // Nothing has been remembered yet.
    return new Map();
  }
  return parse(path, text);
};

/** An empty namespace forgets the one that was remembered. */
export const rememberNamespace = (env: Env, context: DockerContext, namespace: string): void => {
  const path = settingsFile(env);
  if (path === undefined) throw new CliError('usage', 'neither HOME nor XDG_CONFIG_HOME is set');
  const others = [...readNamespaces(env)].filter(([key]) => key !== namespaceKey(context));
  const entries = namespace === '' ? others : [...others, [namespaceKey(context), namespace]];
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  const settings = { namespaces: Object.fromEntries(entries) };
  writeFileSync(draft, `${JSON.stringify(settings, undefined, 2)}\n`);
  renameSync(draft, path);
};
