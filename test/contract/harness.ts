import { randomUUID } from 'node:crypto';
import { afterEach } from 'vitest';
import type { NewPod, PodRef } from '../../src/model/pod.ts';
import type { Container } from '../../src/model/workload.ts';
import type { Runtime } from '../../src/runtime/driver.ts';

/** What a runtime brings along to be held to the contract. */
export interface ContractHarness {
  /** A new client of the one engine under test. The suite closes it. */
  connect(): Promise<Runtime>;
  images: ContractImages;
  /** Freezes a pod that runs, as an outsider would: `docker pause`. */
  pause(pod: PodRef): Promise<void>;
}

/** All but the last four can be had without a pull. */
export interface ContractImages {
  /** Runs until it is asked to end, and then ends at once. */
  forever: string;
  /** Runs until it is killed: SIGTERM does nothing to it. */
  ignoresTerm: string;
  /** Serves as a proxy. */
  proxy: string;
  /** Holds what works beside pods. */
  tools: string;
  /** Ends with code 0 soon after its start. */
  succeeds: string;
  /** Ends with `code`, which is not 0, soon after its start. */
  fails: { image: string; code: number };
  /**
   * Writes the lines `one` and `three` to stdout and `two` to stderr, in the order of the words, and runs until it
   * is asked to end.
   */
  writes: string;
  /** Writes the same, and fails soon after. */
  writesAndFails: string;
  /** Makes an image that the engine lacks and a pull brings. */
  pullable(): Promise<string>;
  /** The registry answers that there is no such image. */
  missing: string;
  /** The registry lets nobody in. */
  unauthorized: string;
  /** No registry answers. */
  unreachable: string;
}

/** What one test works with: clients of the engine, and names that no other test has. */
export interface ContractScope {
  readonly namespace: string;
  /** A kind of records that this test alone uses. */
  readonly kind: string;
  connect: () => Promise<Runtime>;
  newPod: (image: string, overrides?: Partial<NewPod> & { container?: Partial<Container> }) => NewPod;
}

const uniqueName = (prefix: string): string => `${prefix}-${randomUUID().slice(0, 8)}`;

/** To be called within a `describe`: after each of its tests, what the test left on the engine is removed. */
export const contractScopes = (harness: ContractHarness): (() => ContractScope) => {
  const clients: Runtime[] = [];
  const namespaces: string[] = [];
  const kinds: string[] = [];

  const connect = async (): Promise<Runtime> => {
    const client = await harness.connect();
    clients.push(client);
    return client;
  };

  afterEach(async () => {
    const runtime = await connect();
    const pods = await runtime.listPods();
    // A test may use namespaces that begin with its own.
    const own = pods.filter((pod) => namespaces.some((namespace) => pod.namespace.startsWith(namespace)));
    await Promise.all(own.map((pod) => runtime.removePod(pod)));
    const proxies = await runtime.listProxies();
    await Promise.all(
      proxies
        .filter(({ service }) => namespaces.includes(service.namespace))
        .map((proxy) => runtime.removeProxy(proxy)),
    );
    const records = await runtime.listRecords(kinds);
    await Promise.all(records.map((record) => runtime.removeRecord(record)));
    await Promise.all(clients.splice(0).map((client) => client.close()));
    namespaces.splice(0);
    kinds.splice(0);
  });

  return () => {
    const namespace = uniqueName('contract');
    const kind = uniqueName('Contract');
    namespaces.push(namespace);
    kinds.push(kind);
    const newPod: ContractScope['newPod'] = (image, { container, ...overrides } = {}) => ({
      namespace,
      name: uniqueName('pod'),
      uid: randomUUID(),
      labels: { app: 'contract' },
      annotations: {},
      hash: '6d5f8c9b47',
      spec: { containers: [{ name: 'main', image, ...container }], terminationGracePeriodSeconds: 30 },
      ...overrides,
    });
    return { namespace, kind, connect, newPod };
  };
};
