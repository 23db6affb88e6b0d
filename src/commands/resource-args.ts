import { CliError } from '../model/cli-error.ts';
import { findResourceType, resourceTypes, type ResourceType } from '../model/resource-types.ts';

export interface ResourceTarget {
  readonly type: ResourceType;
  readonly name: string;
  /** Where a manifest names the object; else the namespace of the command counts. */
  readonly namespace?: string;
}

/** What the words after a verb name. */
export type ResourceArgs =
  | { readonly form: 'none' }
  /** `pods,deploy`, `all`. */
  | { readonly form: 'types'; readonly types: readonly ResourceType[] }
  /** `pod x y`. */
  | { readonly form: 'names'; readonly targets: readonly ResourceTarget[] }
  /** `pod/x svc/y`; also `pods,svc x`, which kubectl reads as `pods/x svc/x`. */
  | { readonly form: 'slashes'; readonly targets: readonly ResourceTarget[] }
  /** -f and -k: what manifests name. */
  | { readonly form: 'files'; readonly targets: readonly ResourceTarget[] };

const refuse = (message: string): CliError => new CliError('usage', message);

const typeOf = (word: string): ResourceType => {
  const type = findResourceType(word);
  if (type !== undefined) return type;
  const [name = ''] = word.split('.');
  throw new CliError('unknownType', `the server doesn't have a resource type "${name}"`);
};

const splitTypes = (word: string): readonly string[] => [...new Set(word.split(','))];

const typesOf = (words: readonly string[]): readonly ResourceType[] => [
  ...new Set(
    words.flatMap((word) => (word === 'all' ? resourceTypes.filter(({ inAll }) => inAll) : [typeOf(word)])),
  ),
];

const splitTarget = (arg: string): ResourceTarget => {
  const [word = '', name = '', ...more] = arg.split('/');
  if (more.length > 0) {
    throw refuse('arguments in resource/name form may not have more than one slash');
  }
  if (word === '' || name === '' || splitTypes(word).length !== 1) {
    throw refuse('arguments in resource/name form must have a single resource and name');
  }
  return { type: typeOf(word), name };
};

/** `a,b c d` means `a/c a/d b/c b/d`. */
const spreadTypes = (args: readonly string[]): readonly string[] => {
  const [first = '', ...names] = args;
  const words = splitTypes(first);
  if (names.length === 0 || words.length < 2) return args;
  return words.flatMap((word) => names.map((name) => `${word}/${name}`));
};

/** Reads `TYPE [NAME ...]` and `TYPE/NAME ...` as kubectl's resource builder does. */
export const parseResourceArgs = (args: readonly string[]): ResourceArgs => {
  const words = spreadTypes(args);
  const withSlash = words.filter((word) => word.includes('/')).length;
  if (withSlash > 0 && withSlash < words.length) {
    throw refuse(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'berth get resource/<resource_name>' instead of 'berth get resource resource/<resource_name>'",
    );
  }
  if (withSlash > 0) return { form: 'slashes', targets: words.map(splitTarget) };
  const [first, ...names] = words;
  if (first === undefined) return { form: 'none' };
  const types = typesOf(splitTypes(first));
  const [type] = types;
  if (names.length === 0 || type === undefined) return { form: 'types', types };
  if (types.length > 1) throw refuse('you must specify only one resource');
  return { form: 'names', targets: names.map((name) => ({ type, name })) };
};
