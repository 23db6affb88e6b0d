import { describe, expect, test } from 'vitest';
import { type ContractHarness, contractScopes } from './harness.ts';
import { exited, findPod, getPod, launch, launched, podWhen, restarted } from './pods.ts';

/** The code of a process that was killed. */
const KILLED = 137;

export const podEndContract = (harness: ContractHarness): void => {
  const { images } = harness;

  describe('stopping a pod', () => {
    const scope = contractScopes(harness);

    test('asks it to end, and resolves when it has', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      await runtime.stopPod(pod, 30);
      const stopped = await getPod(runtime, pod);
      expect(stopped).toMatchObject({ state: 'exited', ready: false, terminating: true });
      expect(stopped.exitCode).not.toBe(KILLED);
    });

    test.each([0, 1])('ends it by force after a grace period of %i s', async (graceSeconds) => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.ignoresTerm));
      await runtime.stopPod(pod, graceSeconds);
      const stopped = await getPod(runtime, pod);
      expect(stopped).toMatchObject({ state: 'exited', exitCode: KILLED, terminating: true });
    });

    test('marks it for every client while it still runs, and a shorter grace period ends it', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = await launched(first, newPod(images.ignoresTerm));
      const stopping = first.stopPod(pod, 3_000);
      const marked = await podWhen(second, pod, ({ terminating }) => terminating);
      expect(marked).toMatchObject({ id: pod.id, state: 'running', uid: pod.uid, labels: pod.labels });
      await second.stopPod(pod, 0);
      await stopping;
      expect(await getPod(first, pod)).toMatchObject({ state: 'exited', terminating: true });
    });

    test('ends a paused one too', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      await harness.pause(pod);
      await runtime.stopPod(pod, 1);
      expect(await getPod(runtime, pod)).toMatchObject({ state: 'exited', terminating: true });
    });

    test('keeps a pod that always restarts from coming back', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.fails.image);
      await launch(runtime, pod);
      await runtime.stopPod(await podWhen(runtime, pod, restarted), 1);
      expect(await getPod(runtime, pod)).toMatchObject({ state: 'exited', terminating: true });
    });

    test('ends a pod that waits to start again', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.fails.image);
      await launch(runtime, pod);
      // Engines wait longer each time, so that by now the stop can come between.
      const waits = await podWhen(
        runtime,
        pod,
        ({ state, restarts }) => restarts >= 2 && state === 'restarting',
      );
      await runtime.stopPod(waits, 1);
      expect(await getPod(runtime, pod)).toMatchObject({ state: 'exited', terminating: true });
    });

    test('marks a pod that never started', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.createPod(pod);
      await runtime.stopPod(await getPod(runtime, pod), 30);
      expect(await getPod(runtime, pod)).toMatchObject({ terminating: true, ready: false });
    });

    test('marks a pod that ended by itself, and keeps its code', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.fails.image);
      pod.spec.restartPolicy = 'Never';
      await launch(runtime, pod);
      await runtime.stopPod(await podWhen(runtime, pod, exited), 30);
      const { code } = images.fails;
      expect(await getPod(runtime, pod)).toMatchObject({
        state: 'exited',
        terminating: true,
        exitCode: code,
      });
    });

    test('is no error when it has stopped or gone', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      await runtime.stopPod(pod, 30);
      await runtime.stopPod(pod, 30);
      await runtime.removePod(pod);
      await runtime.stopPod(pod, 30);
      expect(await findPod(runtime, pod)).toBeUndefined();
    });

    test('a pod that is retired shows it, and runs on', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      await runtime.retirePod(pod);
      await runtime.retirePod(pod);
      expect(await getPod(await connect(), pod)).toMatchObject({ terminating: true, state: 'running' });
      await runtime.stopPod(pod, 30);
      expect(await getPod(runtime, pod)).toMatchObject({ terminating: true, state: 'exited' });
      await runtime.removePod(pod);
      await runtime.retirePod(pod);
    });

    test('frees the name at the latest when the pod is removed', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      await runtime.stopPod(pod, 30);
      await runtime.removePod(pod);
      const successor = newPod(images.forever, { name: pod.name });
      await runtime.createPod(successor);
      expect(await getPod(runtime, pod)).toMatchObject({ uid: successor.uid, terminating: false });
    });
  });

  describe('removing a pod', () => {
    const scope = contractScopes(harness);

    test('takes it off the list, for every client', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = await launched(first, newPod(images.forever));
      await first.stopPod(pod, 30);
      await first.removePod(pod);
      expect(await findPod(first, pod)).toBeUndefined();
      expect(await findPod(second, pod)).toBeUndefined();
    });

    test('works on a pod that runs, is paused, or never started', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const runs = await launched(runtime, newPod(images.ignoresTerm));
      const paused = await launched(runtime, newPod(images.forever));
      await harness.pause(paused);
      const never = newPod(images.forever);
      await runtime.createPod(never);
      for (const pod of [runs, paused, never]) {
        await runtime.removePod(await getPod(runtime, pod));
        expect(await findPod(runtime, pod)).toBeUndefined();
      }
    });

    test('is no error when it has gone, nor when two clients do it at once', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = await launched(first, newPod(images.forever));
      await Promise.all([first.removePod(pod), second.removePod(pod)]);
      await first.removePod(pod);
      expect(await findPod(first, pod)).toBeUndefined();
    });

    test('ends a stop that is under way', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = await launched(first, newPod(images.ignoresTerm));
      const stopping = first.stopPod(pod, 3_000);
      await podWhen(second, pod, ({ terminating }) => terminating);
      await second.removePod(pod);
      await stopping;
      expect(await findPod(first, pod)).toBeUndefined();
    });

    test('never touches a successor of the same name', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = await launched(runtime, newPod(images.forever));
      await runtime.removePod(pod);
      const successor = await launched(runtime, newPod(images.forever, { name: pod.name }));
      await runtime.stopPod(pod, 0);
      await runtime.removePod(pod);
      expect(successor.id).not.toBe(pod.id);
      expect(await getPod(runtime, successor)).toEqual(successor);
    });
  });
};
