import { defineCommand } from '../../cli/command-spec.ts';
import { CliError } from '../../model/cli-error.ts';
import { findResourceType } from '../../model/resource-types.ts';
import { alignColumns, TABLE_ALIGNMENT } from '../../output/align-columns.ts';

const RULES = [
  ['*.*', '[]', '[]', '[*]'],
  ['', '[*]', '[]', '[*]'],
];

export const command = defineCommand({
  usage: 'can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
  long: `
Check whether an action is allowed.

VERB is a logical Kubernetes API verb like 'get', 'list', 'watch', 'delete', etc. TYPE is a Kubernetes resource. Shortcuts and groups will be resolved. NONRESOURCEURL is a partial URL that starts with "/". NAME is the name of a particular Kubernetes resource.

Whoever reaches the Docker daemon may do everything, so the answer is yes.`,
  examples: `
# Check to see if I can create pods in any namespace
berth auth can-i create pods --all-namespaces

# Check to see if I can list deployments in my current namespace
berth auth can-i list deployments.apps

# List all allowed actions in namespace "foo"
berth auth can-i --list --namespace=foo`,
  flags: {
    'all-namespaces': {
      type: 'bool',
      short: 'A',
      description: 'If true, check the specified action in all namespaces.',
    },
    list: { type: 'bool', description: 'If true, prints all allowed actions.' },
    'no-headers': { type: 'bool', description: 'If true, prints allowed actions without headers' },
    quiet: {
      type: 'bool',
      short: 'q',
      description: 'If true, suppress output and just return the exit code.',
    },
    subresource: { type: 'string', description: 'SubResource such as pod/log or deployment/scale' },
  },
  run: async ({ args, flags }, { stdout, stderr }) => {
    if (flags.list) {
      if (args.length > 0) throw new CliError('usage', 'list option must be specified with no arguments');
      const headers = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
      const lines = [...(flags.noHeaders ? [] : [headers]), ...RULES].map((cells) => cells.join('\t'));
      stdout.write(alignColumns(lines, TABLE_ALIGNMENT));
      return 0;
    }
    const [verb, resource = '', ...more] = args;
    if (verb === undefined || args.length < 2 || more.length > 0) {
      throw new CliError(
        'usage',
        'you must specify two arguments: verb resource or verb resource/resourceName.',
        { hint: "See 'berth auth can-i -h' for help and examples." },
      );
    }
    const [type = ''] = resource.split('/');
    if (type !== '' && type !== '*' && findResourceType(type) === undefined) {
      stderr.write(`Warning: the server doesn't have a resource type '${type}'\n\n`);
    }
    if (!flags.quiet) stdout.write('yes\n');
    return 0;
  },
});
