import { once } from 'node:events';
import { chooseApiVersion } from './api-version.ts';
import { createDocker, type Docker } from './docker.ts';
import { type Endpoint, type EndpointChoice, findEndpoint } from './endpoint.ts';
import { type EngineMemory, readMemory, writeMemory } from './engine-memory.ts';
import { EngineError, engineWords, httpStatus, toRuntimeError, unreachable } from './errors.ts';
import type { HttpAnswer } from './http/connection.ts';
import { createHttpClient, type HttpClient } from './http/http-client.ts';
import { hostOf, lineOpener } from './http/open-line.ts';

/** The engine of one process: found and connected to at the first question, and kept. */
export interface Engine {
  /** Rejects with RuntimeErrors only. */
  ask<T>(question: (docker: Docker, engine: Connection) => Promise<T>): Promise<T>;
  /** Leaves to the commands to come what this one has learned. */
  close(runs: EngineMemory['runs'] | undefined): Promise<void>;
}

interface Connection {
  readonly address: string;
  /** What earlier commands have learned of the engine. */
  readonly memory: EngineMemory;
  /** By how much the engine's clock is ahead of ours, where that is more than the way there can explain. */
  readonly clockAheadMs: () => Promise<number>;
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
  /** The newest version of the API that the engine offers. */
  offered: () => string;
  disconnect: () => void;
}

const connect = async (endpoint: Endpoint, memory: EngineMemory): Promise<Connected> => {
  const { address } = endpoint;
  const http = createHttpClient(await lineOpener(endpoint), hostOf(endpoint));
  const answered = async (): Promise<HttpAnswer> => {
    try {
      return await ping(http);
    } catch (error) {
      http.close();
      throw unreachable(address, isTimeout(error) ? { code: 'ETIMEDOUT' } : error);
    }
  };
  // An engine on this machine answers at once or not at all; one that is far away is better asked first.
  const known = endpoint.kind === 'socket' ? memory.apiVersion : undefined;
  let offered = known ?? (await answered()).headers.get('api-version') ?? '';
  const docker = createDocker(http, `/${chooseApiVersion(offered, address)}`, (version) => {
    offered = version;
  });
  return {
    address,
    memory,
    docker,
    offered: () => offered,
    clockAheadMs: async () => clockAhead(await answered()),
    disconnect: () => http.close(),
  };
};

/** The engine is another one than it was, and does not speak the version any more that it is known for. */
const isOtherVersion = (error: unknown): boolean =>
  httpStatus(error) === 400 && /client version .* is too (?:new|old)/.test(engineWords(error));

export const createEngine = (choice: EndpointChoice): Engine => {
  let connected: Promise<Connected> | undefined;

  const reconnect = (known?: EngineMemory): Promise<Connected> => {
    const find = async (): Promise<Connected> => {
      const endpoint = findEndpoint(choice);
      return connect(endpoint, known ?? readMemory(choice.env, endpoint.address));
    };
    const connecting = find();
    // A failure is not kept: the engine may be there at the next question.
    connecting.catch(() => (connected = undefined));
    connected = connecting;
    return connecting;
  };

  const answer = async <T>(
    question: (docker: Docker, engine: Connection) => Promise<T>,
    connection: Connected,
  ): Promise<T> => {
    try {
      return await question(connection.docker, connection);
    } catch (error) {
      if (connection.memory.apiVersion !== undefined && isOtherVersion(error)) {
        return answer(question, await reconnect({ runs: {} }));
      }
      throw toRuntimeError(error, connection.address);
    }
  };

  return {
    ask: async (question) => answer(question, await (connected ?? reconnect())),
    close: async (runs) => {
      const connection = await connected?.catch(() => undefined);
      connected = undefined;
      if (connection === undefined) return;
      connection.disconnect();
      const { address, memory, offered } = connection;
      if (runs === undefined && memory.apiVersion === offered()) return;
      writeMemory(choice.env, address, { apiVersion: offered(), runs: runs ?? memory.runs });
    },
  };
};
