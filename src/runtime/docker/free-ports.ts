import { createServer } from 'node:net';
import type { ObservedProxy, RefusedPort } from '../../model/proxy.ts';
import type { Docker } from './docker.ts';

/** Which ports of the host could be had by now that could not when a proxy was made. */

/** A holder that the engine cannot name. */
export const SOME_PROGRAM = 'a program on the host';

/** Whether a program on this machine could listen there. */
const canListen = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, address, () => server.close(() => resolve(true)));
  });

/** Of an engine elsewhere, only what containers hold can be seen; a program that let go shows on no list. */
export const markFreePorts = async (
  docker: Docker,
  isOnThisMachine: boolean,
  proxies: readonly ObservedProxy[],
): Promise<ObservedProxy[]> => {
  if (proxies.every(({ refused }) => refused.length === 0)) return [...proxies];
  const held = new Set(
    (await docker.listContainers()).flatMap(({ Ports }) => Ports.map(({ PublicPort }) => PublicPort)),
  );
  const marked = async (refusal: RefusedPort, address: string): Promise<RefusedPort> => {
    const { hostPort, holder } = refusal;
    if (held.has(hostPort)) return refusal;
    const isFree = isOnThisMachine ? await canListen(address, hostPort) : holder !== SOME_PROGRAM;
    return isFree ? { ...refusal, free: true } : refusal;
  };
  return Promise.all(
    proxies.map(async (proxy) => ({
      ...proxy,
      refused: await Promise.all(proxy.refused.map((refusal) => marked(refusal, proxy.hostAddress))),
    })),
  );
};
