import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Flags } from '../../cli/flag-spec.ts';
import type { DataReader, DataSources } from '../../manifest/create/keyed-data.ts';
import type { World } from '../../world.ts';
import { faultOf } from '../read-text-file.ts';

/** The flags by which ConfigMaps and Secrets get their content. */
export const dataFlags = (what: 'configmap' | 'secret') =>
  ({
    'from-env-file': {
      type: 'list',
      description: `Specify the path to a file to read lines of key=val pairs to create a ${what}.`,
    },
    'from-file': {
      type: 'list',
      description: `Key file can be specified using its file path, in which case file basename will be used as ${what} key, or optionally with a key and file path, in which case the given key will be used. Specifying a directory will iterate each named file in the directory whose basename is a valid ${what} key.`,
    },
    'from-literal': {
      type: 'list',
      whole: true,
      description: `Specify a key and literal value to insert in ${what} (i.e. mykey=somevalue)`,
    },
  }) as const satisfies Flags;

export const appendHashFlag = (what: 'configmap' | 'secret') =>
  ({
    'append-hash': { type: 'bool', description: `Append a hash of the ${what} to its name.` },
  }) as const satisfies Flags;

export const dataSources = (flags: {
  readonly fromLiteral: readonly string[];
  readonly fromFile: readonly string[];
  readonly fromEnvFile: readonly string[];
}): DataSources => ({
  literals: flags.fromLiteral,
  files: flags.fromFile,
  envFiles: flags.fromEnvFile,
});

const inGoWords = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    const fault = faultOf(error);
    throw fault === undefined ? error : new Error(fault, { cause: error });
  }
};

export const dataReader = ({ cwd, env }: World): DataReader => ({
  env,
  read: (path) => inGoWords(() => readFileSync(resolve(cwd, path))),
  list: (path) =>
    inGoWords(() => {
      const full = resolve(cwd, path);
      if (!statSync(full).isDirectory()) return undefined;
      return readdirSync(full, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort();
    }),
});
