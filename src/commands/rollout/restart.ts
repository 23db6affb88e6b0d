import { defineCommand } from '../../cli/command-spec.ts';
import { CliError } from '../../model/cli-error.ts';
import { RESTARTED_AT } from '../../model/labels.ts';
import { timestamp } from '../../model/timestamp.ts';
import type { Deployment } from '../../model/workload.ts';
import { fieldManagerFlag, outputFlags, waitFlags } from '../shared-flags.ts';
import { changeRollouts } from './change-rollouts.ts';
import { objectError, rolloutFlags } from './select-rollouts.ts';

export const command = defineCommand({
  usage: 'restart RESOURCE',
  long: `
Restart a resource.

Resource rollout will be restarted.`,
  examples: `
# Restart all deployments in the test-namespace namespace
berth rollout restart deployment -n test-namespace

# Restart a deployment
berth rollout restart deployment/nginx

# Restart a daemon set
berth rollout restart daemonset/abc

# Restart deployments with the app=nginx label
berth rollout restart deployment --selector=app=nginx`,
  flags: { ...rolloutFlags, ...outputFlags(), ...waitFlags('rollout'), ...fieldManagerFlag },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const now = timestamp(world.clock.now());
    await changeRollouts(invocation, world, {
      result: 'restarted',
      unsupported: 'restarting is not supported',
      make: (deployment) => restartedAt(deployment, now),
    });
    return 0;
  },
});

/** Another annotation makes another template, so every pod is replaced by the rules of a rollout. */
const restartedAt = (deployment: Deployment, now: string): Deployment => {
  const { spec, metadata } = deployment;
  if (spec.paused === true) {
    throw objectError(deployment, "can't restart paused deployment (run rollout resume first)");
  }
  const annotations = spec.template.metadata?.annotations ?? {};
  if (annotations[RESTARTED_AT] === now) {
    throw new CliError(
      'notPossible',
      `failed to create patch for ${metadata.name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
    );
  }
  const template = {
    ...spec.template,
    metadata: { ...spec.template.metadata, annotations: { ...annotations, [RESTARTED_AT]: now } },
  };
  return { ...deployment, spec: { ...spec, template } };
};
