import { userInfo } from 'node:os';
import { defineCommand } from '../../cli/command-spec.ts';
import { CliError } from '../../model/cli-error.ts';
import type { Resource } from '../../model/resource.ts';
import { alignColumns, TABLE_ALIGNMENT } from '../../output/align-columns.ts';
import { objectPrinterFor } from '../../output/printer.ts';
import { textFileReader } from '../read-text-file.ts';
import { outputFlags } from '../shared-flags.ts';

/** The group that may do everything on any Kubernetes. */
const GROUP = 'system:masters';

const nameOfUser = (): string => {
  try {
    return userInfo().username;
  } catch {
    // A user of a container need not be in its passwd.
    return 'unknown';
  }
};

export const command = defineCommand({
  usage: 'whoami',
  long: `
Experimental: Check who you are and your attributes (groups, extra).

You are the user of this machine; whoever reaches the Docker daemon may do everything.`,
  examples: `
# Get your subject attributes
berth auth whoami

# Get your subject attributes in JSON format
berth auth whoami -o json`,
  flags: outputFlags(),
  run: async ({ args, flags }, world) => {
    if (args.length > 0) throw new CliError('usage', `unexpected args: [${args.join(' ')}]`);
    const print = await objectPrinterFor(flags, textFileReader(world));
    const username = nameOfUser();
    const review: Resource = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
      metadata: { name: '' },
      status: { userInfo: { groups: [GROUP], username } },
    };
    const rows = ['ATTRIBUTE\tVALUE', `Username\t${username}`, `Groups\t[${GROUP}]`];
    const text =
      print?.([review], { now: world.clock.now(), shape: 'one' }) ?? alignColumns(rows, TABLE_ALIGNMENT);
    world.stdout.write(text);
    return 0;
  },
});
