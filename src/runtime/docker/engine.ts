import { once } from 'node:events';
import { Agent, IncomingMessage } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import Docker from 'dockerode';
import { RuntimeError } from '../driver.ts';
import { chooseApiVersion } from './api-version.ts';
import { type Endpoint, type EndpointChoice, findEndpoint } from './endpoint.ts';
import { toRuntimeError, unreachable } from './errors.ts';
import { connectBySsh } from './ssh-connection.ts';

/** The engine of one process: found and connected to at the first question, and kept. */
export interface Engine {
  /** Rejects with RuntimeErrors only. */
  ask<T>(question: (docker: Docker, engine: Connection) => Promise<T>): Promise<T>;
  close(): void;
}

interface Connection {
  readonly address: string;
  /** By how much the engine's clock is ahead of ours, where that is more than the way there can explain. */
  readonly clockAheadMs: number;
}

const CONNECT_TIMEOUT_MS = 15_000;

class SshAgent extends Agent {
  readonly #endpoint: Extract<Endpoint, { kind: 'ssh' }>;

  constructor(endpoint: Extract<Endpoint, { kind: 'ssh' }>) {
    super({ keepAlive: true });
    this.#endpoint = endpoint;
  }

  override createConnection(): Duplex {
    return connectBySsh(this.#endpoint.destination);
  }
}

const agentFor = (endpoint: Endpoint): Agent => {
  switch (endpoint.kind) {
    case 'socket':
      return new Agent({ keepAlive: true });
    case 'ssh':
      return new SshAgent(endpoint);
    case 'tcp': {
      if (endpoint.tls === undefined) return new Agent({ keepAlive: true });
      const { verify, ...files } = endpoint.tls;
      return new TlsAgent({ keepAlive: true, rejectUnauthorized: verify, ...files });
    }
  }
};

/**
 * docker-modem describes each request for a debug log, whether or not anyone reads it, and with the request the
 * agent and all its sockets: 3 ms a request.
 */
const withoutDescription = (agent: Agent): Agent =>
  Object.defineProperty(agent, inspect.custom, { value: () => 'Agent' });

/** All that docker-modem would else take from DOCKER_HOST and its like, which findEndpoint has already weighed. */
const UNSET = { host: undefined, port: undefined, socketPath: undefined, pathPrefix: '/', sshOptions: {} };
const NO_FILES = { ca: undefined, cert: undefined, key: undefined };

const addressOptions = (endpoint: Endpoint) => {
  switch (endpoint.kind) {
    case 'socket':
      return { ...UNSET, socketPath: endpoint.path, protocol: 'http' } as const;
    case 'ssh':
      return { ...UNSET, host: 'docker.sock', protocol: 'http' } as const;
    case 'tcp': {
      const { host, port, tls } = endpoint;
      const urlHost = host.includes(':') ? `[${host}]` : host;
      return { ...UNSET, host: urlHost, port, protocol: tls === undefined ? 'http' : 'https' } as const;
    }
  }
};

const ping = (docker: Docker): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        method: 'GET',
        path: '/_ping',
        // As a stream, for its headers.
        isStream: true,
        statusCodes: { 200: true },
        abortSignal: AbortSignal.timeout(CONNECT_TIMEOUT_MS),
      },
      (error, response) => (response instanceof IncomingMessage ? resolve(response) : reject(error)),
    );
  });

/** The header gives whole seconds. */
const CLOCK_GRAIN_MS = 1_500;

const clockAhead = ({ headers }: IncomingMessage): number => {
  const ahead = Date.parse(headers.date ?? '') - Date.now();
  return Math.abs(ahead) > CLOCK_GRAIN_MS ? ahead : 0;
};

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');

interface Connected extends Connection {
  docker: Docker;
  agent: Agent;
}

const connect = async (endpoint: Endpoint): Promise<Connected> => {
  const { address } = endpoint;
  const agent = withoutDescription(agentFor(endpoint));
  const options = { ...addressOptions(endpoint), ...NO_FILES, agent };
  try {
    const response = await ping(new Docker(options));
    // So that its connection is free for the next question.
    await once(response.resume(), 'end');
    const version = chooseApiVersion(String(response.headers['api-version']), address);
    return {
      address,
      agent,
      docker: new Docker({ ...options, version }),
      clockAheadMs: clockAhead(response),
    };
  } catch (error) {
    agent.destroy();
    if (error instanceof RuntimeError) throw error;
    throw unreachable(address, isTimeout(error) ? { code: 'ETIMEDOUT' } : error);
  }
};

export const createEngine = (choice: EndpointChoice): Engine => {
  let connected: Promise<Connected> | undefined;

  const connectOnce = (): Promise<Connected> => {
    connected ??= findEndpoint(choice).then(connect);
    // A failure is not kept: the engine may be there at the next question.
    connected.catch(() => (connected = undefined));
    return connected;
  };

  return {
    ask: async (question) => {
      const connection = await connectOnce();
      try {
        return await question(connection.docker, connection);
      } catch (error) {
        throw toRuntimeError(error, connection.address);
      }
    },
    close: () => {
      connected?.then(({ agent }) => agent.destroy()).catch(() => undefined);
      connected = undefined;
    },
  };
};
