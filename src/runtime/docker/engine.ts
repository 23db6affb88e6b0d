import { once } from 'node:events';
import { RuntimeError } from '../driver.ts';
import { chooseApiVersion } from './api-version.ts';
import { createDocker, type Docker } from './docker.ts';
import { type Endpoint, type EndpointChoice, findEndpoint } from './endpoint.ts';
import { EngineError, toRuntimeError, unreachable } from './errors.ts';
import type { HttpAnswer } from './http/connection.ts';
import { createHttpClient, type HttpClient } from './http/http-client.ts';
import { hostOf, lineOpener } from './http/open-line.ts';

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

/** By any version of the API: it is where versions are learned. */
const ping = async (http: HttpClient): Promise<HttpAnswer> => {
  const signal = AbortSignal.timeout(CONNECT_TIMEOUT_MS);
  const answer = await http.send({ method: 'GET', path: '/_ping', signal });
  answer.body.resume();
  if (answer.status !== 200) throw new EngineError(answer.status, answer.reason);
  // So that its connection is free for the next question.
  await once(answer.body, 'end');
  return answer;
};

/** The header gives whole seconds. */
const CLOCK_GRAIN_MS = 1_500;

const clockAhead = ({ headers }: HttpAnswer): number => {
  const ahead = Date.parse(headers.get('date') ?? '') - Date.now();
  return Math.abs(ahead) > CLOCK_GRAIN_MS ? ahead : 0;
};

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');

interface Connected extends Connection {
  docker: Docker;
  http: HttpClient;
}

const connect = async (endpoint: Endpoint): Promise<Connected> => {
  const { address } = endpoint;
  const http = createHttpClient(await lineOpener(endpoint), hostOf(endpoint));
  try {
    const answer = await ping(http);
    const version = chooseApiVersion(answer.headers.get('api-version'), address);
    return { address, http, docker: createDocker(http, `/${version}`), clockAheadMs: clockAhead(answer) };
  } catch (error) {
    http.close();
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
      connected?.then(({ http }) => http.close()).catch(() => undefined);
      connected = undefined;
    },
  };
};
