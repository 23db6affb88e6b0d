import { Duplex, Readable } from 'node:stream';
import type { AwaitedAnswer } from './answer-reader.ts';
import { type Connection, createConnection, type HttpAnswer, type Line } from './connection.ts';

/**
 * HTTP/1.1 as engines speak it. Node's own client costs 8 ms of every start, which is more than all that a
 * `get pods` does.
 */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Asks for the connection itself: the body of the answer can be written to. */
  hijack(request: HttpRequest): Promise<HttpAnswer & { body: Duplex }>;
  close(): void;
}

export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** With its query. */
  path: string;
  headers?: Readonly<Record<string, string>> | undefined;
  /** Whatever ends a stream too early ends the request with it. */
  body?: Buffer | Readable | undefined;
  signal?: AbortSignal | undefined;
  /** Over a connection of its own: an engine on its way down serves those that it has, and takes no new ones. */
  alone?: boolean;
}

const CLOSE = { Connection: 'close' };
const UPGRADE = { Connection: 'Upgrade', Upgrade: 'tcp' };

const headOf = ({ method, path, headers, body, alone }: HttpRequest, host: string): string => {
  const length = Buffer.isBuffer(body) ? body.length : 0;
  const size = body instanceof Readable ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': length };
  const all = { Host: host, 'User-Agent': 'berth', ...size, ...headers, ...(alone && CLOSE) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
};

/** Head and body at once where the body is known. */
const partsOf = async function* (request: HttpRequest, host: string): AsyncGenerator<Buffer> {
  const head = Buffer.from(headOf(request, host), 'latin1');
  if (!(request.body instanceof Readable)) {
    yield Buffer.concat([head, request.body ?? Buffer.alloc(0)]);
    return;
  }
  yield head;
  for await (const part of request.body) {
    const bytes = Buffer.from(part);
    if (bytes.length === 0) continue;
    yield Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
  }
  yield Buffer.from('0\r\n\r\n');
};

/** Each request has a connection to itself. One that is done with waits for the next request. */
export const createHttpClient = (open: () => Line, host: string): HttpClient => {
  const all = new Set<Connection>();
  const free = new Set<Connection>();

  const connect = (): Connection => {
    const connection = createConnection(open(), {
      onFree: () => free.add(connection),
      onGone: () => {
        all.delete(connection);
        free.delete(connection);
      },
    });
    all.add(connection);
    return connection;
  };

  const exchange = async (request: HttpRequest, awaited: AwaitedAnswer): Promise<HttpAnswer> => {
    request.signal?.throwIfAborted();
    const [waiting] = request.alone === true ? [] : free;
    if (waiting !== undefined) free.delete(waiting);
    return (waiting ?? connect()).exchange(partsOf(request, host), awaited, request.signal);
  };

  return {
    send: (request) => exchange(request, request.method === 'HEAD' ? 'head' : 'answer'),
    hijack: async (request) => {
      const answer = await exchange({ ...request, headers: { ...request.headers, ...UPGRADE } }, 'stream');
      const { body } = answer;
      if (!(body instanceof Duplex)) throw new Error('a connection that was asked for is no stream');
      return { ...answer, body };
    },
    close: () => all.forEach((connection) => connection.close()),
  };
};
