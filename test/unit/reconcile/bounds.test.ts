import { expect, test } from 'vitest';
import { isActive } from '../../../src/model/pod-counts.ts';
import { replicaBounds } from '../../../src/model/replica-bounds.ts';
import { createTestCluster } from '../../support/cluster.ts';
import { createFaultyRuntime, type Fault } from '../../support/faulty-runtime.ts';
import { forAll, type Random } from '../../support/random.ts';
import { workloadOf } from '../../support/workloads.ts';
import { anyRollingSpec } from '../planner/random-states.ts';

const RELEASES = ['web:2', 'web:2-unready', 'web:2-missing'];

const anyFault = (random: Random): Fault => ({
  kind: 'fails',
  method: random.pick(['createPod', 'startPod', 'stopPod', 'removePod', 'createRecord', 'listPods'] as const),
  nth: random.int(2, 8),
  code: 'failed',
});

/** The planner's own property (planner/properties.test.ts) with the whole loop around it, on a runtime. */
test('available pods never fall below the floor, and pods never exceed the ceiling, on the way to any release', async () => {
  await forAll(40, async (random) => {
    const cluster = createTestCluster();
    const { clock } = cluster;
    const spec = { ...anyRollingSpec(random), replicas: random.int(1, 6), progressDeadlineSeconds: 60 };
    const { floor, ceiling } = replicaBounds(workloadOf([], spec).resource.spec);
    await cluster.run([await cluster.write('web:1', spec)]);

    const faults = random.listOf({ min: 0, max: 3 }, () => anyFault(random));
    const draft = await cluster.write(random.pick(RELEASES), spec);
    const runtime = createFaultyRuntime(cluster.connect(), clock, faults);
    const wrong: string[] = [];
    const looks: Promise<void>[] = [];
    const look = async (): Promise<void> => {
      const active = (await cluster.runtime.listPods()).filter(isActive);
      const serving = active.filter(({ ready }) => ready).length;
      if (serving < floor) wrong.push(`${serving} of at least ${floor} serve`);
      if (active.length > ceiling) wrong.push(`${active.length} of at most ${ceiling} pods`);
    };
    await cluster.run([draft], {
      runtime,
      deadline: clock.now() + 120_000,
      onEvent: () => looks.push(look()),
    });
    await Promise.all(looks);
    expect(looks.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});
