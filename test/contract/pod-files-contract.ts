import { describe, expect, test } from 'vitest';
import type { PodConfig } from '../../src/model/pod-config.ts';
import type { NewPod } from '../../src/model/pod.ts';
import { type ContractHarness, contractScopes } from './harness.ts';
import { getPod, launched } from './pods.ts';

const configOf = (version: string): PodConfig => ({
  configMaps: { app: { level: Buffer.from(version) } },
  secrets: {},
  version,
});

export const podFilesContract = (harness: ContractHarness): void => {
  const { images } = harness;
  const scope = contractScopes(harness);

  const withVolume = (pod: NewPod, volume: object, claim = 'data'): NewPod => ({
    ...pod,
    spec: {
      ...pod.spec,
      volumes: [{ name: claim, ...volume }],
      containers: pod.spec.containers.map((container) => ({
        ...container,
        volumeMounts: [{ name: claim, mountPath: '/mounted' }],
      })),
    },
  });

  describe('a pod with files of ConfigMaps and Secrets', () => {
    test('tells every client which version of them it shows, before and after they are written anew', async () => {
      const { connect, newPod } = scope();
      const [first, second] = [await connect(), await connect()];
      const pod = withVolume(newPod(images.forever), { configMap: { name: 'app' } });
      await first.createPod(pod, configOf('v1'));
      expect(await getPod(second, pod)).toMatchObject({ configVersion: 'v1' });
      await first.writeConfig(await getPod(first, pod), configOf('v2'));
      expect(await getPod(second, pod)).toMatchObject({ configVersion: 'v2' });
      await first.writeConfig(await getPod(first, pod), configOf('v3'));
      expect(await getPod(second, pod)).toMatchObject({ configVersion: 'v3' });
    });

    test('tells of no version where it has no such files', async () => {
      const { connect, newPod } = scope();
      const runtime = await connect();
      const pod = newPod(images.forever);
      await runtime.createPod(pod, configOf('v1'));
      expect(await getPod(runtime, pod)).not.toHaveProperty('configVersion');
    });
  });

  describe('a claim', () => {
    test('has a volume from its first pod on, which is there until it is removed by name', async () => {
      const { connect, newPod, namespace } = scope();
      const runtime = await connect();
      const claim = { namespace, name: 'data' };
      const pod = withVolume(newPod(images.forever), { persistentVolumeClaim: { claimName: 'data' } });
      expect(await runtime.listClaims()).not.toContainEqual(claim);
      const made = await launched(runtime, pod);
      expect(await runtime.listClaims()).toContainEqual(claim);
      await expect(runtime.removeClaim(claim)).rejects.toMatchObject({ code: 'conflict' });
      await runtime.removePod(made);
      expect(await runtime.listClaims()).toContainEqual(claim);
      await runtime.removeClaim(claim);
      await runtime.removeClaim(claim);
      expect(await runtime.listClaims()).not.toContainEqual(claim);
    });
  });
};
