import { createHash } from 'node:crypto';
import type { Docker } from './docker.ts';
import { INGRESS_ENTRY } from '../../model/ingress.ts';
import { MANAGED, SERVICE } from '../../model/labels.ts';
import type { NewProxy, RefusedPort } from '../../model/proxy.ts';
import { type ObjectRef, refKey } from '../../model/resource.ts';
import { type Runtime, RuntimeError } from '../driver.ts';
import { dig } from './dig.ts';
import type { Engine } from './engine.ts';
import { engineWords, httpStatus, unlessStatus } from './errors.ts';
import { markFreePorts, SOME_PROGRAM } from './free-ports.ts';
import { listContainers } from './list-containers.ts';
import type { PodPlaces } from './pod-places.ts';
import { configuredName, observedProxy, proxyConfig, proxyName, serviceLabel } from './proxy-container.ts';
import { loaded, newMark, putConfiguration, reload } from './proxy-load.ts';

/** The proxies of Services as containers of the engine. */
export type Proxies = Pick<Runtime, 'listProxies' | 'createProxy' | 'configureProxy' | 'removeProxy'>;

const MAX_ADDRESSES_TRIED = 5;

const listOf = (docker: Docker, service: ObjectRef) =>
  docker.listContainers({ all: true, filters: { label: [MANAGED, `${SERVICE}=${serviceLabel(service)}`] } });

/** From 0 up to but not including 1, the same for the same Service: it finds its address again. */
const whereabouts = (service: ObjectRef): number =>
  createHash('sha256').update(refKey(service)).digest().readUInt32BE() / 2 ** 32;

/** What else publishes this port of the host. */
const holderOf = async (docker: Docker, hostPort: number): Promise<string> => {
  const containers = await docker.listContainers();
  const holder = containers.find(({ Ports }) => Ports.some(({ PublicPort }) => PublicPort === hostPort));
  if (holder === undefined) return SOME_PROGRAM;
  const service = holder.Labels[SERVICE];
  if (service === serviceLabel(INGRESS_ENTRY)) return 'the ingress';
  return service === undefined
    ? `container ${holder.Names[0]?.replace('/', '') ?? holder.Id.slice(0, 12)}`
    : `service ${service}`;
};

/** `Bind for 127.0.0.1:80 failed`, `listen tcp4 127.0.0.1:80: bind: …`, `cannot expose privileged port 80` */
const REFUSED_PORT = /:(\d+)(?: failed|: bind:)|privileged port (\d+)/;

const refusal = async (
  docker: Docker,
  error: unknown,
  { hostPorts }: NewProxy,
): Promise<RefusedPort | undefined> => {
  const words = engineWords(error);
  const [, taken, privileged] = REFUSED_PORT.exec(words) ?? [];
  const hostPort = Number(taken ?? privileged);
  if (!hostPorts.some((wanted) => wanted.hostPort === hostPort)) return undefined;
  return { hostPort, holder: privileged === undefined ? await holderOf(docker, hostPort) : words };
};

const create = async (docker: Docker, proxy: NewProxy, places: PodPlaces): Promise<void> => {
  const refused: RefusedPort[] = [];
  let at = whereabouts(proxy.service);
  const attempts = MAX_ADDRESSES_TRIED + proxy.hostPorts.length;
  for (let tried = 1; ; tried++) {
    const config = proxyConfig(proxy, await places.takeNear(docker, at), refused);
    const created = await docker.post('/containers/create', config, { name: proxyName(proxy.service) });
    const container = docker.getContainer(String(dig(created, 'Id')));
    try {
      const mark = newMark();
      await putConfiguration(container, proxy.configuration, mark);
      await container.start();
      await loaded(container, mark, false);
      await container.rename({ name: configuredName(proxy.service, proxy.configuration.hash) });
      return;
    } catch (error) {
      const port = await refusal(docker, error, proxy);
      await container.remove({ force: true, v: true }).catch(unlessStatus(404));
      const isAddressTaken = /^address already in use$/i.test(engineWords(error));
      if (tried === attempts || (port === undefined && !isAddressTaken)) throw error;
      if (port === undefined) at = (at + 0.1) % 1;
      else refused.push(port);
    }
  }
};

export const createProxies = (engine: Engine, places: PodPlaces): Proxies => ({
  listProxies: () =>
    engine.ask(async (docker, { address }) => {
      const containers = await listContainers(docker);
      const proxies = containers.map(observedProxy).filter((proxy) => proxy !== undefined);
      return markFreePorts(docker, address.startsWith('unix:'), proxies);
    }),

  createProxy: (proxy) =>
    engine.ask(async (docker) => {
      const present = await listOf(docker, proxy.service);
      if (present.length > 0) throw new RuntimeError('conflict', `${refKey(proxy.service)} has a proxy`);
      await create(docker, proxy, places);
    }),

  configureProxy: ({ id, service }, configuration) =>
    engine.ask(async (docker) => {
      await reload(docker, id, configuration);
      const name = configuredName(service, configuration.hash);
      await docker
        .getContainer(id)
        .rename({ name })
        .catch(async (error: unknown) => {
          // It has the name already: the same configuration was loaded again.
          const { Name: present } = await docker.getContainer(id).inspect();
          if (present !== `/${name}`) throw error;
        });
    }),

  removeProxy: ({ id }) =>
    engine.ask(async (docker) => {
      const container = docker.getContainer(id);
      try {
        await container.remove({ force: true, v: true });
      } catch (error) {
        const status = httpStatus(error);
        if (status === 404) return;
        if (status !== 409) throw error;
        await container.wait({ condition: 'removed' }).catch(unlessStatus(404));
      }
    }),
});
