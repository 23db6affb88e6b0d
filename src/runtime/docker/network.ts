import { randomBytes } from 'node:crypto';
import type { Docker } from './docker.ts';
import type { NetworkInspectInfo } from './docker-types.ts';
import { MANAGED } from '../../model/labels.ts';
import { RuntimeError } from '../driver.ts';
import { type AddressRange, halves, parseRange, rangeText } from './address-range.ts';
import { httpStatus, unlessStatus } from './errors.ts';

/** The one network of all pods. Its settings on the engine are all the memory there is of its range. */

export interface NetworkNames {
  network: string;
  /** The name of its interface on the host. */
  bridge: string;
}

const PROBE_PREFIX = 'berth-range-probe-';
/** Longer than any berth needs to look at a probe it made. */
const PROBE_LIFETIME_MS = 60_000;
const MAX_ATTEMPTS = 5;

const subnetOf = (network: NetworkInspectInfo): string | undefined =>
  network.IPAM?.Config?.find(({ Subnet: subnet }) => subnet?.includes('.'))?.Subnet;

export const findNetwork = async (docker: Docker, name: string): Promise<NetworkInspectInfo | undefined> => {
  const found = await docker.listNetworks({ filters: { name: [`^${name}$`] } });
  return found.find((network) => network.Name === name);
};

const removeStaleProbes = async (docker: Docker, now: number): Promise<void> => {
  const probes = await docker.listNetworks({ filters: { name: [`^${PROBE_PREFIX}`], label: [MANAGED] } });
  const stale = probes.filter(({ Created: created }) => now - Date.parse(created) > PROBE_LIFETIME_MS);
  await Promise.all(stale.map(({ Id: id }) => docker.getNetwork(id).remove().catch(unlessStatus(404))));
};

/**
 * A range that the engine itself would take next. Only the engine knows the routes of its host, its other networks
 * and the ranges that its administrator gave it.
 */
const findFreeRange = async (docker: Docker): Promise<AddressRange> => {
  const name = PROBE_PREFIX + randomBytes(4).toString('hex');
  await docker.post('/networks/create', { Name: name, Labels: { [MANAGED]: 'true' } });
  const probe = docker.getNetwork(name);
  try {
    const subnet = subnetOf(await probe.inspect());
    if (subnet === undefined) throw new RuntimeError('failed', 'the engine gives networks no IPv4 addresses');
    return parseRange(subnet);
  } finally {
    await probe.remove().catch(unlessStatus(404));
  }
};

/**
 * Of several berths that create the network at once, one succeeds: two networks of one name can exist, but no two
 * with the same interface.
 */
const createNetwork = async (docker: Docker, names: NetworkNames, range: AddressRange): Promise<void> => {
  await docker.post('/networks/create', {
    Name: names.network,
    CheckDuplicate: true,
    Driver: 'bridge',
    IPAM: { Config: [{ Subnet: rangeText(range), IPRange: rangeText(halves(range).engine) }] },
    Options: { 'com.docker.network.bridge.name': names.bridge },
    Labels: { [MANAGED]: 'true' },
  });
};

export const rangeOf = (network: NetworkInspectInfo, wanted: AddressRange | undefined): AddressRange => {
  const name = network.Name;
  if (network.Labels?.[MANAGED] === undefined) {
    throw new RuntimeError(
      'conflict',
      `there is a Docker network "${name}" that is not berth's own; remove it (docker network rm ${name}) or give it another name`,
    );
  }
  const subnet = subnetOf(network);
  if (subnet === undefined) throw new RuntimeError('failed', `the network "${name}" has no IPv4 range`);
  const range = parseRange(subnet);
  if (wanted !== undefined && rangeText(wanted) !== rangeText(range)) {
    throw new RuntimeError(
      'conflict',
      `the network "${name}" has the range ${subnet}, not ${rangeText(wanted)}; to change it, delete all pods, then the network (docker network rm ${name})`,
    );
  }
  return range;
};

/** 403: the range or the interface is taken. 409: the name is. 500 is what podman says for both. */
const isTaken = (error: unknown): boolean => [403, 409, 500].includes(httpStatus(error) ?? 0);

/** The network's whole range. The network is there when this resolves. */
export const ensureNetwork = async (
  docker: Docker,
  names: NetworkNames,
  wanted: AddressRange | undefined,
): Promise<AddressRange> => {
  for (let attempt = 1; ; attempt++) {
    const network = await findNetwork(docker, names.network);
    if (network !== undefined) return rangeOf(network, wanted);
    await removeStaleProbes(docker, Date.now());
    const range = wanted ?? (await findFreeRange(docker));
    try {
      await createNetwork(docker, names, range);
      return range;
    } catch (error) {
      // Another berth made the network, or anyone took the range: look again.
      if (!isTaken(error) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
};
