import type {
  NewProxy,
  ObservedProxy,
  ProxyConfiguration,
  ProxyRef,
  RefusedPort,
} from '../../model/proxy.ts';
import { uuidOf } from '../../model/hash.ts';
import { refKey, sameRef } from '../../model/resource.ts';
import { RuntimeError } from '../driver.ts';
import { isPresent, type MemoryState } from './memory-state.ts';

/** A simulated proxy: it is what it was asked to be, and passes nothing on. */
export interface MemoryProxy {
  readonly id: string;
  readonly asked: NewProxy;
  readonly address: string;
  readonly refused: readonly RefusedPort[];
}

/** What a simulated proxy does not understand. */
const BROKEN = /^broken$/m;

const observedProxy = ({ id, asked, address, refused }: MemoryProxy): ObservedProxy => ({
  id,
  service: asked.service,
  image: asked.image,
  state: 'running',
  address,
  hostPorts: asked.hostPorts,
  hostAddress: asked.hostAddress,
  refused: [...refused],
  configuration: asked.configuration.hash,
});

const checkConfiguration = ({ text }: ProxyConfiguration): void => {
  if (BROKEN.test(text)) throw new RuntimeError('invalid', "unknown keyword 'broken'");
};

const holderOf = (proxies: readonly MemoryProxy[], hostPort: number): MemoryProxy | undefined =>
  proxies.find(
    (other) =>
      other.asked.hostPorts.some((held) => held.hostPort === hostPort) &&
      !other.refused.some((refused) => refused.hostPort === hostPort),
  );

const proxiesOf = ({ proxies = [] }: MemoryState): readonly MemoryProxy[] => proxies;

export const observedProxies = (state: MemoryState): ObservedProxy[] => {
  const proxies = proxiesOf(state);
  return proxies.map(observedProxy).map((proxy) => ({
    ...proxy,
    refused: proxy.refused.map(
      (refusal): RefusedPort =>
        holderOf(proxies, refusal.hostPort) === undefined ? { ...refusal, free: true } : refusal,
    ),
  }));
};

/** The same for the same Service. */
const addressFor = ({ service }: NewProxy): string => {
  const [, a = '', b = ''] = /^(..)(..)/.exec(uuidOf(refKey(service))) ?? [];
  return `10.245.${Number.parseInt(a, 16)}.${Number.parseInt(b, 16)}`;
};

export const addProxy = (state: MemoryState, asked: NewProxy): MemoryState => {
  const proxies = proxiesOf(state);
  const { service, image, hostPorts, configuration } = asked;
  if (!isPresent(state, image)) throw new RuntimeError('imageNotFound', `No such image: ${image}`);
  if (proxies.some((other) => sameRef(other.asked.service, service))) {
    throw new RuntimeError('conflict', `${refKey(service)} has a proxy`);
  }
  checkConfiguration(configuration);
  const refused = hostPorts.flatMap(({ hostPort }): RefusedPort[] => {
    const holder = holderOf(proxies, hostPort);
    if (holder === undefined) return [];
    const { kind, namespace, name } = holder.asked.service;
    return [{ hostPort, holder: kind === 'Service' ? `service ${namespace}/${name}` : `the ${name}` }];
  });
  const serial = state.lastId + 1;
  const proxy: MemoryProxy = { id: `memory-${serial}`, asked, address: addressFor(asked), refused };
  return { ...state, lastId: serial, proxies: [...proxies, proxy] };
};

export const configureMemoryProxy = (
  state: MemoryState,
  { id, service }: ProxyRef,
  configuration: ProxyConfiguration,
): MemoryState => {
  const proxies = proxiesOf(state);
  const proxy = proxies.find((candidate) => candidate.id === id);
  if (proxy === undefined) throw new RuntimeError('notFound', `No such proxy: ${refKey(service)}`);
  checkConfiguration(configuration);
  const next: MemoryProxy = { ...proxy, asked: { ...proxy.asked, configuration } };
  return { ...state, proxies: proxies.map((other) => (other === proxy ? next : other)) };
};

export const dropProxy = (state: MemoryState, { id }: ProxyRef): MemoryState => {
  const proxies = proxiesOf(state);
  return proxies.some((proxy) => proxy.id === id)
    ? { ...state, proxies: proxies.filter((proxy) => proxy.id !== id) }
    : state;
};

/** A proxy as it was seen; its configuration is known by its hash alone. */
export const seedProxy = (observed: ObservedProxy): MemoryProxy => ({
  id: observed.id,
  asked: {
    service: observed.service,
    image: observed.image,
    names: [],
    hostPorts: observed.hostPorts,
    hostAddress: observed.hostAddress,
    configuration: { text: '', hash: observed.configuration },
  },
  address: observed.address ?? '',
  refused: observed.refused,
});
