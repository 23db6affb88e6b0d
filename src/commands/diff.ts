import { defineCommand } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import { fieldManagerFlag, fileFlags, selectorFlag } from './shared-flags.ts';

export const command = defineCommand({
  usage: 'diff -f FILENAME',
  long: `
Diff configurations specified by file name or stdin between the current online configuration, and the configuration as it would be if applied.

The output is always YAML.

KUBECTL_EXTERNAL_DIFF environment variable can be used to select your own diff command. Users can use external commands with params too, example: KUBECTL_EXTERNAL_DIFF="colordiff -N -u"

By default, berth writes a unified diff itself.

Exit status: 0 No differences were found. 1 Differences were found. >1 berth or diff failed with an error.

Note: KUBECTL_EXTERNAL_DIFF, if used, is expected to follow that convention.`,
  examples: `
# Diff resources included in web.yaml
berth diff -f web.yaml

# Diff file read from stdin
cat web.yaml | berth diff -f -`,
  flags: {
    ...fileFlags('Filename, directory, or URL to files contains the configuration to diff'),
    ...selectorFlag,
    ...fieldManagerFlag,
    concurrency: {
      type: 'int',
      default: 1,
      hidden: true,
      description: 'Number of objects to process in parallel when diffing against the live version.',
    },
    'force-conflicts': {
      type: 'bool',
      hidden: true,
      description: 'If true, server-side apply will force the changes against conflicts.',
    },
    prune: {
      type: 'bool',
      description:
        'Include resources that would be deleted by pruning. Can be used with -l and default shows all resources would be pruned',
    },
    'prune-allowlist': {
      type: 'list',
      description: 'Overwrite the default allowlist with <group/version/kind> for --prune',
    },
    'server-side': {
      type: 'bool',
      hidden: true,
      warning: 'berth always merges on the client',
      description: 'If true, apply runs in the server instead of the client.',
    },
    'show-managed-fields': {
      type: 'bool',
      hidden: true,
      description: 'If true, include managed fields in the diff.',
    },
  },
  /** kubectl's diff ends with 1 where there are differences, so its own failures are greater. */
  errorExitCode: 2,
  run: () => Promise.reject(new CliError('notImplemented', 'berth cannot diff yet')),
});
