import { defineCommand } from '../../cli/command-spec.ts';
import { desiredState, observe } from '../../cluster/observe.ts';
import { CliError } from '../../model/cli-error.ts';
import { type ObjectRef, refOf, type Resource, sameRef } from '../../model/resource.ts';
import { isDeployment } from '../../model/workload.ts';
import { lineProgress } from '../../output/progress.ts';
import { watchedStatus } from '../../planner/rollout-status.ts';
import { converge } from '../../reconcile/converge.ts';
import { otherRevision, type TargetResult, watchedTarget } from '../../reconcile/target.ts';
import type { Runtime } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';
import { interruptedError } from '../bring-about.ts';
import { failureReport } from '../failure-report.ts';
import { failOnMissing } from '../find-objects.ts';
import { kindText, rolloutFlags, sayNothingFound, selectRollouts } from './select-rollouts.ts';
import { proxySettings } from '../proxy-settings.ts';

export const command = defineCommand({
  usage: 'status (TYPE NAME | TYPE/NAME) [flags]',
  long: `
Show the status of the rollout.

By default 'rollout status' will watch the status of the latest rollout until it's done, and drive it on where no other command does. If you don't want to wait for the rollout to finish then you can use --watch=false. Note that if a new rollout starts in-between, then 'rollout status' will continue watching the latest revision. If you want to pin to a specific revision and abort if it is rolled over by another revision, use --revision=N where N is the revision you need to watch for.`,
  examples: `
# Watch the rollout status of a deployment
berth rollout status deployment/nginx`,
  flags: {
    ...rolloutFlags,
    revision: {
      type: 'int',
      description: 'Pin to a specific revision for showing its status. Defaults to 0 (last revision).',
    },
    timeout: {
      type: 'duration',
      description:
        'The length of time to wait before ending watch, zero means never. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h).',
    },
    watch: {
      type: 'bool',
      short: 'w',
      default: true,
      description: "Watch the status of the rollout until it's done.",
    },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags, namespace } = invocation;
    if (flags.revision < 0) {
      throw new CliError('usage', `revision must be a positive integer: ${flags.revision}`);
    }
    const found = await selectRollouts(invocation, world);
    sayNothingFound(found, namespace, world);
    const runtime = await invocation.runtime();
    const show = flags.watch ? watchRollout : showStatus;
    for (const object of found.objects) {
      requireStatus(object);
      await show(runtime, world, refOf(object), flags);
    }
    failOnMissing(found);
    return 0;
  },
});

interface StatusFlags {
  readonly revision: number;
  readonly timeout: number;
}

const requireStatus = (object: Resource): void => {
  if (isDeployment(object)) return;
  throw new CliError('notPossible', `no status viewer has been implemented for ${kindText(object)}`);
};

/** --watch=false: how it stands now. */
const showStatus = async (
  runtime: Runtime,
  { clock, stdout }: World,
  ref: ObjectRef,
  { revision }: StatusFlags,
): Promise<void> => {
  const { records, pods } = await observe(runtime);
  const workload = desiredState(records).workloads.find((candidate) => sameRef(candidate.ref, ref));
  if (workload === undefined || workload.deleted) throw new CliError('deleted', 'object has been deleted');
  const other = otherRevision(revision, workload.revisions);
  if (other !== undefined) throw new CliError('superseded', other);
  const { message, failed } = watchedStatus(workload, { pods, images: new Map() }, clock.now());
  if (failed !== undefined) throw new CliError('notConverged', failed);
  stdout.write(`${message}\n`);
};

const failureOf = async (runtime: Runtime, result: TargetResult): Promise<CliError | undefined> => {
  const { outcome, message, cause } = result;
  const report = [...(cause === undefined ? [] : [cause]), await failureReport(runtime, [result])].join('\n');
  const hint = report === '' ? {} : { hint: report };
  switch (outcome) {
    case 'done':
      return undefined;
    case 'failed':
      return new CliError('notConverged', message, hint);
    case 'timedOut':
      return new CliError('timedOut', 'timed out waiting for the condition', hint);
    case 'superseded':
      return new CliError('superseded', message);
    case 'interrupted':
      return interruptedError(message);
  }
};

/** Says each sentence on stdout as it comes to hold; what is done meanwhile goes to stderr. */
const watchRollout = async (
  runtime: Runtime,
  { clock, env, newHolder, signal, stdout, stderr }: World,
  ref: ObjectRef,
  { revision, timeout }: StatusFlags,
): Promise<void> => {
  const progress = lineProgress((text) => stderr.write(text));
  let said = '';
  const say = (message: string): void => {
    if (message !== said) stdout.write(`${message}\n`);
    said = message;
  };
  const results = await converge({
    runtime,
    clock,
    targets: [watchedTarget(ref, revision)],
    toolsImage: env['BERTH_TOOLS_IMAGE'],
    proxySettings: proxySettings({ env }),
    holder: newHolder(),
    signal,
    deadline: timeout > 0 ? clock.now() + timeout : Number.POSITIVE_INFINITY,
    onEvent: (event) => {
      if (event.type === 'status') say(event.message);
      else progress.onEvent(event);
    },
  });
  for (const result of results) {
    const failure = await failureOf(runtime, result);
    if (failure !== undefined) throw failure;
    say(result.message);
  }
};
