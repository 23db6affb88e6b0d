import { defineCommand } from '../../cli/command-spec.ts';
import { fieldManagerFlag, outputFlags } from '../shared-flags.ts';
import { changeRollouts } from './change-rollouts.ts';
import { objectError, rolloutFlags } from './select-rollouts.ts';

export const command = defineCommand({
  usage: 'pause RESOURCE',
  long: `
Mark the provided resource as paused.

A paused resource is scaled and kept alive, but not rolled out: changes of its template wait. Use "berth rollout resume" to resume a paused resource. Currently only deployments support being paused.`,
  examples: `
# Mark the nginx deployment as paused
# Any current state of the deployment will continue its function; new updates
# to the deployment will not have an effect as long as the deployment is paused
berth rollout pause deployment/nginx`,
  flags: { ...rolloutFlags, ...outputFlags(), ...fieldManagerFlag },
  run: async (invocation, world) => {
    // There is nothing to bring about: a pause is in force once it is written.
    const flags = { ...invocation.flags, wait: false };
    await changeRollouts({ ...invocation, flags }, world, {
      result: 'paused',
      unsupported: 'pausing is not supported',
      make: (deployment) => {
        if (deployment.spec.paused === true) throw objectError(deployment, 'is already paused');
        return { ...deployment, spec: { ...deployment.spec, paused: true } };
      },
    });
    return 0;
  },
});
