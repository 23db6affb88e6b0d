import type { PodRef } from '../../model/pod.ts';
import type { Docker } from './docker.ts';
import { unlessStatus } from './errors.ts';
import type { PodPlaces } from './pod-places.ts';
import { endpointSettings } from './pod/network.ts';
import { givenNames } from './runs.ts';

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name) => others.includes(name));

/**
 * The engine gives names to a container only when it joins a network. So the container leaves and joins again, at
 * its own address, within a tenth of a second: connections outlast that.
 */
export const namePod = async (
  docker: Docker,
  pod: PodRef,
  names: readonly string[],
  places: PodPlaces,
): Promise<void> => {
  const found = await docker.getContainer(pod.id).inspect().catch(unlessStatus(404));
  if (found === undefined) return;
  const networks = Object.entries(found.NetworkSettings.Networks);
  const [joined] = networks;
  if (joined !== undefined && isSame(givenNames(found), names)) return;
  // One that is on no network was left there by a command that was killed in between.
  const place =
    joined === undefined ? await places.take(docker) : { network: joined[0], address: joined[1].IPAddress };
  const network = docker.getNetwork(place.network);
  if (joined !== undefined) await network.disconnect({ Container: pod.id, Force: true });
  await network.connect({ Container: pod.id, EndpointConfig: endpointSettings(place, names) });
};
