import type { Invocation } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import type { World } from '../world.ts';
import { failOnMissing, type FoundObjects, findObjects, type ObjectRequest } from './find-objects.ts';
import { parseResourceArgs, type ResourceArgs, type ResourceTarget } from './resource-args.ts';

/** The flags by which a command is told which objects are meant. */
export interface NamingFlags {
  readonly filename: readonly string[];
  readonly kustomize: string;
  readonly recursive: boolean;
}

interface SelectionFlags extends NamingFlags {
  readonly selector: string;
  readonly fieldSelector?: string;
  readonly all: boolean;
  readonly allNamespaces?: boolean;
}

type NamingInvocation = Pick<Invocation, 'args' | 'namespace' | 'namespaceGiven'> & {
  readonly flags: NamingFlags;
};

type SelectingInvocation = NamingInvocation &
  Pick<Invocation, 'runtime'> & { readonly flags: SelectionFlags };

const targetOf = ({ kind, metadata }: Resource): ResourceTarget[] => {
  const type = resourceTypeOfKind(kind);
  return type === undefined ? [] : [{ type, name: metadata.name, namespace: metadata.namespace ?? '' }];
};

/** What the words of a command name, or its files. Each manifest says its own namespace. */
export const readResourceArgs = async (
  { args, flags, namespace, namespaceGiven }: NamingInvocation,
  world: World,
): Promise<ResourceArgs> => {
  const named = parseResourceArgs(args);
  if (flags.filename.length === 0 && flags.kustomize === '') return named;
  if (named.form !== 'none') {
    throw new CliError(
      'usage',
      'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
    );
  }
  // Only files need a YAML parser and the schema.
  const { readNamedResources } = await import('./read-resources.ts');
  const resources = await readNamedResources({ ...flags, namespace, namespaceGiven }, world);
  return { form: 'files', targets: resources.flatMap(targetOf) };
};

export const needResources = (): CliError =>
  new CliError(
    'usage',
    "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'",
  );

/** The objects that words name, as they are, or those of files, as they stand there. */
export const modelObjects = async (
  invocation: NamingInvocation & Pick<Invocation, 'runtime'>,
  world: World,
): Promise<readonly Resource[]> => {
  const { args, flags, namespace, namespaceGiven } = invocation;
  if (args.length === 0 && (flags.filename.length > 0 || flags.kustomize !== '')) {
    const { readNamedResources } = await import('./read-resources.ts');
    return readNamedResources({ ...flags, namespace, namespaceGiven }, world);
  }
  const found = await selectObjects({ ...invocation, flags: { ...flags, selector: '', all: false } }, world);
  failOnMissing(found);
  return found.objects;
};

/** What the words and flags of a command ask for: by file, by name, by selector, or all of a type. */
export const objectRequest = async (
  invocation: Omit<SelectingInvocation, 'runtime'>,
  world: World,
): Promise<ObjectRequest> => {
  const { flags } = invocation;
  const args = await readResourceArgs(invocation, world);
  if (args.form === 'none') throw needResources();
  if (args.form === 'types' && flags.selector === '' && !flags.all && (flags.fieldSelector ?? '') === '') {
    throw new CliError('usage', 'resource(s) were provided, but no name was specified');
  }
  return {
    args,
    namespace: invocation.namespace,
    allNamespaces: flags.allNamespaces ?? false,
    labels: flags.selector,
    fields: flags.fieldSelector ?? '',
  };
};

/** The objects that the words and flags of a command name. */
export const selectObjects = async (invocation: SelectingInvocation, world: World): Promise<FoundObjects> => {
  const request = await objectRequest(invocation, world);
  return findObjects(await invocation.runtime(), request, world.clock.now());
};
