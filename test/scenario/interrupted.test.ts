import { describe, expect, test } from 'vitest';
import type { Runtime } from '../../src/runtime/driver.ts';
import { createMemoryRuntime } from '../../src/runtime/memory/memory-runtime.ts';
import { createFaultyRuntime, type Fault } from '../support/faulty-runtime.ts';
import { createOutsider } from '../support/outsider.ts';
import { forAll, type Random } from '../support/random.ts';
import { openSession, type Session, type Shown } from '../support/session.ts';

/** Commands that are killed at any moment, run side by side, or meet with someone who works by plain docker. */

const web = (image: string, replicas = 3): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: '${image}', ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
`;

interface Engine {
  session: Session;
  /** What the next commands meet with on their way to the engine. */
  faults: (faults: readonly Fault[]) => { died: Promise<void> };
  /** How often each pod was created and removed, by whichever command. */
  created: Map<string, number>;
  removed: Map<string, number>;
}

const openEngine = (): Engine => {
  const created = new Map<string, number>();
  const removed = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  let faults: readonly Fault[] = [];
  let died = (): void => {};

  const session: Session = openSession({
    openRuntime: async () => {
      const { clock, store } = session;
      const inner = createMemoryRuntime({ clock, store });
      const counted: Runtime = {
        ...inner,
        createPod: async (pod) => {
          await inner.createPod(pod);
          count(created, pod.name);
        },
        removePod: async (pod) => {
          await inner.removePod(pod);
          count(removed, pod.name);
        },
      };
      const faulty = createFaultyRuntime(counted, clock, faults);
      void faulty.died.then(() => died());
      return faulty;
    },
  });
  session.write({ 'one.yaml': web('web:1'), 'two.yaml': web('web:2'), 'three.yaml': web('web:3') });
  return {
    session,
    created,
    removed,
    faults: (next) => {
      faults = next;
      return { died: new Promise((resolve) => (died = resolve)) };
    },
  };
};

/** `running web:2` for each pod there is, and the addresses that the proxy of the Service leads to. */
const endOf = async ({ clock, store }: Session) => {
  const runtime = createMemoryRuntime({ clock, store });
  const pods = await runtime.listPods();
  const { proxies = [] } = await store.read();
  const led = proxies.map((proxy) => JSON.stringify(proxy));
  return {
    pods: pods.map(({ state, terminating, spec }) =>
      [terminating ? 'terminating' : state, spec.containers[0]?.image].join(' '),
    ),
    proxies: led.length,
    missed: pods.filter(({ ip }) => !led.every((text) => ip !== undefined && text.includes(ip))).length,
  };
};

const running = (count: number, image: string) => ({
  pods: Array.from({ length: count }, () => `running ${image}`),
  proxies: 1,
  missed: 0,
});

const gone = { pods: [], proxies: 0, missed: 0 };

const expectEachOnce = ({ created, removed }: Engine): void => {
  for (const counts of [created, removed]) {
    expect([...counts].filter(([, times]) => times > 1)).toEqual([]);
  }
};

describe('a command that is killed at any moment is finished by running it again', () => {
  const commands = [
    { line: 'apply -f one.yaml', before: [], end: running(3, 'web:1') },
    { line: 'apply -f two.yaml', before: ['apply -f one.yaml'], end: running(3, 'web:2') },
    { line: 'scale deploy/web --replicas=6', before: ['apply -f one.yaml'], end: running(6, 'web:1') },
    { line: 'scale deploy/web --replicas=1', before: ['apply -f one.yaml'], end: running(1, 'web:1') },
    { line: 'delete -f one.yaml --ignore-not-found', before: ['apply -f one.yaml'], end: gone },
    {
      line: 'delete namespace shop --ignore-not-found',
      before: ['apply -f one.yaml -n shop'],
      end: gone,
    },
  ];

  /** More than any of them makes, so that some are left to end. */
  const MOST_MUTATIONS = 45;

  test('at a hundred moments', async () => {
    await forAll(100, async (random) => {
      const engine = openEngine();
      const { session } = engine;
      const { line, before, end } = random.pick(commands);
      for (const earlier of before) expect((await session.berth(earlier)).code).toBe(0);
      const fault: Fault = { kind: 'dies', nth: random.int(1, MOST_MUTATIONS), after: random.chance() };
      const { died } = engine.faults([fault]);
      await Promise.race([session.berth(line), died]);
      engine.faults([]);
      expect((await session.berth(line)).stderr).not.toContain('error');
      expect(await endOf(session)).toEqual(end);
      expectEachOnce(engine);
    });
  });

  test('though it is killed again and again', async () => {
    await forAll(20, async (random) => {
      const engine = openEngine();
      const { session } = engine;
      await session.berth('apply -f one.yaml');
      for (let round = 0; round < 4; round++) {
        const fault: Fault = { kind: 'dies', nth: random.int(1, 8), after: random.chance() };
        const { died } = engine.faults([fault]);
        await Promise.race([session.berth('apply -f two.yaml'), died]);
      }
      engine.faults([]);
      expect((await session.berth('apply -f two.yaml')).code).toBe(0);
      expect(await endOf(session)).toEqual(running(3, 'web:2'));
      expectEachOnce(engine);
    });
  });
});

describe('of two commands for one workload', () => {
  const superseded = ({ code, stderr }: Shown) =>
    code === 1 && stderr.includes('deployment.apps/web was superseded: a later command has changed it\n');

  const atOnce = async (random: Random, first: string, second: string) => {
    const engine = openEngine();
    const { session } = engine;
    await session.berth('apply -f one.yaml');
    const earlier = session.berth(first);
    await session.clock.sleep(random.int(1, 4_000));
    const later = await session.berth(second);
    return { engine, earlier: await earlier, later };
  };

  test('the later apply wins as a whole, and the earlier says so', async () => {
    await forAll(30, async (random) => {
      const { engine, earlier, later } = await atOnce(random, 'apply -f two.yaml', 'apply -f three.yaml');
      expect(later.code).toBe(0);
      expect(superseded(earlier)).toBe(true);
      expect(await endOf(engine.session)).toEqual(running(3, 'web:3'));
      expectEachOnce(engine);
    });
  });

  test('a scale takes over the rollout of an apply', async () => {
    await forAll(30, async (random) => {
      const scale = 'scale deploy/web --replicas=5';
      const { engine, earlier, later } = await atOnce(random, 'apply -f two.yaml', scale);
      expect(later.code).toBe(0);
      expect(superseded(earlier)).toBe(true);
      expect(await endOf(engine.session)).toEqual(running(5, 'web:2'));
      expectEachOnce(engine);
    });
  });
});

test('whatever others do by plain docker in the middle is made good', async () => {
  await forAll(50, async (random) => {
    const engine = openEngine();
    const { session } = engine;
    await session.berth('apply -f one.yaml');
    const outsider = createOutsider(session);
    const runtime = createMemoryRuntime(session);
    const applied = session.berth('apply -f two.yaml');
    for (let blow = 0; blow < 4; blow++) {
      await session.clock.sleep(random.int(1, 2_000));
      const victims = (await runtime.listPods()).filter(({ terminating }) => !terminating);
      if (victims.length === 0) continue;
      const victim = random.pick(victims);
      await random.pick([
        () => outsider.remove(victim),
        () => outsider.pause(victim),
        () => outsider.stop(victim),
        () => outsider.crash(victim, 1),
      ])();
    }
    await applied;
    // What was hit after the end is made good by the next command.
    expect((await session.berth('rollout status deploy/web')).code).toBe(0);
    expect(await endOf(session)).toEqual(running(3, 'web:2'));
  });
});
