import { CliError } from '../../model/cli-error.ts';

/** What a word of `cp` names: a file here, or one of a pod. */
export interface FileSpec {
  /** Undefined for a file of this machine. */
  readonly pod: string | undefined;
  readonly namespace: string | undefined;
  readonly path: string;
}

const withoutLastSlash = (path: string): string =>
  path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;

/** `foo`, `pod:/foo`, `namespace/pod:/foo`. */
export const parseFileSpec = (word: string): FileSpec => {
  const colon = word.indexOf(':');
  if (colon < 0) return { pod: undefined, namespace: undefined, path: withoutLastSlash(word) };
  const names = word.slice(0, colon).split('/');
  if (colon === 0 || names.length > 2) {
    throw new CliError('usage', 'filespec must match the canonical format: [[namespace/]pod:]file/path');
  }
  const path = withoutLastSlash(word.slice(colon + 1).replaceAll('\\', '/'));
  const [first = '', second] = names;
  return second === undefined
    ? { pod: first, namespace: undefined, path }
    : { pod: second, namespace: first, path };
};
