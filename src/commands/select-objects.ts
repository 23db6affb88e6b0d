import { usageError } from '../cli/usage-error.ts';
import type { Invocation } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import type { World } from '../world.ts';
import { type FoundObjects, findObjects } from './find-objects.ts';
import { readResources } from './read-resources.ts';
import { parseResourceArgs, type ResourceTarget } from './resource-args.ts';

/** The flags by which a command that changes objects is told which. */
interface SelectionFlags {
  readonly filename: readonly string[];
  readonly kustomize: string;
  readonly recursive: boolean;
  readonly selector: string;
  readonly fieldSelector?: string;
  readonly all: boolean;
  readonly allNamespaces?: boolean;
}

type SelectingInvocation = Pick<
  Invocation,
  'args' | 'commandPath' | 'namespace' | 'namespaceGiven' | 'runtime'
> & { readonly flags: SelectionFlags };

const targetOfResource = ({ kind, metadata }: Resource): ResourceTarget | undefined => {
  const type = resourceTypeOfKind(kind);
  return type === undefined ? undefined : { type, name: metadata.name };
};

/** Of a manifest that only names objects nothing but the names counts. */
const lenient = { validate: 'ignore', strict: false, ignoreUnknownKinds: true };

/** The live objects that manifests name. Each manifest says its own namespace. */
const findNamedInFiles = async (invocation: SelectingInvocation, world: World): Promise<FoundObjects> => {
  const { flags, namespace, namespaceGiven } = invocation;
  const request = { ...flags, namespace, namespaceGiven, ...lenient };
  const resources = await readResources(request, world);
  const runtime = await invocation.runtime();
  const found = await Promise.all(
    resources.map(async (resource) => {
      const target = targetOfResource(resource);
      if (target === undefined) return { objects: [], missing: [] };
      return findObjects(
        runtime,
        {
          args: { form: 'slashes', targets: [target] },
          namespace: resource.metadata.namespace ?? '',
          allNamespaces: false,
          labels: '',
          fields: '',
        },
        world.clock.now(),
      );
    }),
  );
  return {
    objects: found.flatMap(({ objects }) => objects),
    missing: found.flatMap(({ missing }) => missing),
  };
};

/** The objects that the words and flags of a command name: by file, by name, by selector, or all of a type. */
export const selectObjects = async (invocation: SelectingInvocation, world: World): Promise<FoundObjects> => {
  const { flags } = invocation;
  const args = parseResourceArgs(invocation.args);
  if (flags.filename.length > 0 || flags.kustomize !== '') {
    if (args.form !== 'none') {
      throw usageError(
        invocation,
        'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
      );
    }
    return findNamedInFiles(invocation, world);
  }
  if (args.form === 'none') {
    throw new CliError(
      'usage',
      "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'",
    );
  }
  if (args.form === 'types' && flags.selector === '' && !flags.all && (flags.fieldSelector ?? '') === '') {
    throw new CliError('usage', 'resource(s) were provided, but no name was specified');
  }
  return findObjects(
    await invocation.runtime(),
    {
      args,
      namespace: invocation.namespace,
      allNamespaces: flags.allNamespaces ?? false,
      labels: flags.selector,
      fields: flags.fieldSelector ?? '',
    },
    world.clock.now(),
  );
};
