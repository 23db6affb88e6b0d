import { defineCommand } from '../../cli/command-spec.ts';
import { fieldManagerFlag, outputFlags, waitFlags } from '../shared-flags.ts';
import { changeRollouts } from './change-rollouts.ts';
import { objectError, rolloutFlags } from './select-rollouts.ts';

export const command = defineCommand({
  usage: 'resume RESOURCE',
  long: `
Resume a paused resource.

What changed in the template while it was paused is rolled out now, as one revision. Currently only deployments support being resumed.`,
  examples: `
# Resume an already paused deployment
berth rollout resume deployment/nginx`,
  flags: { ...rolloutFlags, ...outputFlags(), ...waitFlags('rollout'), ...fieldManagerFlag },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    await changeRollouts(invocation, world, {
      result: 'resumed',
      unsupported: 'resuming is not supported',
      make: (deployment) => {
        const { paused, ...spec } = deployment.spec;
        if (paused !== true) throw objectError(deployment, 'is not paused');
        return { ...deployment, spec };
      },
    });
    return 0;
  },
});
