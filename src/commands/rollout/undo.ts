import { defineCommand } from '../../cli/command-spec.ts';
import { CliError } from '../../model/cli-error.ts';
import type { RecordDraft } from '../../model/record.ts';
import type { Resource } from '../../model/resource.ts';
import type { Revision } from '../../model/revision.ts';
import { type Deployment, isDeployment } from '../../model/workload.ts';
import { configReferences } from '../../planner/config-references.ts';
import type { World } from '../../world.ts';
import { changeObjects } from '../change-objects.ts';
import { dryRunOf } from '../dry-run.ts';
import { dryRunFlag, outputFlags, waitFlags } from '../shared-flags.ts';
import { returnedTo, revisionToReturnTo } from './return-to-revision.ts';
import { revisionText } from './revision-text.ts';
import { kindText, rolloutFlags, selectRollouts } from './select-rollouts.ts';

export const command = defineCommand({
  usage: 'undo (TYPE NAME | TYPE/NAME) [flags]',
  long: `
Roll back to a previous rollout.

Pods are made again from the template that they were made from then, under a new revision number. ConfigMaps and Secrets are no part of a revision: they stay as they are now.`,
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
    await changeObjects(await invocation.runtime(), world, {
      found,
      change: (live, { revisions }) => undone(live, revisions, flags.toRevision),
      word: ({ changed, draft }) => {
        if (dryRun === 'client') return draft.revisions.slice(-1).map(revisionText).join('');
        if (dryRun === 'none') sayWhatStays(draft, world);
        return changed
          ? 'rolled back'
          : `skipped rollback (current template already matches revision ${flags.toRevision})`;
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

const undone = (live: Resource, revisions: readonly Revision[], wanted: number): Resource => {
  const deployment = requireRollbacker(live);
  const revision = revisionToReturnTo(deployment.metadata.name, revisions, wanted);
  if (deployment.spec.paused === true) {
    throw new CliError(
      'notPossible',
      "you cannot rollback a paused deployment; resume it first with 'berth rollout resume' and try again",
    );
  }
  return returnedTo(deployment, revision);
};

const sayWhatStays = ({ resource, revisions }: RecordDraft, { stderr }: World): void => {
  if (!revisions.slice(-1).some(({ template }) => configReferences(template.spec).length > 0)) return;
  stderr.write(
    `note: the pods of "${resource.metadata.name}" use ConfigMaps or Secrets. No revision holds them; they are as they are now.\n`,
  );
};
