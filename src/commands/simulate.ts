import { observe } from '../cluster/observe.ts';
import type { PlannedStep } from '../model/step.ts';
import { converge } from '../reconcile/converge.ts';
import type { Target, TargetResult } from '../reconcile/target.ts';
import type { Runtime } from '../runtime/driver.ts';
import { createMemoryRuntime } from '../runtime/memory/memory-runtime.ts';
import { createMemoryStore } from '../runtime/memory/memory-store.ts';
import { seedMemoryState } from '../runtime/memory/seed.ts';
import { createVirtualClock } from '../virtual-clock.ts';
import type { World } from '../world.ts';
import { proxySettings } from './proxy-settings.ts';
import { rememberSettings } from './remember-settings.ts';

export interface Simulated {
  /** Every step that would be taken, in order. */
  steps: PlannedStep[];
  results: TargetResult[];
}

/**
 * Plays a change through on a simulation that begins with what is there now, and touches nothing. The loop is the
 * very one that brings real changes about; only its time is virtual.
 */
export const simulate = async (
  runtime: Runtime,
  world: World,
  change: (runtime: Runtime, world: World) => Promise<readonly Target[]>,
): Promise<Simulated> => {
  const { pods, proxies, runtimeRecords } = await observe(runtime);
  const clock = createVirtualClock(world.clock.now());
  const store = createMemoryStore(seedMemoryState(pods, runtimeRecords, proxies));
  const simulated = createMemoryRuntime({ clock, store, machine: () => runtime.machine() });
  await rememberSettings(simulated, { ...world, clock });
  const targets = await change(simulated, { ...world, clock });
  const steps: PlannedStep[] = [];
  const results = await converge({
    runtime: simulated,
    clock,
    targets,
    proxySettings: proxySettings(world),
    holder: world.newHolder(),
    signal: world.signal,
    deadline: Number.POSITIVE_INFINITY,
    onEvent: (event) => {
      if (event.type === 'stepEnded') steps.push(event.planned);
    },
  });
  return { steps, results };
};
