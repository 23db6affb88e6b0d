import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { CliError } from '../model/cli-error.ts';
import { expandPattern } from './read/expand-pattern.ts';
import { fetchManifest } from './read/fetch-manifest.ts';
import { buildKustomization } from './read/kustomize.ts';
import type { ManifestText } from './parse.ts';

/** What a command line says about where its manifests are. */
export interface ManifestRequest {
  /** Files, folders, http(s) addresses, and `-` for standard input. */
  readonly filename: readonly string[];
  readonly recursive: boolean;
  /** A folder with a kustomization; empty without one. */
  readonly kustomize: string;
}

/** The part of the world that manifests are read from. */
export interface ManifestIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

const extensions = ['.json', '.yaml', '.yml'];

const noFiles = (): CliError => new CliError('noFiles', 'must specify one of -f and -k');

/** The texts that a command names, in kubectl's order. What cannot be read is reported together. */
export const readManifests = async (request: ManifestRequest, io: ManifestIo): Promise<ManifestText[]> => {
  if (request.kustomize !== '') {
    if (request.filename.length > 0) throw new CliError('usage', 'only one of -f or -k can be specified');
    return [await buildKustomization(request.kustomize, io)];
  }
  if (request.filename.length === 0) throw noFiles();
  const texts: ManifestText[] = [];
  const errors: CliError[] = [];
  for (const name of new Set(request.filename)) {
    try {
      texts.push(...(await readName(name, request.recursive, io)));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 1) throw new AggregateError(errors);
  if (errors[0] !== undefined) throw errors[0];
  return texts;
};

const readName = async (name: string, recursive: boolean, io: ManifestIo): Promise<ManifestText[]> => {
  if (name === '-') return [{ file: 'STDIN', text: await readStream(io.stdin) }];
  if (/^https?:\/\//.test(name)) return [await fetchManifest(name, io)];
  if (name === '') {
    throw new CliError('usage', 'one or more files must be specified as -f pod.yaml or --filename=pod.json');
  }
  const texts: ManifestText[] = [];
  for (const path of await expandPattern(name, io.cwd)) texts.push(...(await readPath(path, recursive, io)));
  return texts;
};

export const readStream = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return decode(Buffer.concat(chunks));
};

/** Windows' editors write UTF-16 with a mark at the beginning. */
const decode = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.toString('utf8');
};

const absolute = (path: string, io: ManifestIo): string => (isAbsolute(path) ? path : join(io.cwd, path));

const readPath = async (path: string, recursive: boolean, io: ManifestIo): Promise<ManifestText[]> => {
  const entry = await stat(absolute(path, io)).catch((error: unknown) => {
    throw cannotAccess(path, error);
  });
  if (!entry.isDirectory()) return [await readOne(path, io)];
  const texts = await readFolder(path, recursive, io);
  if (texts.length === 0) {
    throw new CliError(
      'noManifests',
      `error reading [${path}]: recognized file extensions are [${extensions.join(' ')}]`,
    );
  }
  return texts;
};

/** Files and folders in the order of their names, as kubectl walks them. */
const readFolder = async (folder: string, recursive: boolean, io: ManifestIo): Promise<ManifestText[]> => {
  const entries = await readdir(absolute(folder, io), { withFileTypes: true }).catch((error: unknown) => {
    throw cannotAccess(folder, error);
  });
  entries.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  const texts: ManifestText[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (recursive) texts.push(...(await readFolder(path, recursive, io)));
    } else if (extensions.some((extension) => entry.name.endsWith(extension))) {
      texts.push(await readOne(path, io));
    }
  }
  return texts;
};

const readOne = async (path: string, io: ManifestIo): Promise<ManifestText> => {
  try {
    return { file: path, text: decode(await readFile(absolute(path, io))) };
  } catch (error) {
    throw cannotAccess(path, error);
  }
};

const cannotAccess = (path: string, error: unknown): CliError => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return new CliError('noSuchFile', `the path "${path}" does not exist`);
  const reason =
    code === 'EACCES' ? 'permission denied' : error instanceof Error ? error.message : String(error);
  return new CliError('unreadableFile', `the path "${path}" cannot be accessed: ${reason}`, { cause: error });
};
