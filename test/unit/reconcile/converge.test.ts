import { describe, expect, test } from 'vitest';
import type { Runtime } from '../../../src/runtime/driver.ts';
import { createFaultyRuntime, type Fault } from '../../support/faulty-runtime.ts';
import { createTestCluster } from '../../support/cluster.ts';
import { templateOf } from '../../support/workloads.ts';

const outcomes = (results: { outcome: string }[]): string[] => results.map(({ outcome }) => outcome);

describe('converge', () => {
  test('brings up as many pods as there are replicas', async () => {
    const cluster = createTestCluster();
    const results = await cluster.run([await cluster.write('web:1')]);
    expect(results).toMatchObject([{ outcome: 'done', message: 'deployment "web" successfully rolled out' }]);
    expect(await cluster.pods()).toEqual(['running web:1', 'running web:1', 'running web:1']);
  });

  test('does nothing to what is as it should be', async () => {
    const cluster = createTestCluster();
    await cluster.run([await cluster.write('web:1')]);
    cluster.events.length = 0;
    const before = (await cluster.store.read()).revision;
    expect(outcomes(await cluster.run([await cluster.write('web:1')]))).toEqual(['done']);
    expect(cluster.events.filter(({ type }) => type === 'stepStarted')).toEqual([]);
    // The write itself, and nothing after it: not even a lease.
    expect((await cluster.store.read()).revision).toBe(before + 1);
  });

  test('replaces every pod when the template changes, and never has too few', async () => {
    const cluster = createTestCluster();
    await cluster.run([await cluster.write('web:1')]);
    const looks: Promise<number>[] = [];
    const serving = async (): Promise<number> =>
      (await cluster.runtime.listPods()).filter(({ ready, terminating }) => ready && !terminating).length;
    const results = await cluster.run([await cluster.write('web:2')], {
      onEvent: () => looks.push(serving()),
    });
    expect(outcomes(results)).toEqual(['done']);
    expect(Math.min(...(await Promise.all(looks)))).toBe(3);
    expect(await cluster.pods()).toEqual(['running web:2', 'running web:2', 'running web:2']);
  });

  test('removes the pods of what was deleted, and then the wait is over', async () => {
    const cluster = createTestCluster();
    await cluster.run([await cluster.write('web:1')]);
    expect(outcomes(await cluster.run([await cluster.markDeleted()]))).toEqual(['done']);
    expect(await cluster.pods()).toEqual([]);
  });

  test('a bad image leaves the old pods serving, and says why', async () => {
    const cluster = createTestCluster();
    await cluster.run([await cluster.write('web:1')]);
    const draft = await cluster.write('web:missing', { progressDeadlineSeconds: 60 });
    const [result] = await cluster.run([draft]);
    expect(result).toMatchObject({
      outcome: 'failed',
      message: 'deployment "web" exceeded its progress deadline',
    });
    expect(result?.cause).toContain('web:missing');
    const running = ['running web:1', 'running web:1', 'running web:1'];
    expect(await cluster.pods()).toEqual([...running, 'waiting web:missing']);
  });

  test('a later command supersedes an earlier one, which says so', async () => {
    const cluster = createTestCluster();
    const earlier = cluster.run([await cluster.write('web:1')]);
    const later = cluster.run([await cluster.write('web:2')], { runtime: cluster.connect() });
    expect(outcomes(await earlier)).toEqual(['superseded']);
    expect(outcomes(await later)).toEqual(['done']);
    expect(await cluster.pods()).toEqual(['running web:2', 'running web:2', 'running web:2']);
  });

  test('two commands for one state make each pod once', async () => {
    const cluster = createTestCluster();
    const draft = await cluster.write('web:1');
    const both = await Promise.all([
      cluster.run([draft]),
      cluster.run([draft], { runtime: cluster.connect() }),
    ]);
    expect(both.flat().map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect(await cluster.pods()).toHaveLength(3);
    const created = cluster.events.filter(
      (event) => event.type === 'stepEnded' && event.planned.step.kind === 'createPod',
    );
    expect(created).toHaveLength(3);
  });

  test('an interrupted run ends at once and the next one goes on from there', async () => {
    const cluster = createTestCluster();
    const draft = await cluster.write('web:1', { replicas: 10 });
    const stop = new AbortController();
    const interrupted = await cluster.run([draft], {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'stepEnded' && event.planned.step.kind === 'createPod') stop.abort();
      },
    });
    expect(outcomes(interrupted)).toEqual(['interrupted']);
    const begun = (await cluster.pods()).filter((pod) => !pod.startsWith('waiting'));
    expect(begun.length).toBeGreaterThan(0);
    expect(begun.length).toBeLessThan(10);
    expect(outcomes(await cluster.run([draft]))).toEqual(['done']);
    expect(await cluster.pods()).toHaveLength(10);
  });

  test('gives up at the deadline, and says how far it came', async () => {
    const cluster = createTestCluster();
    const draft = await cluster.write('web:unready');
    const [result] = await cluster.run([draft], { deadline: cluster.clock.now() + 30_000 });
    expect(result).toMatchObject({
      outcome: 'timedOut',
      message: 'Waiting for deployment "web" rollout to finish: 0 of 3 updated replicas are available...',
    });
  });

  test('a command that died holding the lease holds up the next one for seconds only', async () => {
    const cluster = createTestCluster();
    const draft = await cluster.write('web:1');
    const expiresAt = cluster.clock.now() + 10_000;
    await cluster.runtime.createRecord({
      kind: 'Lease',
      key: 'default/deployment.web',
      version: 1,
      body: JSON.stringify({ holder: 'someone who died', expiresAt }),
    });
    expect(outcomes(await cluster.run([draft]))).toEqual(['done']);
    expect(cluster.events.some(({ type }) => type === 'leaseWait')).toBe(true);
    expect(cluster.clock.now()).toBeLessThan(expiresAt + 5_000);
  });

  test('says nothing of what another command is busy with and nobody named here', async () => {
    const cluster = createTestCluster();
    await cluster.write('web:1');
    await cluster.runtime.createRecord({
      kind: 'Lease',
      key: 'default/deployment.web',
      version: 1,
      body: JSON.stringify({ holder: 'someone else', expiresAt: cluster.clock.now() + 3_600_000 }),
    });
    const metadata = { namespace: 'default', name: 'alone' };
    const spec = { containers: [{ name: 'main', image: 'alone:1' }] };
    const pod = await cluster.writeObject({ apiVersion: 'v1', kind: 'Pod', metadata, spec });
    expect(outcomes(await cluster.run([pod]))).toEqual(['done']);
    expect(cluster.events.filter(({ type }) => type === 'leaseWait')).toEqual([]);
  });

  test('does what is due for others, and says nothing of it', async () => {
    const cluster = createTestCluster();
    const metadata = { namespace: 'default', name: 'other' };
    const spec = { selector: { app: 'other' }, ports: [{ port: 80 }] };
    await cluster.writeObject({ apiVersion: 'v1', kind: 'Service', metadata, spec });
    const web = await cluster.write('web:1');
    expect(outcomes(await cluster.run([web]))).toEqual(['done']);
    expect(await cluster.runtime.listProxies()).toHaveLength(1);
    const told = cluster.events.flatMap((event) => ('planned' in event ? [event.planned.workload.name] : []));
    expect(new Set(told)).toEqual(new Set(['web']));
  });

  test('what a Secret was missing for is up when the Secret is done, however slow the engine lists', async () => {
    const cluster = createTestCluster();
    const { runtime, clock } = cluster;
    const template = templateOf('web:1', { envFrom: [{ secretRef: { name: 'keys' } }] });
    const web = await cluster.write('web:1', { template, replicas: 1 });
    await cluster.run([web], { deadline: clock.now() + 1_000 });
    expect(await cluster.pods()).toEqual(['waiting web:1']);

    await runtime.pullImage('web:1', () => {});
    const metadata = { namespace: 'default', name: 'keys' };
    const secret = await cluster.writeObject({ apiVersion: 'v1', kind: 'Secret', metadata });
    // The pod is made while a list without it is on its way.
    const slow: Runtime = {
      ...runtime,
      listPods: async () => {
        const pods = await runtime.listPods();
        await clock.sleep(1_000);
        return pods;
      },
      createPod: async (pod, config) => {
        await clock.sleep(500);
        await runtime.createPod(pod, config);
      },
    };
    expect(outcomes(await cluster.run([secret], { runtime: slow }))).toEqual(['done']);
    expect(await cluster.pods()).toEqual(['running web:1']);
  });

  test('a command that is known to have died holds up nobody', async () => {
    const cluster = createTestCluster();
    const draft = await cluster.write('web:1');
    const expiresAt = cluster.clock.now() + 3_600_000;
    await cluster.runtime.createRecord({
      kind: 'Lease',
      key: 'default/deployment.web',
      version: 1,
      body: JSON.stringify({ holder: 'someone who died', expiresAt }),
    });
    const holder = { name: 'someone else', isGone: (name: string) => name === 'someone who died' };
    expect(outcomes(await cluster.run([draft], { holder }))).toEqual(['done']);
    expect(cluster.events.some(({ type }) => type === 'leaseWait')).toBe(false);
    expect(cluster.clock.now()).toBeLessThan(expiresAt);
  });
});

