import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEFAULT_TOOLS_IMAGE } from '../../../src/model/tools.ts';
import { createEngine, type Engine } from '../../../src/runtime/docker/engine.ts';
import { halves, parseRange, rangeText } from '../../../src/runtime/docker/address-range.ts';
import { ensureNetwork } from '../../../src/runtime/docker/network.ts';
import { createPodPlaces } from '../../../src/runtime/docker/pod-places.ts';
import { createPods, type Pods } from '../../../src/runtime/docker/pods.ts';
import { createRuns } from '../../../src/runtime/docker/runs.ts';
import { type ContractHarness, contractScopes } from '../harness.ts';
import { docker } from './docker-command.ts';

const addressNumber = (address: string): number =>
  address.split('.').reduce((number, part) => number * 256 + Number(part), 0);

/** Which half of its network's range an address is in. */
const halfOf = (address: string, subnet: string): 'engine' | 'berth' =>
  addressNumber(address) < halves(parseRange(subnet)).berth.first ? 'engine' : 'berth';

/** Networks of names of their own, so that nobody's pods are disturbed. */
export const podNetwork = (harness: ContractHarness): void => {
  const { forever } = harness.images;
  const newEngine = (): Engine => {
    const engine = createEngine({ env: process.env, home: process.env['HOME'] ?? '/', context: undefined });
    onTestFinished(() => engine.close(undefined));
    return engine;
  };

  const removeNetwork = (name: string): Promise<string> => docker('network', 'rm', name);

  const newNames = () => {
    const id = randomUUID().slice(0, 8);
    const network = `berth-test-${id}`;
    // What is left when a test ends goes in reverse order: pods first.
    onTestFinished(async () => {
      await removeNetwork(network).catch(() => undefined);
    });
    return { network, bridge: `berth${id}` };
  };

  const subnetOf = (network: string): Promise<string> =>
    docker('network', 'inspect', '--format', '{{(index .IPAM.Config 0).Subnet}}', network);

  describe('the network of pods', () => {
    test('is made once, however many want it at the same time', async () => {
      const names = newNames();
      const ranges = await Promise.all(
        Array.from({ length: 6 }, () => newEngine().ask((docker) => ensureNetwork(docker, names, undefined))),
      );
      expect(new Set(ranges.map(rangeText)).size).toBe(1);
      const format = ['--format', '{{.Name}}', '--no-trunc'];
      const made = await docker('network', 'ls', '--filter', `name=^${names.network}$`, ...format);
      expect(made).toBe(names.network);
      const probes = await docker('network', 'ls', '--filter', 'name=berth-range-probe', ...format);
      expect(probes).toBe('');
    });

    test('has a range that no other network has, and keeps it', async () => {
      const engine = newEngine();
      const names = newNames();
      const first = await engine.ask((docker) => ensureNetwork(docker, names, undefined));
      const again = await newEngine().ask((docker) => ensureNetwork(docker, names, undefined));
      const other = await engine.ask((docker) => ensureNetwork(docker, newNames(), undefined));
      expect(again).toEqual(first);
      expect(other).not.toEqual(first);
    });

    test('has the range that was asked for, and says so where it has another', async () => {
      const engine = newEngine();
      const names = newNames();
      const wanted = parseRange('10.213.0.0/20');
      await engine.ask((docker) => ensureNetwork(docker, names, wanted));
      expect(await subnetOf(names.network)).toBe('10.213.0.0/20');
      const other = engine.ask((docker) => ensureNetwork(docker, names, parseRange('10.214.0.0/20')));
      await expect(other).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('has the range 10.213.0.0/20, not 10.214.0.0/20'),
      });
    });

    test("is never a user's own of that name", async () => {
      const names = newNames();
      await docker('network', 'create', names.network);
      const ensured = newEngine().ask((docker) => ensureNetwork(docker, names, undefined));
      await expect(ensured).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining("not berth's own"),
      });
    });
  });

  describe('the address of a pod', () => {
    const scope = contractScopes(harness);

    /** Pods on a network of their own. */
    const podsOn = (names: ReturnType<typeof newNames>, random?: () => number): Pods => {
      const places = createPodPlaces(names, undefined, random);
      const toolsImage = DEFAULT_TOOLS_IMAGE;
      return createPods({ engine: newEngine(), places, runs: createRuns(), toolsImage, now: Date.now });
    };

    const addressOf = async (pods: Pods, name: string): Promise<{ id: string; ip: string | undefined }> => {
      const found = (await pods.listPods()).find((pod) => pod.name === name);
      return { id: found?.id ?? '', ip: found?.ip };
    };

    const startByName = async (pods: Pods, { namespace, name }: { namespace: string; name: string }) => {
      const { id } = await addressOf(pods, name);
      await pods.startPod({ id, namespace, name });
    };

    const cleanUp = (pods: Pods, namespace: string): void => {
      onTestFinished(async () => {
        const left = (await pods.listPods()).filter((pod) => pod.namespace === namespace);
        await Promise.all(left.map((pod) => pods.removePod(pod)));
      });
    };

    test("is in berth's half, that of any other container in the engine's", async () => {
      const { newPod, namespace } = scope();
      const names = newNames();
      const pods = podsOn(names);
      cleanUp(pods, namespace);
      const pod = newPod(forever);
      await pods.createPod(pod);
      await startByName(pods, pod);
      const subnet = await subnetOf(names.network);
      const { ip = '' } = await addressOf(pods, pod.name);
      expect(halfOf(ip, subnet)).toBe('berth');
      const other = await docker('run', '--detach', '--rm', '--network', names.network, forever);
      const format = `{{(index .NetworkSettings.Networks "${names.network}").IPAddress}}`;
      const otherAddress = await docker('inspect', '--format', format, other);
      await docker('rm', '--force', other);
      expect(halfOf(otherAddress, subnet)).toBe('engine');
    });

    test('is its own from the creation on, and through stops and starts', async () => {
      const { newPod, namespace } = scope();
      const names = newNames();
      // Every process wants the same address first.
      const [first, second] = [podsOn(names, () => 0.5), podsOn(names, () => 0.5)];
      cleanUp(first, namespace);
      const [one, two] = [newPod(forever), newPod(forever)];
      await first.createPod(one);
      await second.createPod(two);
      for (const pod of [two, one]) await startByName(first, pod);
      const before = await addressOf(first, one.name);
      expect((await addressOf(first, two.name)).ip).not.toBe(before.ip);
      await docker('stop', '--time', '0', before.id);
      await docker('start', before.id);
      expect(await addressOf(first, one.name)).toEqual(before);
    });

    test('is another one where two processes chose the same at the same time', async () => {
      const { newPod, namespace } = scope();
      const names = newNames();
      const [first, second] = [podsOn(names, () => 0.5), podsOn(names, () => 0.5)];
      cleanUp(first, namespace);
      await Promise.all([first.listPods(), second.listPods()]);
      const [one, two] = [newPod(forever), newPod(forever)];
      await first.createPod(one);
      await second.createPod(two);
      await startByName(first, one);
      await startByName(second, two);
      const addresses = [(await addressOf(first, one.name)).ip, (await addressOf(first, two.name)).ip];
      expect(addresses).not.toContain(undefined);
      expect(new Set(addresses).size).toBe(2);
    });

    test('is a new one where the network was removed while the pod stood still', async () => {
      const { newPod, namespace } = scope();
      const names = newNames();
      const pods = podsOn(names);
      cleanUp(pods, namespace);
      const [ran, never] = [newPod(forever), newPod(forever)];
      await pods.createPod(ran);
      await pods.createPod(never);
      await startByName(pods, ran);
      const { id } = await addressOf(pods, ran.name);
      const subnet = await subnetOf(names.network);
      await docker('stop', '--time', '0', id);
      await removeNetwork(names.network);
      // Someone else takes the range meanwhile.
      const squatter = newNames().network;
      await docker('network', 'create', '--subnet', subnet, squatter);
      for (const pod of [ran, never]) await startByName(pods, pod);
      const newSubnet = await subnetOf(names.network);
      expect(newSubnet).not.toBe(subnet);
      for (const { name } of [ran, never]) {
        const { ip = '' } = await addressOf(pods, name);
        expect(halfOf(ip, newSubnet)).toBe('berth');
      }
    });
  });
};
