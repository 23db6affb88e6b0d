import { defineCommand } from '../../cli/command-spec.ts';
import { replicaSetObjects } from '../../cluster/objects/replica-set.ts';
import { findRecord, observeSources } from '../../cluster/observe.ts';
import { CliError } from '../../model/cli-error.ts';
import type { StoredRecord } from '../../model/record.ts';
import { refOf, type Resource, sameRef } from '../../model/resource.ts';
import { resourceName } from '../../model/resource-types.ts';
import type { Revision } from '../../model/revision.ts';
import { type Deployment, isDeployment } from '../../model/workload.ts';
import { alignColumns } from '../../output/align-columns.ts';
import { objectPrinterFor } from '../../output/printer.ts';
import { failOnMissing } from '../find-objects.ts';
import { textFileReader } from '../read-text-file.ts';
import { outputFlags } from '../shared-flags.ts';
import { revisionText } from './revision-text.ts';
import { kindText, rolloutFlags, selectRollouts } from './select-rollouts.ts';

export const command = defineCommand({
  usage: 'history (TYPE NAME | TYPE/NAME) [flags]',
  long: 'View previous rollout revisions and configurations.',
  examples: `
# View the rollout history of a deployment
berth rollout history deployment/abc

# View the details of daemonset revision 3
berth rollout history daemonset/abc --revision=3`,
  flags: {
    ...rolloutFlags,
    ...outputFlags(),
    revision: {
      type: 'int',
      description: 'See the details, including podTemplate of the revision specified',
    },
  },
  run: async (invocation, world) => {
    const { flags } = invocation;
    if (flags.revision < 0) {
      throw new CliError('usage', `revision must be a positive integer: ${flags.revision}`);
    }
    const found = await selectRollouts(invocation, world);
    const now = world.clock.now();
    const { records, pods } = await observeSources(await invocation.runtime(), {
      records: ['Deployment'],
      pods: true,
    });
    const print = await objectPrinterFor(flags, textFileReader(world));
    for (const object of found.objects) {
      const ref = refOf(object);
      const history = historyOf(object, findRecord(records, ref));
      if (print === undefined) {
        world.stdout.write(historyText(history, flags.revision));
        continue;
      }
      const own = pods.filter(({ owner }) => owner !== undefined && sameRef(owner, ref));
      const objects = chosen(history, replicaSetObjects(history, own, now), flags.revision);
      world.stdout.write(print(objects, { now, shape: objects.length === 1 ? 'one' : 'each' }));
    }
    failOnMissing(found);
    return 0;
  },
});

type History = StoredRecord & { resource: Deployment };

const historyOf = (object: Resource, record: StoredRecord | undefined): History => {
  if (record !== undefined && isDeployment(record.resource)) return { ...record, resource: record.resource };
  const kind = JSON.stringify(kindText(object));
  throw new CliError('notPossible', `no history viewer has been implemented for ${kind}`);
};

/** What belongs to the wanted revision, or to all where it is 0. `things` are in the order of the revisions. */
const chosen = <T>({ revisions }: History, things: readonly T[], wanted: number): T[] => {
  const of = things.filter((_, index) => wanted === 0 || revisions[index]?.number === wanted);
  if (of.length > 0 || wanted === 0) return of;
  throw new CliError('noRevision', 'unable to find the specified revision');
};

const row = ({ number, changeCause = '<none>' }: Revision): string => `${number}\t${changeCause}`;

const historyText = (history: History, wanted: number): string => {
  const name = resourceName(history.resource);
  if (history.revisions.length === 0) return `${name} \nNo rollout history found.\n`;
  const revisions = chosen(history, history.revisions, wanted);
  if (wanted > 0) return `${name} with revision #${wanted}\n${revisions.map(revisionText).join('')}\n`;
  const table = alignColumns(['REVISION\tCHANGE-CAUSE', ...revisions.map(row)], { minWidth: 0, padding: 2 });
  return `${name} \n${table}\n`;
};
