import { defineCommand } from '../../cli/command-spec.ts';
import { findRecord, observeSources } from '../../cluster/observe.ts';
import { CliError } from '../../model/cli-error.ts';
import { refKey, refOf, type Resource } from '../../model/resource.ts';
import type { Revision } from '../../model/revision.ts';
import { type Deployment, isDeployment } from '../../model/workload.ts';
import { changeObjects } from '../change-objects.ts';
import { dryRunOf } from '../dry-run.ts';
import { dryRunFlag, outputFlags, waitFlags } from '../shared-flags.ts';
import { presentImages } from './images-of-revision.ts';
import { findRevision, returnedTo, revisionToReturnTo, sayReturn } from './return-to-revision.ts';
import { revisionText } from './revision-text.ts';
import { kindText, rolloutFlags, selectRollouts } from './select-rollouts.ts';

export const command = defineCommand({
  usage: 'undo (TYPE NAME | TYPE/NAME) [flags]',
  long: `
Roll back to a previous rollout.

Pods are made again from the template that they were made from then, under a new revision number, and with the images that they ran then: where the name of one stands for another by now, it is run by its id. ConfigMaps and Secrets are no part of a revision: they stay as they are now.`,
  examples: `
# Roll back to the previous deployment
berth rollout undo deployment/abc

# Roll back to daemonset revision 3
berth rollout undo daemonset/abc --to-revision=3

# Roll back to the previous deployment with dry-run
berth rollout undo --dry-run=server deployment/abc`,
  flags: {
    ...rolloutFlags,
    ...dryRunFlag,
    ...outputFlags(),
    ...waitFlags('rollout'),
    'to-revision': {
      type: 'int',
      description: 'The revision to rollback to. Default to 0 (last revision).',
    },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags } = invocation;
    const dryRun = dryRunOf(flags.dryRun, (text) => world.stderr.write(text));
    const found = await selectRollouts(invocation, world);
    found.objects.forEach(requireRollbacker);
    const runtime = await invocation.runtime();
    const { records } = await observeSources(runtime, { records: ['Deployment'], pods: false });
    const wanted = found.objects.flatMap((object) => {
      const revisions = findRecord(records, refOf(object))?.revisions ?? [];
      return findRevision(revisions, flags.toRevision) ?? [];
    });
    const present = await presentImages(runtime, wanted);
    const returned = new Map<string, Revision>();
    await changeObjects(runtime, world, {
      found,
      change: (live, { revisions }) => {
        const deployment = requireRollbacker(live);
        const revision = revisionToReturnTo(deployment.metadata.name, revisions, flags.toRevision);
        requireRunning(deployment);
        returned.set(refKey(refOf(deployment)), revision);
        return returnedTo(deployment, revision, present);
      },
      word: ({ before, changed, draft }) => {
        if (dryRun === 'client') return draft.revisions.slice(-1).map(revisionText).join('');
        if (!changed) {
          return `skipped rollback (current template already matches revision ${flags.toRevision})`;
        }
        const revision = returned.get(refKey(refOf(before)));
        if (dryRun === 'none' && revision !== undefined) {
          sayReturn(requireRollbacker(before), revision, present, world);
        }
        return 'rolled back';
      },
      flags,
      dryRun,
    });
    return 0;
  },
});

const requireRollbacker = (object: Resource): Deployment => {
  if (isDeployment(object)) return object;
  const kind = JSON.stringify(kindText(object));
  throw new CliError('notPossible', `no rollbacker has been implemented for ${kind}`);
};

const requireRunning = ({ spec }: Deployment): void => {
  if (spec.paused !== true) return;
  throw new CliError(
    'notPossible',
    "you cannot rollback a paused deployment; resume it first with 'berth rollout resume' and try again",
  );
};
