import { defineCommand } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { resourceTypes } from '../model/resource-types.ts';

export const command = defineCommand({
  usage: 'api-versions',
  long: 'Print the supported API versions on the server, in the form of "group/version".',
  examples: `
# Print the supported API versions
berth api-versions`,
  flags: {},
  run: async (invocation, world) => {
    const { args } = invocation;
    if (args.length > 0) throw usageError(invocation, `unexpected arguments: [${args.join(' ')}]`);
    const versions = new Set(resourceTypes.map(({ apiVersion }) => apiVersion));
    for (const version of [...versions].sort()) world.stdout.write(`${version}\n`);
    return 0;
  },
});
