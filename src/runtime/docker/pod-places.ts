import type { Docker } from './docker.ts';
import type { ContainerInfo } from './docker-types.ts';
import { type AddressRange, gatewayOf } from './address-range.ts';
import { listContainers } from './list-containers.ts';
import { ensureNetwork, findNetwork, type NetworkNames, rangeOf } from './network.ts';
import { createPodAddresses } from './pod-addresses.ts';
import type { NetworkPlace } from './pod/circumstances.ts';

/** Hands out places on berth's network, which is made when the first one is asked for. */
export interface PodPlaces {
  take(docker: Docker): Promise<NetworkPlace>;
  /** For what is to have the same place each time it is made, unless that is taken. */
  takeNear(docker: Docker, at: number): Promise<NetworkPlace>;
  /** Where pods reach the machine. */
  gateway(docker: Docker): Promise<string>;
  /** The network, if it is there; it is not made. */
  network(docker: Docker): Promise<{ gateway: string; createdAt: number } | undefined>;
  /** A list that was made anyway need not be made again for its addresses. */
  learn(containers: readonly ContainerInfo[]): void;
  /** The network is not as it was: look again. */
  forget(): void;
}

export const createPodPlaces = (
  names: NetworkNames,
  wanted: AddressRange | undefined,
  random: () => number = Math.random,
): PodPlaces => {
  const addresses = createPodAddresses(random);
  let network: Promise<AddressRange> | undefined;
  let learning: Promise<void> | undefined;

  const ensured = (docker: Docker): Promise<AddressRange> => {
    network ??= ensureNetwork(docker, names, wanted);
    network.catch(() => (network = undefined));
    return network;
  };

  const learned = (docker: Docker): Promise<void> => {
    if (addresses.hasLearned()) return Promise.resolve();
    learning ??= listContainers(docker).then((containers) => addresses.learn(containers));
    learning.catch(() => (learning = undefined));
    return learning;
  };

  return {
    take: async (docker) => {
      const [range] = await Promise.all([ensured(docker), learned(docker)]);
      return { network: names.network, address: addresses.take(range) };
    },
    takeNear: async (docker, at) => {
      const [range, containers] = await Promise.all([ensured(docker), listContainers(docker)]);
      addresses.learn(containers);
      return { network: names.network, address: addresses.near(range, at) };
    },
    gateway: async (docker) => gatewayOf(await ensured(docker)),
    network: async (docker) => {
      const found = await findNetwork(docker, names.network);
      if (found === undefined) return undefined;
      return { gateway: gatewayOf(rangeOf(found, undefined)), createdAt: Date.parse(found.Created) };
    },
    learn: (containers) => addresses.learn(containers),
    forget: () => {
      network = undefined;
    },
  };
};
