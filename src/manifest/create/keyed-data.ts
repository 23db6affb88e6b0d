import { isUtf8 } from 'node:buffer';
import { checkConfigKey, checkEnvVarName } from '../../model/names.ts';
import { refuse } from './refuse.ts';

/** Where ConfigMaps and Secrets take their keys from, as flags name it. */
export interface DataSources {
  /** `key=value` */
  readonly literals: readonly string[];
  /** `path`, `key=path`, or a folder. */
  readonly files: readonly string[];
  /** Files of lines like `key=value`. */
  readonly envFiles: readonly string[];
}

/** The part of the machine that data is read from. Errors of its functions say why, in Go's words. */
export interface DataReader {
  /** What is in a folder, or undefined where the path is a file. Only plain files count. */
  readonly list: (path: string) => readonly string[] | undefined;
  readonly read: (path: string) => Uint8Array;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How the two kinds word the same complaint. */
export interface DataWords {
  readonly badKey: (key: string, fault: string) => string;
  readonly repeatedKey: (key: string) => string;
  readonly envFileIsFolder: string;
}

type Data = Map<string, Uint8Array>;

const parseLiteral = (source: string): [key: string, value: string] => {
  const equals = source.indexOf('=');
  if (equals < 1) throw refuse(`invalid literal source ${source}, expected key=value`);
  return [source.slice(0, equals), source.slice(equals + 1)];
};

const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';

const parseFile = (source: string): { key: string; path: string; named: boolean } => {
  const parts = source.split('=');
  const [first = '', second = ''] = parts;
  if (parts.length === 1) return { key: baseName(source), path: source, named: false };
  if (parts.length > 2) {
    throw refuse("key names or file paths cannot contain '='");
  }
  if (first === '') throw refuse(`key name for file path ${second} missing`);
  if (second === '') throw refuse(`file path for key name ${first} missing`);
  return { key: first, path: second, named: true };
};

const attempt = <T>(path: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw refuse(`error reading ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** The lines of an env file. A name without a value takes it from the environment. */
const envPairs = (text: string, { env }: DataReader): [string, string][] =>
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, '').trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [key = ''] = line.split('=', 1);
      const fault = checkEnvVarName(key);
      if (fault !== undefined) throw refuse(`${JSON.stringify(key)} is not a valid key name: ${fault}`);
      return [key, line.includes('=') ? line.slice(key.length + 1) : (env[key] ?? '')];
    });

/** All that the sources hold, by key. */
export const readData = (sources: DataSources, words: DataWords, reader: DataReader): Data => {
  if (sources.envFiles.length > 0 && sources.files.length + sources.literals.length > 0) {
    throw refuse('from-env-file cannot be combined with from-file or from-literal');
  }
  const data: Data = new Map();
  const add = (key: string, value: Uint8Array): void => {
    const fault = checkConfigKey(key);
    if (fault !== undefined) throw refuse(words.badKey(key, fault));
    if (data.has(key)) throw refuse(words.repeatedKey(key));
    data.set(key, value);
  };
  const addText = ([key, value]: readonly [string, string]): void => add(key, Buffer.from(value));

  sources.literals.map(parseLiteral).forEach(addText);
  for (const source of sources.files) {
    const { key, path, named } = parseFile(source);
    const entries = attempt(path, () => reader.list(path));
    if (entries === undefined) {
      add(
        key,
        attempt(path, () => reader.read(path)),
      );
      continue;
    }
    if (named) throw refuse('cannot give a key name for a directory path');
    for (const entry of entries) {
      if (checkConfigKey(entry) === undefined) add(entry, reader.read(`${path}/${entry}`));
    }
  }
  for (const path of sources.envFiles) {
    if (attempt(path, () => reader.list(path)) !== undefined) throw refuse(words.envFileIsFolder);
    envPairs(Buffer.from(reader.read(path)).toString(), reader).forEach(addText);
  }
  return data;
};

/** Text stays text; anything else is written in base64. */
export const isText = (value: Uint8Array): boolean => isUtf8(value);

export const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
