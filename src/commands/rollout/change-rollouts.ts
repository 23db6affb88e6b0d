import type { Deployment } from '../../model/workload.ts';
import type { PrintFlags } from '../../output/printer.ts';
import type { World } from '../../world.ts';
import { changeObjects } from '../change-objects.ts';
import {
  requireDeployment,
  type RolloutInvocation,
  sayNothingFound,
  selectRollouts,
} from './select-rollouts.ts';

interface RolloutChange {
  /** `restarted`. */
  result: string;
  /** `restarting is not supported`. */
  unsupported: string;
  make: (deployment: Deployment) => Deployment;
}

/** Makes one change to each Deployment that the words of a command name. */
export const changeRollouts = async (
  invocation: RolloutInvocation & {
    readonly flags: PrintFlags & { readonly wait?: boolean; readonly timeout?: number };
  },
  world: World,
  { result, unsupported, make }: RolloutChange,
): Promise<void> => {
  const found = await selectRollouts(invocation, world);
  sayNothingFound(found, invocation.namespace, world);
  // ReplicaSets are shown but not stored, so what cannot be changed has to be told before.
  for (const object of found.objects) requireDeployment(object, unsupported);
  await changeObjects(await invocation.runtime(), world, {
    found,
    change: (live) => make(requireDeployment(live, unsupported)),
    word: () => result,
    flags: invocation.flags,
    dryRun: 'none',
  });
};
