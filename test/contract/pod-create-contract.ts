import { describe, expect, test } from 'vitest';
import { type ContractHarness, contractScopes } from './harness.ts';
import { asked, findPod, getPod, launched } from './pods.ts';

export const podCreateContract = (harness: ContractHarness): void => {
  const { images } = harness;

  describe('creating a pod', () => {
    const scope = contractScopes(harness);

    test('makes a pod that has not started', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.createPod(pod);
      const observed = await getPod(runtime, pod);
      expect(observed).toMatchObject({ state: 'created', ready: false, terminating: false, restarts: 0 });
      expect(observed.startedAt).toBeUndefined();
      expect(observed.createdAt).toBeGreaterThan(0);
      expect(observed.id).not.toBe('');
    });

    test('is seen by another client at once', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = newPod(images.forever);
      await first.createPod(pod);
      expect(await getPod(second, pod)).toEqual(await getPod(first, pod));
    });

    test('gives back exactly what was asked for', async () => {
      const { connect, newPod, namespace } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever, {
        labels: { app: 'web', 'example.com/tier': 'front-end', empty: '' },
        annotations: {
          'example.com/note': 'grün 東京 🚢\n"quoted" \\ back\tslash $HOME %s',
          empty: '',
          large: 'x'.repeat(200_000),
        },
        owner: { kind: 'Deployment', namespace, name: 'web' },
        container: {
          env: [
            { name: 'GREETING', value: 'Grüße, 世界 🚢' },
            { name: 'EMPTY', value: '' },
          ],
          ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
        },
      });
      await runtime.createPod(pod);
      expect(asked(await getPod(runtime, pod))).toEqual(pod);
    });

    test('keeps the fields of a spec that berth does not act on', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const plain = newPod(images.forever);
      const pod = { ...plain, spec: { ...plain.spec, 'x-unknown': { deep: [1, null, true, { a: '' }] } } };
      await runtime.createPod(pod);
      expect(asked(await getPod(runtime, pod))).toEqual(pod);
    });

    test('gives back a pod without labels, annotations and owner as it is', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever, { labels: {}, annotations: {} });
      await runtime.createPod(pod);
      expect(asked(await getPod(runtime, pod))).toEqual(pod);
    });

    test('is not moved by what the caller does to its data afterwards', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      const before = structuredClone(pod);
      await runtime.createPod(pod);
      pod.spec.containers = [];
      const observed = await getPod(runtime, pod);
      observed.spec.containers = [];
      expect(asked(await getPod(runtime, pod))).toEqual(before);
    });

    test('fails with conflict where a pod of that name exists, and leaves that one alone', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const before = await launched(runtime, newPod(images.forever));
      const rival = newPod(images.forever, { name: before.name, labels: { app: 'rival' } });
      await expect(runtime.createPod(rival)).rejects.toMatchObject({
        name: 'RuntimeError',
        code: 'conflict',
      });
      expect(await getPod(runtime, before)).toEqual(before);
    });

    test('may be done again: what an interrupted call left is the pod that was asked for', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = newPod(images.forever);
      await first.createPod(pod);
      const before = await getPod(first, pod);
      await second.createPod(pod);
      expect(await getPod(second, pod)).toEqual(before);
    });

    test('allows equal names in different namespaces', async () => {
      const [one, other] = [scope(), scope()];
      const runtime = await one.connect();
      const pod = one.newPod(images.forever);
      const namesake = other.newPod(images.forever, { name: pod.name });
      await runtime.createPod(pod);
      await runtime.createPod(namesake);
      const [a, b] = [await getPod(runtime, pod), await getPod(runtime, namesake)];
      expect(a.id).not.toBe(b.id);
    });

    test('tells namespaces and names apart that read alike when joined', async () => {
      const { connect, newPod, namespace } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever, { name: 'a-b' });
      const lookalike = newPod(images.forever, { namespace: `${namespace}-a`, name: 'b' });
      await runtime.createPod(pod);
      await runtime.createPod(lookalike);
      await runtime.removePod(await getPod(runtime, lookalike));
      expect(await findPod(runtime, pod)).toBeDefined();
    });

    test('lets exactly one of several racing clients have the name', async () => {
      const { connect, newPod } = scope();
      const clients = await Promise.all(Array.from({ length: 4 }, connect));
      const { name } = newPod(images.forever);
      const outcomes = await Promise.allSettled(
        clients.map((client) => client.createPod(newPod(images.forever, { name }))),
      );
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(refused.map((error: { code: string }) => error.code)).toEqual([
        'conflict',
        'conflict',
        'conflict',
      ]);
    });

    test('fails with imageNotFound where the image is not there, and leaves nothing behind', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.missing);
      const created = runtime.createPod(pod);
      await expect(created).rejects.toMatchObject({ name: 'RuntimeError', code: 'imageNotFound' });
      expect(await findPod(runtime, pod)).toBeUndefined();
      await runtime.createPod({ ...pod, spec: newPod(images.forever).spec });
      expect(await findPod(runtime, pod)).toBeDefined();
    });
  });
};
