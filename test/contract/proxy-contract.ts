import { describe, expect, test } from 'vitest';
import { INGRESS_ENTRY } from '../../src/model/ingress.ts';
import { CONFIGURATION_FOLDER, type NewProxy, type ObservedProxy } from '../../src/model/proxy.ts';
import { sameRef } from '../../src/model/resource.ts';
import { proxyConfiguration } from '../../src/planner/proxy/configuration.ts';
import type { Runtime } from '../../src/runtime/driver.ts';
import { serviceOf } from '../support/services.ts';
import { contractScopes, type ContractHarness } from './harness.ts';

const configurationOf = (port: number) =>
  proxyConfiguration(serviceOf({ ports: [{ port }] }), [{ port: { port }, endpoints: [] }]);

const BROKEN = { text: 'broken\n', hash: 'broken' };

const proxiesOf = async (
  runtime: Runtime,
  { service }: Pick<NewProxy, 'service'>,
): Promise<ObservedProxy[]> => {
  const proxies = await runtime.listProxies();
  return proxies.filter((proxy) => sameRef(proxy.service, service));
};

const onlyProxy = async (runtime: Runtime, asked: Pick<NewProxy, 'service'>): Promise<ObservedProxy> => {
  const [proxy, ...others] = await proxiesOf(runtime, asked);
  if (proxy === undefined || others.length > 0)
    throw new Error(`there are ${others.length + 1} proxies or none`);
  return proxy;
};

/** Above what engines hand out by themselves, and different from test to test. */
let nextHostPort = 61_000;

export const proxyContract = (harness: ContractHarness): void => {
  const { images } = harness;

  describe('proxies', () => {
    const scope = contractScopes(harness);

    const newProxy = (namespace: string, overrides: Partial<NewProxy> = {}): NewProxy => ({
      service: { kind: 'Service', namespace, name: 'web' },
      image: images.proxy,
      names: [`web.${namespace}`],
      hostPorts: [],
      hostAddress: '127.0.0.1',
      configuration: configurationOf(80),
      ...overrides,
    });

    test('serve once they are created, with what they were asked for', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      const asked = newProxy(namespace, { hostPorts: [{ port: 80, hostPort: nextHostPort++ }] });
      await runtime.createProxy(asked);
      expect(await onlyProxy(runtime, asked)).toEqual({
        id: expect.any(String),
        service: asked.service,
        image: images.proxy,
        state: 'running',
        address: expect.stringMatching(/^[\d.]+$/),
        hostPorts: asked.hostPorts,
        hostAddress: '127.0.0.1',
        refused: [],
        configuration: asked.configuration.hash,
      });
    });

    test('are no pods', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      await runtime.createProxy(newProxy(namespace));
      const pods = await runtime.listPods();
      expect(pods.filter((pod) => pod.namespace === namespace)).toEqual([]);
    });

    test('are one for each Service', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      const asked = newProxy(namespace);
      await runtime.createProxy(asked);
      const again = runtime.createProxy(asked);
      await expect(again).rejects.toMatchObject({ name: 'RuntimeError', code: 'conflict' });
      await onlyProxy(runtime, asked);
    });

    test('serve all Ingresses as one, with the files that their configuration names', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      await runtime.createProxy(newProxy(namespace));
      const asked = newProxy('', { service: INGRESS_ENTRY, names: [] });
      // Another run may have left one.
      for (const left of await proxiesOf(runtime, asked)) await runtime.removeProxy(left);
      await runtime.createProxy(asked);
      const proxy = await onlyProxy(runtime, asked);
      const files = { 'greeting.txt': 'hello' };
      const greeting = `http-request return status 200 content-type text/plain file ${CONFIGURATION_FOLDER}/greeting.txt`;
      const text = `listen a\n  bind :80\n  mode http\n  timeout client 1s\n  ${greeting}\n`;
      await runtime.configureProxy(proxy, { text, files, hash: 'greeting' });
      expect(await onlyProxy(runtime, asked)).toEqual({ ...proxy, configuration: 'greeting' });
      await runtime.removeProxy(proxy);
    });

    test('find their address again after they were removed', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      const asked = newProxy(namespace);
      await runtime.createProxy(asked);
      const { address } = await onlyProxy(runtime, asked);
      await runtime.removeProxy(await onlyProxy(runtime, asked));
      await runtime.createProxy(asked);
      expect(await onlyProxy(runtime, asked)).toMatchObject({ address });
    });

    test('say that their image is not there', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      const asked = newProxy(namespace, { image: images.missing });
      await expect(runtime.createProxy(asked)).rejects.toMatchObject({ code: 'imageNotFound' });
      expect(await proxiesOf(runtime, asked)).toEqual([]);
    });

    test('are not made with a configuration that they do not understand', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      const asked = newProxy(namespace, { configuration: BROKEN });
      await expect(runtime.createProxy(asked)).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('broken'),
      });
      expect(await proxiesOf(runtime, asked)).toEqual([]);
    });

    test('show the configuration that they use', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      const asked = newProxy(namespace);
      await runtime.createProxy(asked);
      const proxy = await onlyProxy(runtime, asked);
      const next = configurationOf(81);
      await runtime.configureProxy(proxy, next);
      expect(await onlyProxy(await connect(), asked)).toEqual({ ...proxy, configuration: next.hash });
      await runtime.configureProxy(proxy, next);
      expect(await onlyProxy(runtime, asked)).toEqual({ ...proxy, configuration: next.hash });
    });

    test('go on with the configuration that they have where they do not understand the next', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      const asked = newProxy(namespace);
      await runtime.createProxy(asked);
      const proxy = await onlyProxy(runtime, asked);
      await expect(runtime.configureProxy(proxy, BROKEN)).rejects.toMatchObject({ code: 'invalid' });
      expect(await onlyProxy(runtime, asked)).toEqual(proxy);
      await runtime.configureProxy(proxy, configurationOf(82));
      expect(await onlyProxy(runtime, asked)).toMatchObject({ configuration: configurationOf(82).hash });
    });

    test('do without a port of the host that is taken, and name who has it', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      const [taken, free] = [nextHostPort++, nextHostPort++];
      const hostPorts = [
        { port: 80, hostPort: taken },
        { port: 80, hostPort: free },
      ];
      await runtime.createProxy(newProxy(namespace, { hostPorts: [{ port: 80, hostPort: taken }] }));
      const second = newProxy(namespace, { service: { kind: 'Service', namespace, name: 'api' }, hostPorts });
      await runtime.createProxy(second);
      expect(await onlyProxy(runtime, second)).toMatchObject({
        state: 'running',
        hostPorts,
        refused: [{ hostPort: taken, holder: `service ${namespace}/web` }],
      });
      await runtime.removeProxy(await onlyProxy(runtime, newProxy(namespace)));
      expect(await onlyProxy(runtime, second)).toMatchObject({ refused: [{ hostPort: taken, free: true }] });
    });

    test('are gone once they are removed, which can be asked for again', async () => {
      const { connect, namespace } = scope();
      const runtime = await connect();
      const asked = newProxy(namespace);
      await runtime.createProxy(asked);
      const proxy = await onlyProxy(runtime, asked);
      await runtime.removeProxy(proxy);
      await runtime.removeProxy(proxy);
      expect(await proxiesOf(runtime, asked)).toEqual([]);
    });
  });
};
