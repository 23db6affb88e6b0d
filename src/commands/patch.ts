import { parse as parseYaml, YAMLParseError } from 'yaml';
import { defineCommand } from '../cli/command-spec.ts';
import { jsonMergePatch } from '../manifest/merge/json-merge-patch.ts';
import { jsonPatch } from '../manifest/merge/json-patch.ts';
import { requireResource } from '../manifest/merge/patched-resource.ts';
import { strategicMergePatch } from '../manifest/merge/strategic-merge.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import type { World } from '../world.ts';
import type { ObjectChange } from './change-objects.ts';
import { checkEdit, editObjects } from './edit-objects.ts';
import { textFileReader } from './read-text-file.ts';
import type { ResultWord } from './outcome.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, outputFlags, waitFlags } from './shared-flags.ts';

export const command = defineCommand({
  usage: 'patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  long: `
Update fields of a resource using strategic merge patch, a JSON merge patch, or a JSON patch.

JSON and YAML formats are accepted.

Patch brings the change about and waits until it is done. Use --wait=false to store it and return at once.`,
  examples: `
# Change a container's image; spec.template.spec.containers[*].name is required because it's a merge key
berth patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:2"}]}}}}'

# Set the size of a deployment, specifying the patch as YAML
berth patch deployment web -p $'spec:\\n replicas: 2'

# Update a container's image using a JSON patch with positional arrays
berth patch deployment web --type='json' -p='[{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value":"web:2"}]'

# Patch the content of a file and print it, without touching anything
berth patch -f web.yaml --local -p '{"spec":{"replicas":2}}' -o yaml`,
  flags: {
    ...fileFlags('Filename, directory, or URL to files identifying the resource to update'),
    ...outputFlags(),
    ...dryRunFlag,
    ...fieldManagerFlag,
    ...waitFlags('patch'),
    local: {
      type: 'bool',
      description: 'If true, patch will operate on the content of the file, not the live resource.',
    },
    patch: {
      type: 'string',
      short: 'p',
      description: 'The patch to be applied to the resource JSON file.',
    },
    'patch-file': {
      type: 'string',
      description: 'A file containing a patch to be applied to the resource.',
    },
    type: {
      type: 'string',
      default: 'strategic',
      description: 'The type of patch being provided; one of [json merge strategic]',
    },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags } = invocation;
    checkEdit({ ...flags, all: false });
    const patch = patchOf(flags.type);
    if (flags.patch !== '' && flags.patchFile !== '') {
      throw new CliError('usage', 'cannot specify --patch and --patch-file together');
    }
    if (flags.patch === '' && flags.patchFile === '') {
      throw new CliError(
        'usage',
        'must specify --patch or --patch-file containing the contents of the patch',
      );
    }
    if (flags.local && invocation.args.length > 0) {
      throw new CliError('usage', 'cannot specify --local and server resources');
    }
    const text = flags.patch === '' ? readPatch(flags.patchFile, world) : flags.patch;
    const content = parsePatch(text);
    const change: ObjectChange = (live) => requireResource(patch(live, content));
    await editObjects(
      { ...invocation, flags: { ...flags, all: false } },
      { resources: invocation.args, change, word },
      world,
    );
    return 0;
  },
});

const readPatch = (file: string, world: World): string => {
  try {
    return textFileReader(world)(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError('usage', `unable to read patch file: ${reason}`, { cause: error });
  }
};

type Patch = (original: Resource, content: unknown) => ReturnType<typeof jsonPatch>;

const patches: Readonly<Record<string, Patch>> = {
  json: jsonPatch,
  merge: jsonMergePatch,
  strategic: (original, content) => strategicMergePatch(original, original, content),
};

const patchOf = (type: string): Patch => {
  const patch = patches[type];
  if (patch !== undefined) return patch;
  throw new CliError('usage', `--type must be one of [json merge strategic], not "${type}"`);
};

const parsePatch = (text: string): unknown => {
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const [reason = ''] = error.message.split('\n');
    throw new CliError('usage', `unable to parse ${JSON.stringify(text)}: yaml: ${reason}`, { cause: error });
  }
};

const word: ResultWord = ({ changed }) => (changed ? 'patched' : 'patched (no change)');
