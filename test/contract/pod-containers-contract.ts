import { describe, expect, test } from 'vitest';
import { containerRef } from '../../src/model/containers.ts';
import { dueOf } from '../../src/model/pod-life.ts';
import type { NewPod, ObservedPod } from '../../src/model/pod.ts';
import type { Container, PodSpec } from '../../src/model/workload.ts';
import type { Runtime } from '../../src/runtime/driver.ts';
import { type ContractHarness, contractScopes } from './harness.ts';
import { asked, findPod, getPod, podWhen } from './pods.ts';

/** Pods of several containers. */
export const podContainersContract = (harness: ContractHarness): void => {
  const { images } = harness;

  const main = (name: string, image = images.forever): Container => ({ name, image });
  const two: PodSpec = { containers: [main('web'), main('log')], terminationGracePeriodSeconds: 30 };
  const prepared: PodSpec = {
    ...two,
    initContainers: [
      { name: 'setup', image: images.succeeds },
      { name: 'mesh', image: images.forever, restartPolicy: 'Always' },
      { name: 'migrate', image: images.succeeds },
    ],
  };

  const statesOf = ({ containers = [] }: ObservedPod): string =>
    containers.map(({ name, state }) => `${name} ${state}`).join(', ');

  /** Starts the pod whenever something of it is due, as converging does. */
  const drive = async (
    runtime: Runtime,
    pod: NewPod,
    isThere: (pod: ObservedPod) => boolean,
  ): Promise<string[]> => {
    const started: string[] = [];
    for (;;) {
      const observed = await podWhen(runtime, pod, (seen) => {
        const { start, stop } = dueOf(seen.spec, seen.containers ?? []);
        return isThere(seen) || start.length + stop.length > 0;
      });
      if (isThere(observed)) return started;
      started.push(dueOf(observed.spec, observed.containers ?? []).start.join(' '));
      await runtime.startPod(observed);
    }
  };

  describe('a pod of several containers', () => {
    const scope = contractScopes(harness);

    test('comes to be as a whole, and is what was asked for', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever, { spec: two });
      await runtime.createPod(pod);
      const created = await getPod(runtime, pod);
      expect(created).toMatchObject({ state: 'created', ready: false });
      expect(statesOf(created)).toBe('web created, log created');
      await runtime.startPod(created);
      const running = await podWhen(runtime, pod, ({ ready }) => ready);
      expect(statesOf(running)).toBe('web running, log running');
      expect(asked(running)).toEqual(pod);
      expect(running.ip).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      expect(new Set(running.containers?.map(({ id }) => id)).size).toBe(2);
    });

    test('may be created again: what an interrupted call left is the pod that was asked for', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = newPod(images.forever, { spec: two });
      await first.createPod(pod);
      const before = await getPod(first, pod);
      await second.createPod(pod);
      expect(await getPod(second, pod)).toEqual(before);
    });

    test('leaves nothing behind where one image is missing', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever, {
        spec: { containers: [main('web'), main('log', images.missing)] },
      });
      await expect(runtime.createPod(pod)).rejects.toMatchObject({ code: 'imageNotFound' });
      expect(await findPod(runtime, pod)).toBeUndefined();
    });

    test('prepares itself step by step, and another client can go on at any of them', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = newPod(images.forever, { spec: prepared });
      await first.createPod(pod);
      expect(await drive(first, pod, ({ containers }) => containers?.[1]?.state === 'running')).toEqual([
        'setup',
        'mesh',
      ]);
      expect(await drive(second, pod, ({ ready }) => ready)).toEqual(['migrate', 'web log']);
      const running = await getPod(first, pod);
      expect(statesOf(running)).toBe('setup exited, mesh running, migrate exited, web running, log running');
      await first.startPod(running);
      expect(await getPod(second, pod)).toEqual(running);
    });

    test('restarts alone what fails, and is not ready as long', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever, {
        spec: { containers: [main('web'), main('bad', images.fails.image)] },
      });
      await runtime.createPod(pod);
      await runtime.startPod(await getPod(runtime, pod));
      const seen = await podWhen(
        runtime,
        pod,
        ({ state, restarts }) => state === 'restarting' && restarts > 0,
      );
      expect(seen).toMatchObject({ ready: false, exitCode: images.fails.code });
      expect(seen.containers).toMatchObject([
        { name: 'web', state: 'running', ready: true, restarts: 0 },
        { name: 'bad', state: 'restarting', ready: false, exitCode: images.fails.code },
      ]);
    });

    test('tries an init container again until it succeeds, unless it is told not to', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const initContainers = [{ name: 'setup', image: images.fails.image }];
      const stubborn = newPod(images.forever, { spec: { ...two, initContainers } });
      await runtime.createPod(stubborn);
      await runtime.startPod(await getPod(runtime, stubborn));
      const seen = await podWhen(runtime, stubborn, ({ containers }) => (containers?.[0]?.restarts ?? 0) > 0);
      expect(seen.restarts).toBe(0);
      const resigned = newPod(images.forever, { spec: { ...two, initContainers, restartPolicy: 'Never' } });
      await runtime.createPod(resigned);
      await runtime.startPod(await getPod(runtime, resigned));
      const ended = await podWhen(runtime, resigned, ({ state }) => state === 'exited');
      expect(ended).toMatchObject({ exitCode: images.fails.code, ready: false });
      expect(statesOf(ended)).toBe('setup exited, web created, log created');
    });

    test('has done its work when its containers have, and its sidecars end with them', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever, {
        spec: {
          initContainers: [{ name: 'mesh', image: images.forever, restartPolicy: 'Always' }],
          containers: [main('job', images.succeeds), main('other', images.succeeds)],
          restartPolicy: 'OnFailure',
        },
      });
      await runtime.createPod(pod);
      await drive(runtime, pod, ({ containers = [] }) => containers.every(({ state }) => state === 'exited'));
      expect(await getPod(runtime, pod)).toMatchObject({ state: 'exited', exitCode: 0, ready: false });
    });

    test('ends as a whole, keeps no container running, and goes without a trace', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever, { spec: prepared });
      await runtime.createPod(pod);
      await drive(runtime, pod, ({ ready }) => ready);
      const running = await getPod(runtime, pod);
      await runtime.retirePod(running);
      expect(await getPod(runtime, pod)).toMatchObject({ terminating: true, state: 'running' });
      await runtime.stopPod(running, 30);
      const stopped = await getPod(runtime, pod);
      expect(stopped.terminating).toBe(true);
      expect(statesOf(stopped)).toBe('setup exited, mesh exited, migrate exited, web exited, log exited');
      await runtime.stopPod(running, 30);
      await runtime.removePod(running);
      await runtime.removePod(running);
      expect(await findPod(runtime, pod)).toBeUndefined();
      await expect(runtime.startPod(running)).rejects.toMatchObject({ code: 'notFound' });
    });

    test('can be ended while it prepares itself', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const initContainers = [main('setup')];
      const pod = newPod(images.forever, { spec: { ...two, initContainers } });
      await runtime.createPod(pod);
      await runtime.startPod(await getPod(runtime, pod));
      const running = await podWhen(runtime, pod, ({ containers }) => containers?.[0]?.state === 'running');
      expect(running).toMatchObject({ state: 'running', ready: false });
      await runtime.stopPod(running, 30);
      expect(await getPod(runtime, pod)).toMatchObject({ state: 'exited', terminating: true });
    });

    test('has a log for each container, and runs commands in each', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever, {
        spec: { containers: [main('web'), main('talk', images.writes)] },
      });
      await runtime.createPod(pod);
      await runtime.startPod(await getPod(runtime, pod));
      const running = await podWhen(runtime, pod, ({ ready }) => ready);
      const logOf = async (name: string): Promise<string> => {
        let text = '';
        for await (const { bytes } of runtime.logs(containerRef(running, name), {}))
          text += new TextDecoder().decode(bytes);
        return text;
      };
      await expect.poll(() => logOf('talk')).toBe('one\ntwo\nthree\n');
      expect(await logOf('web')).toBe('');
      const ran = await runtime.exec(containerRef(running, 'web'), { command: ['true'], stdin: false });
      for await (const _ of ran.output);
      expect(await ran.exitCode()).toBe(0);
    });
  });
};
