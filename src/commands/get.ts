import { defineCommand, type Invocation } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { CliError } from '../model/cli-error.ts';
import { printerFor } from '../output/printer.ts';
import type { World } from '../world.ts';
import { failOnMissing, findObjects, type ObjectRequest, requestedTypes } from './find-objects.ts';
import { textFileReader } from './read-text-file.ts';
import { readResourceArgs } from './select-objects.ts';
import {
  acrossNamespacesFlag,
  chunkSizeFlag,
  fieldSelectorFlag,
  fileFlags,
  outputFlags,
  selectorFlag,
} from './shared-flags.ts';
import { withinRequestTime } from './request-time.ts';
import { printChanges } from './watch-objects.ts';

const noType =
  'You must specify the type of resource to get. Use "berth api-resources" for a complete list of supported resources.\n\n';

/** An empty table is a sentence, so that nobody takes it for a table that was lost. */
const sayNothingFound = ({ args, namespace, allNamespaces }: ObjectRequest, { stderr }: World): void => {
  const inNamespace = !allNamespaces && requestedTypes(args).every(({ namespaced }) => namespaced);
  stderr.write(inNamespace ? `No resources found in ${namespace} namespace.\n` : 'No resources found\n');
};

export const command = defineCommand({
  usage:
    'get [(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]',
  long: `
Display one or many resources.

Prints a table of the most important information about the specified resources. You can filter the list using a label selector and the --selector flag. If the desired resource type is namespaced you will only see results in the current namespace if you don't specify any namespace.

By specifying the output as 'template' and providing a Go template as the value of the --template flag, you can filter the attributes of the fetched resources.

Use "berth api-resources" for a complete list of supported resources.`,
  examples: `
# List all pods in ps output format
berth get pods

# List all pods in ps output format with more information (such as IP addresses)
berth get pods -o wide

# List a single deployment with specified NAME in ps output format
berth get deployment web

# List deployments in JSON output format, in the "v1" version of the "apps" API group
berth get deployments.v1.apps -o json

# List a single pod in JSON output format
berth get -o json pod web-pod-13je7

# List what web.yaml describes, in JSON output format
berth get -f web.yaml -o json

# List resources from a directory with kustomization.yaml - e.g. dir/kustomization.yaml
berth get -k dir/

# Return only the phase value of the specified pod
berth get -o template pod/web-pod-13je7 --template={{.status.phase}}

# List resource information in custom columns
berth get pod test-pod -o custom-columns=CONTAINER:.spec.containers[0].name,IMAGE:.spec.containers[0].image

# List all deployments and services together in ps output format
berth get deployments,services

# List one or more resources by their type and names
berth get deploy/web service/frontend pods/web-pod-13je7

# List all deployments in namespace 'backend'
berth get deployments.apps --namespace backend

# List all pods existing in all namespaces
berth get pods --all-namespaces`,
  flags: {
    ...fileFlags('Filename, directory, or URL to files identifying the resource to get from a server.'),
    ...selectorFlag,
    ...fieldSelectorFlag,
    ...outputFlags('custom-columns', 'custom-columns-file', 'wide'),
    ...acrossNamespacesFlag,
    ...chunkSizeFlag,
    'ignore-not-found': {
      type: 'bool',
      description: 'If the requested object does not exist the command will return exit code 0.',
    },
    'label-columns': {
      type: 'list',
      short: 'L',
      description:
        'Accepts a comma separated list of labels that are going to be presented as columns. Names are case-sensitive. You can also use multiple flag options like -L label1 -L label2...',
    },
    'no-headers': {
      type: 'bool',
      description:
        "When using the default or custom-column output format, don't print headers (default print headers).",
    },
    raw: {
      type: 'string',
      description:
        'Raw URI to request from the server: what an API server would answer to /version, /healthz, /apis and the paths of objects.',
    },
    'server-print': {
      type: 'bool',
      default: true,
      hidden: true,
      description: 'If true, have the server return the appropriate table output.',
    },
    'show-kind': {
      type: 'bool',
      description: 'If present, list the resource type for the requested object(s).',
    },
    'show-labels': {
      type: 'bool',
      description: 'When printing, show all labels as the last column (default hide labels column)',
    },
    watch: {
      type: 'bool',
      short: 'w',
      description: 'After listing/getting the requested object, watch for changes.',
    },
    'watch-only': {
      type: 'bool',
      description: 'Watch for changes to the requested object(s), without listing/getting first.',
    },
    'sort-by': {
      type: 'string',
      description:
        "If non-empty, sort list types using this field specification. The field specification is expressed as a JSONPath expression (e.g. '{.metadata.name}'). The field in the API resource specified by this JSONPath expression must be an integer or a string.",
    },
  },
  run: async (invocation, world) => {
    const { flags } = invocation;
    if (flags.raw !== '') return getRaw(invocation, flags, world);
    const args = await readResourceArgs(invocation, world);
    if (args.form === 'none') {
      world.stderr.write(noType);
      throw usageError(
        invocation,
        'Required resource not specified.\nUse "berth explain <resource>" for a detailed description of that resource (e.g. berth explain pods).',
      );
    }
    const readFile = textFileReader(world);
    const print = await printerFor(flags, readFile);
    const request = {
      args,
      namespace: invocation.namespace,
      allNamespaces: flags.allNamespaces,
      labels: flags.selector,
      fields: flags.fieldSelector,
      isWhole: !['', 'wide', 'name'].includes(flags.output) || flags.template !== '',
    };
    const runtime = await invocation.runtime();
    if (flags.watch || flags.watchOnly) {
      const printMore = await printerFor({ ...flags, noHeaders: true, sortBy: '' }, readFile);
      await withinRequestTime(invocation, world, (world) =>
        printChanges(runtime, request, { ...flags, print, printMore }, world),
      );
      return 0;
    }
    const now = world.clock.now();
    const found = await findObjects(runtime, request, now);
    const { objects } = found;
    const askedForOne = args.form !== 'types' && args.targets.length === 1;
    const isTable = (flags.output === '' && flags.template === '') || flags.output === 'wide';
    if (objects.length > 0 || (!isTable && !askedForOne && !flags.ignoreNotFound)) {
      world.stdout.write(
        print(objects, {
          now,
          shape: askedForOne ? 'one' : 'list',
          allNamespaces: flags.allNamespaces,
          showType: flags.showKind || requestedTypes(args).length > 1,
        }),
      );
    } else if (isTable && !flags.ignoreNotFound && found.missing.length === 0) {
      sayNothingFound(request, world);
    }
    if (!flags.ignoreNotFound) failOnMissing(found);
    return 0;
  },
});

interface RawFlags {
  readonly raw: string;
  readonly output: string;
  readonly watch: boolean;
  readonly watchOnly: boolean;
  readonly selector: string;
}

const getRaw = async (
  invocation: Pick<Invocation, 'args' | 'runtime'>,
  { raw, output, watch, watchOnly, selector }: RawFlags,
  world: World,
): Promise<number> => {
  if (output !== '') throw new CliError('usage', '--raw and --output are mutually exclusive');
  if (invocation.args.length > 0) {
    throw new CliError('usage', 'arguments may not be passed when --raw is specified');
  }
  if (watch || watchOnly || selector !== '') {
    throw new CliError(
      'usage',
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  }
  if (!raw.startsWith('/')) {
    const reason = `parse ${JSON.stringify(raw)}: invalid URI for request`;
    throw new CliError('usage', `--raw must be a valid URL path: ${reason}`);
  }
  const { rawAnswer } = await import('./get/raw.ts');
  world.stdout.write(await rawAnswer(await invocation.runtime(), raw, world.clock.now()));
  return 0;
};
