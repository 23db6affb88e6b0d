import type { Circumstances } from '../../src/runtime/docker/pod/circumstances.ts';
import type { NewPod } from '../../src/model/pod.ts';
import { NO_CONFIG } from '../../src/model/pod-config.ts';
import type { Container, PodSpec } from '../../src/model/workload.ts';

const GIB = 2 ** 30;

/** A pod that is about to be made on a machine of 2 CPUs and 4 GiB. */
export const circumstancesOf = (circumstances: Partial<Circumstances> = {}): Circumstances => ({
  place: { network: 'berth', address: '172.18.128.7' },
  hostIp: '172.18.0.1',
  machine: { cpus: 2, memory: 4 * GIB },
  config: NO_CONFIG,
  volumeRoots: new Map(),
  tools: undefined,
  ...circumstances,
});

export const containerOf = (container: Partial<Container> = {}): Container => ({
  name: 'main',
  image: 'web:1',
  ...container,
});

export const newPodOf = (spec: Partial<PodSpec> = {}, pod: Partial<NewPod> = {}): NewPod => ({
  namespace: 'shop',
  name: 'web-b7f9d5c4x8-k2x9p',
  uid: 'c0ffee00-0000-4000-8000-000000000000',
  labels: { app: 'web' },
  annotations: { note: 'n' },
  owner: { kind: 'Deployment', namespace: 'shop', name: 'web' },
  hash: 'b7f9d5c4x8',
  spec: { containers: [containerOf()], ...spec },
  ...pod,
});
