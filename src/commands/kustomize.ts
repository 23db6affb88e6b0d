import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineCommand } from '../cli/command-spec.ts';
import { buildKustomization } from '../manifest/read/kustomize.ts';
import { CliError } from '../model/cli-error.ts';

export const command = defineCommand({
  usage: 'kustomize DIR [flags]',
  long: `
Build a set of KRM resources using a 'kustomization.yaml' file. The DIR argument must be a path to a directory containing 'kustomization.yaml', or a git repository URL with a path suffix specifying same with respect to the repository root. If DIR is omitted, '.' is assumed.

kubectl builds it, or kustomize, whichever is installed.`,
  examples: `
# Build the current working directory
berth kustomize

# Build some shared configuration directory
berth kustomize /home/config/production`,
  flags: {
    'enable-helm': { type: 'bool', description: 'Enable use of the Helm chart inflator generator.' },
    'load-restrictor': {
      type: 'string',
      default: 'LoadRestrictionsRootOnly',
      description:
        "if set to 'LoadRestrictionsNone', local kustomizations may load files from outside their root. This does, however, break the relocatability of the kustomization.",
    },
    output: { type: 'string', short: 'o', description: 'If specified, write output to this path.' },
  },
  run: async ({ args, flags }, world) => {
    const [folder = '.', ...more] = args;
    if (more.length > 0) throw new CliError('usage', 'specify one path to kustomization.yaml');
    const { text } = await buildKustomization(folder, world, [
      `--load-restrictor=${flags.loadRestrictor}`,
      ...(flags.enableHelm ? ['--enable-helm'] : []),
    ]);
    if (flags.output === '') world.stdout.write(text);
    else await writeFile(resolve(world.cwd, flags.output), text);
    return 0;
  },
});