describe('an engine that answers nonsense for a while, as one that shuts down does', () => {
  const rollout = async (...faults: readonly Fault[]) => {
    const cluster = createTestCluster();
    await cluster.run([await cluster.write('web:1')]);
    const draft = await cluster.write('web:2');
    const runtime = createFaultyRuntime(cluster.runtime, cluster.clock, faults);
    return { cluster, outcome: outcomes(await cluster.run([draft], { runtime })) };
  };

  const nth = (method: 'createRecord' | 'listPods' | 'listRecords' | 'watch', nth: number): Fault => ({
    kind: 'fails',
    method,
    nth,
    code: 'failed',
  });

  test.each<[string, Fault]>([
    ['the lease', nth('createRecord', 1)],
    ['the list of pods', nth('listPods', 3)],
    ['the list of records', nth('listRecords', 3)],
    ['the watch', nth('watch', 1)],
  ])('holds a rollout up only, where it is about %s', async (_, fault) => {
    const { cluster, outcome } = await rollout(fault);
    expect(outcome).toEqual(['done']);
    expect(await cluster.pods()).toEqual(['running web:2', 'running web:2', 'running web:2']);
  });

  test('ends a command that it does so to for ever', async () => {
    await expect(rollout({ kind: 'fails', method: 'createRecord', code: 'failed' })).rejects.toMatchObject({
      code: 'failed',
    });
  });

  test('a pod that it fails to remove keeps nobody waiting', async () => {
    const { cluster, outcome } = await rollout({ kind: 'fails', method: 'removePod', code: 'failed' });
    expect(outcome).toEqual(['done']);
    expect((await cluster.pods()).filter((pod) => pod.startsWith('running'))).toEqual([
      'running web:2',
      'running web:2',
      'running web:2',
    ]);
  });
});
