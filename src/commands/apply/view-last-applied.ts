import { defineCommand } from '../../cli/command-spec.ts';
import { usageError } from '../../cli/usage-error.ts';
import { toJson } from '../../output/json.ts';
import { toYaml } from '../../output/yaml.ts';
import { failOnMissing, findObjects } from '../find-objects.ts';
import { needResources, readResourceArgs } from '../select-objects.ts';
import { fileFlags, selectorFlag } from '../shared-flags.ts';
import { appliedTo } from './applied-to.ts';

export const command = defineCommand({
  usage: 'apply view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  long: `
View the latest last-applied-configuration annotations by type/name or file.

The default output will be printed to stdout in YAML format. You can use the -o option to change the output format.`,
  examples: `
# View the last-applied-configuration annotations by type/name in YAML
berth apply view-last-applied deployment/nginx

# View the last-applied-configuration annotations by file in JSON
berth apply view-last-applied -f deploy.yaml -o json`,
  flags: {
    ...fileFlags(
      'Filename, directory, or URL to files that contains the last-applied-configuration annotations',
    ),
    ...selectorFlag,
    all: {
      type: 'bool',
      description: 'Select all resources in the namespace of the specified resource types',
    },
    output: {
      type: 'string',
      short: 'o',
      default: 'yaml',
      description: 'Output format. Must be one of (yaml, json)',
    },
  },
  run: async (invocation, world) => {
    const { flags, namespace } = invocation;
    if (!['yaml', 'json'].includes(flags.output)) {
      const text = `Unexpected -o output mode: ${flags.output}, the flag 'output' must be one of yaml|json`;
      throw usageError(invocation, text);
    }
    const args = await readResourceArgs(invocation, world);
    if (args.form === 'none') throw needResources();
    const request = { args, namespace, allNamespaces: false, labels: flags.selector, fields: '' };
    const found = await findObjects(await invocation.runtime(), request, world.clock.now());
    for (const object of found.objects) {
      const applied = appliedTo(object);
      world.stdout.write(flags.output === 'json' ? toJson(applied) : toYaml(applied));
    }
    failOnMissing(found);
    return 0;
  },
});
