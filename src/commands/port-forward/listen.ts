import { createServer, isIP, type Server, type Socket } from 'node:net';
import { CliError } from '../../model/cli-error.ts';

/** Ports of this machine that wait for connections. */

interface ListenAddress {
  readonly host: string;
  /** Part of `localhost`, of which one address is enough. */
  readonly isOptional: boolean;
}

/** `localhost` is both 127.0.0.1 and ::1, or the one of them that can be had. */
export const parseAddresses = (words: readonly string[]): readonly ListenAddress[] => {
  const addresses = new Map<string, ListenAddress>();
  for (const word of words) {
    if (word !== 'localhost' && isIP(word) === 0) throw new CliError('usage', `${word} is not a valid IP`);
    for (const host of word === 'localhost' ? ['127.0.0.1', '::1'] : [word]) {
      addresses.set(host, { host, isOptional: word === 'localhost' });
    }
  }
  return [...addresses.values()].sort((a, b) => (a.host < b.host ? -1 : 1));
};

/** `[::1]:80` */
export const hostAndPort = (host: string, port: number): string =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;

/** In Go's words. */
const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'bind: address already in use',
  EACCES: 'bind: permission denied',
  EADDRNOTAVAIL: 'bind: cannot assign requested address',
};

const reasonOf = (error: NodeJS.ErrnoException): string => REASONS[error.code ?? ''] ?? error.message;

const listenAt = (
  host: string,
  port: number,
  onConnection: (socket: Socket) => void,
): Promise<{ server: Server; port: number }> =>
  new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, onConnection);
    server.once('error', (error) => {
      const where = `tcp${isIP(host)} ${hostAndPort(host, port)}`;
      reject(new Error(`unable to create listener: Error listen ${where}: ${reasonOf(error)}`));
    });
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : port });
    });
  });

export interface Listening {
  readonly servers: readonly Server[];
  /** `127.0.0.1`, in the order of the servers. */
  readonly hosts: readonly string[];
  readonly port: number;
}

/** Listens at one port of all addresses; 0 is a free one, the same for all. */
export const listen = async (
  addresses: readonly ListenAddress[],
  port: number,
  onConnection: (socket: Socket, port: number) => void,
): Promise<Listening> => {
  const servers: Server[] = [];
  const hosts: string[] = [];
  const failures: { isOptional: boolean; message: string }[] = [];
  let chosen = port;
  for (const { host, isOptional } of addresses) {
    try {
      const listening = await listenAt(host, chosen, (socket) => onConnection(socket, chosen));
      servers.push(listening.server);
      hosts.push(host);
      chosen = listening.port;
    } catch (error) {
      failures.push({ isOptional, message: error instanceof Error ? error.message : String(error) });
    }
  }
  const isEnough = failures.every(({ isOptional }) => isOptional) && servers.length > 0;
  if (isEnough) return { servers, hosts, port: chosen };
  for (const server of servers) server.close();
  const reasons = failures.map(({ message }) => message).join(' ');
  throw new Error(`Listeners failed to create with the following errors: [${reasons}]`);
};
