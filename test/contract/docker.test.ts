import { randomUUID } from 'node:crypto';
import { afterAll } from 'vitest';
import { DEFAULT_PROXY_IMAGE } from '../../src/model/proxy.ts';
import { realClock } from '../../src/real-clock.ts';
import { createDockerRuntime } from '../../src/runtime/docker/docker-runtime.ts';
import { connections } from './docker/connections.ts';
import { debuggers } from './docker/debuggers.ts';
import { docker } from './docker/docker-command.ts';
import { executions } from './docker/executions.ts';
import { foreignContainers } from './docker/foreign-containers.ts';
import { podNetwork } from './docker/pod-network.ts';
import { podsOnDocker } from './docker/pods-on-docker.ts';
import { startRegistry } from './docker/registry.ts';
import { makeImages, TOOLS } from './docker/test-images.ts';
import { files } from './docker/files.ts';
import { tunnels } from './docker/tunnels.ts';
import type { ContractHarness } from './harness.ts';
import { runtimeContract } from './runtime-contract.ts';

const images = await makeImages();
const registry = await startRegistry();
const pulled: string[] = [];

afterAll(async () => {
  await registry.close();
  if (pulled.length > 0) await docker('image', 'rm', ...pulled).catch(() => undefined);
});

const harness: ContractHarness = {
  connect: async () => createDockerRuntime({ env: process.env, clock: realClock }),
  images: {
    forever: images.forever,
    ignoresTerm: images['ignores-term'],
    proxy: DEFAULT_PROXY_IMAGE,
    tools: TOOLS,
    succeeds: images.succeeds,
    fails: { image: images.fails, code: 3 },
    writes: images.writes,
    writesAndFails: images['writes-and-fails'],
    pullable: async () => {
      const image = `${registry.host}/pullable-${randomUUID()}:1`;
      pulled.push(image);
      return image;
    },
    missing: `${registry.host}/missing:1`,
    unauthorized: `${registry.host}/private:1`,
    // Nothing listens at the first port.
    unreachable: '127.0.0.1:1/web:1',
  },
  pause: async (pod) => {
    await docker('pause', pod.id);
  },
};

runtimeContract(harness);
podsOnDocker(harness, TOOLS);
executions(harness);
tunnels(harness, TOOLS);
debuggers(harness, TOOLS);
files(harness);
podNetwork(harness);
foreignContainers(harness);
connections();
