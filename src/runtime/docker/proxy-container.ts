import type { ContainerCreateOptions, ContainerInfo } from './docker-types.ts';
import { INGRESS_ENTRY } from '../../model/ingress.ts';
import { HOST_ADDRESS, HOST_PORTS, MANAGED, REFUSED_PORTS, SERVICE } from '../../model/labels.ts';
import {
  CONFIGURATION_FOLDER,
  DEFAULT_HOST_ADDRESS,
  type NewProxy,
  type ObservedProxy,
  type ProxyHostPort,
  type RefusedPort,
} from '../../model/proxy.ts';
import { type ObjectRef, sameRef } from '../../model/resource.ts';
import type { NetworkPlace } from './pod/circumstances.ts';
import { endpointSettings } from './pod/network.ts';

/** A proxy as a container: its configuration is a file, and the hash of it a part of the container's name. */

export const CONFIGURATION_FILE = 'haproxy.cfg';

/** No Service has a name without a slash here. */
const ENTRY_LABEL = 'ingress';

export const serviceLabel = (ref: ObjectRef): string =>
  sameRef(ref, INGRESS_ENTRY) ? ENTRY_LABEL : `${ref.namespace}/${ref.name}`;

const labelledService = (label = ''): ObjectRef | undefined => {
  if (label === ENTRY_LABEL) return INGRESS_ENTRY;
  const [, namespace, name] = /^([^/]+)\/([^/]+)$/.exec(label) ?? [];
  return namespace === undefined || name === undefined ? undefined : { kind: 'Service', namespace, name };
};

/** `web.default.svc`: no configuration has been loaded yet. */
export const proxyName = (ref: ObjectRef): string =>
  sameRef(ref, INGRESS_ENTRY) ? 'berth-ingress' : `${ref.name}.${ref.namespace}.svc`;

/**
 * The name is the one thing about a container that can be changed and that the list call shows. So it tells every
 * client which configuration is in use, and tells it only once that is so.
 */
export const configuredName = (service: ObjectRef, hash: string): string => `${proxyName(service)}.${hash}`;

const portKey = (port: number): string => `${port}/tcp`;

const portBindings = (
  hostPorts: readonly ProxyHostPort[],
  hostAddress: string,
): Record<string, { HostIp: string; HostPort: string }[]> => {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const { port, hostPort } of hostPorts) {
    (bindings[portKey(port)] ??= []).push({ HostIp: hostAddress, HostPort: String(hostPort) });
  }
  return bindings;
};

export const proxyConfig = (
  proxy: NewProxy,
  place: NetworkPlace,
  refused: readonly RefusedPort[],
): ContainerCreateOptions => {
  const { service, image, names, hostPorts, hostAddress } = proxy;
  const published = hostPorts.filter(
    ({ hostPort }) => !refused.some((refusal) => refusal.hostPort === hostPort),
  );
  return {
    Image: image,
    // The program itself: the image may have nothing else in it.
    Entrypoint: ['haproxy'],
    Cmd: ['-W', '-db', '-f', `${CONFIGURATION_FOLDER}/${CONFIGURATION_FILE}`],
    Labels: {
      [MANAGED]: 'true',
      [SERVICE]: serviceLabel(service),
      [HOST_PORTS]: JSON.stringify(hostPorts),
      [HOST_ADDRESS]: hostAddress,
      [REFUSED_PORTS]: JSON.stringify(refused),
    },
    ExposedPorts: Object.fromEntries(published.map(({ port }) => [portKey(port), {}])),
    StopTimeout: 1,
    HostConfig: {
      RestartPolicy: { Name: 'unless-stopped' },
      PortBindings: portBindings(published, hostAddress),
      NetworkMode: place.network,
      // It serves at ports below 1024 without being root.
      Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' },
      CapDrop: ['ALL'],
      // What it says is read again: whether it took a configuration shows nowhere else.
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
    },
    NetworkingConfig: {
      EndpointsConfig: { [place.network]: endpointSettings(place, names) },
    },
  };
};

const parseList = <T>(text: string | undefined, isItem: (item: unknown) => item is T): T[] => {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list) ? list.filter(isItem) : [];
  } catch {
    return [];
  }
};

const isHostPort = (item: unknown): item is ProxyHostPort =>
  typeof item === 'object' && item !== null && 'port' in item && 'hostPort' in item;

const isRefusedPort = (item: unknown): item is RefusedPort =>
  typeof item === 'object' && item !== null && 'hostPort' in item && 'holder' in item;

/** Undefined for a container that is no proxy. */
export const observedProxy = (container: ContainerInfo): ObservedProxy | undefined => {
  const { Id: id, Names: names, Image: image, State: state, Labels: labels } = container;
  const service = labelledService(labels[SERVICE]);
  if (service === undefined) return undefined;
  const prefix = `/${configuredName(service, '')}`;
  const configured = names.find((given) => given.startsWith(prefix));
  const networks = Object.values(container.NetworkSettings?.Networks ?? {});
  const address = networks.map(({ IPAddress }) => IPAddress).find((text) => text !== '');
  return {
    id,
    service,
    image,
    state: state === 'running' ? 'running' : 'stopped',
    ...(address !== undefined && { address }),
    hostPorts: parseList(labels[HOST_PORTS], isHostPort),
    hostAddress: labels[HOST_ADDRESS] ?? DEFAULT_HOST_ADDRESS,
    refused: parseList(labels[REFUSED_PORTS], isRefusedPort),
    configuration: configured?.slice(prefix.length) ?? '',
  };
};
