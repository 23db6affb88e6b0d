import { connect, isIP } from 'node:net';
import type { Endpoint } from '../endpoint.ts';
import type { Line } from './connection.ts';

/** TLS and ssh load only where the engine is reached by them. */
export const lineOpener = async (endpoint: Endpoint): Promise<() => Line> => {
  switch (endpoint.kind) {
    case 'socket':
      return () => connect(endpoint.path);
    case 'ssh': {
      const { connectBySsh } = await import('./ssh-line.ts');
      return () => connectBySsh(endpoint.destination);
    }
    case 'tcp': {
      const { host, port } = endpoint;
      const options = { host, port, keepAlive: true, noDelay: true };
      if (endpoint.tls === undefined) return () => connect(options);
      const { verify, ...files } = endpoint.tls;
      const tls = await import('node:tls');
      // A name is sent along for servers of many names; an address is none.
      const servername = isIP(host) === 0 ? host : '';
      return () => tls.connect({ ...options, servername, rejectUnauthorized: verify, ...files });
    }
  }
};

/** What requests call the engine. */
export const hostOf = (endpoint: Endpoint): string => {
  if (endpoint.kind !== 'tcp') return 'docker';
  const { host, port } = endpoint;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
};
