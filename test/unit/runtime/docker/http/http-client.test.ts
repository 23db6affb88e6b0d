import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, createServer as createNetServer, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpClient, type HttpClient } from '../../../../../src/runtime/docker/http/http-client.ts';
import type { HttpAnswer } from '../../../../../src/runtime/docker/http/connection.ts';

/** Node's own server is the other side. */

const over: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of over.splice(0)) await end();
});

const portOf = (server: { address(): unknown }): number => {
  const address = server.address();
  if (typeof address !== 'object' || address === null || !('port' in address)) throw new Error('no port');
  return Number(address.port);
};

interface Served {
  client: HttpClient;
  server: Server;
  /** How many connections there have been. */
  connections: () => number;
}

const serve = async (listener: RequestListener): Promise<Served> => {
  const server = createServer(listener);
  let count = 0;
  server.on('connection', () => count++);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = createHttpClient(() => connect(portOf(server), '127.0.0.1'), 'engine');
  over.push(
    () => client.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { client, server, connections: () => count };
};

const textOf = async ({ body }: HttpAnswer): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString();
};

const GET = { method: 'GET', path: '/' } as const;

test('a request arrives as it was written', async () => {
  const { client } = await serve((request, response) => {
    const parts: string[] = [];
    request.on('data', (part) => parts.push(String(part)));
    const { method, url, headers } = request;
    const told = { method, url, host: headers.host, type: headers['content-type'] };
    request.on('end', () => response.end(JSON.stringify({ ...told, body: parts.join('') })));
  });
  const answer = await client.send({
    method: 'POST',
    path: '/containers/create?name=a%20b',
    headers: { 'Content-Type': 'application/json' },
    body: Buffer.from('{"ä":1}'),
  });
  expect(JSON.parse(await textOf(answer))).toEqual({
    method: 'POST',
    url: '/containers/create?name=a%20b',
    host: 'engine',
    type: 'application/json',
    body: '{"ä":1}',
  });
});

test('a large body comes whole though it is read slowly', async () => {
  const text = 'x'.repeat(3_000_000);
  const { client } = await serve((_, response) => {
    response.write(text.slice(0, 1_000_000));
    response.end(text.slice(1_000_000));
  });
  const { body } = await client.send(GET);
  let length = 0;
  for await (const part of body) {
    length += part.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(length).toBe(text.length);
});

describe('a connection', () => {
  test('serves one request after the other', async () => {
    const { client, connections } = await serve((_, response) => void response.end('once more'));
    for (let count = 0; count < 3; count++) expect(await textOf(await client.send(GET))).toBe('once more');
    expect(connections()).toBe(1);
  });

  test('is not shared by requests that go on at the same time', async () => {
    const { client, connections } = await serve((_, response) => void response.end());
    await Promise.all([client.send(GET), client.send(GET)].map(async (answer) => textOf(await answer)));
    expect(connections()).toBe(2);
  });

  test('that the other side has closed is not used again', async () => {
    const { client, connections } = await serve((_, response) => {
      response.setHeader('Connection', 'close').end('bye');
    });
    for (let count = 0; count < 2; count++) expect(await textOf(await client.send(GET))).toBe('bye');
    expect(connections()).toBe(2);
  });

  test('whose answer was not read to its end is closed', async () => {
    let closed: Promise<unknown> | undefined;
    const { client } = await serve((request, response) => {
      closed = once(request.socket, 'close');
      response.write('some');
    });
    const { body } = await client.send(GET);
    for await (const _ of body) break;
    await expect(closed).resolves.toBeDefined();
  });

  test('that breaks before the answer fails the request', async () => {
    const { client } = await serve(({ socket }) => void socket.destroy());
    await expect(client.send(GET)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('that breaks in the answer fails whoever reads it', async () => {
    const { client } = await serve((_, response) => {
      response.setHeader('Content-Length', '10').write('half', () => response.socket?.destroy());
    });
    await expect(textOf(await client.send(GET))).rejects.toThrow('cut short');
  });

  test('that cannot be made says why', async () => {
    const client = createHttpClient(() => connect('/nowhere/docker.sock'), 'engine');
    await expect(client.send(GET)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a signal', () => {
  test('that was given before keeps the request from being made', async () => {
    const { client, connections } = await serve((_, response) => void response.end());
    await expect(client.send({ ...GET, signal: AbortSignal.abort() })).rejects.toThrow('aborted');
    expect(connections()).toBe(0);
  });

  test('ends the wait for an answer', async () => {
    const abort = new AbortController();
    const { client } = await serve(() => abort.abort());
    await expect(client.send({ ...GET, signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('ends an answer that goes on', async () => {
    const abort = new AbortController();
    const { client } = await serve((_, response) => void response.write('begun'));
    const { body } = await client.send({ ...GET, signal: abort.signal });
    await expect(
      (async () => {
        for await (const _ of body) abort.abort();
      })(),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('of a request that is over does not touch the next', async () => {
    const abort = new AbortController();
    const { client } = await serve((_, response) => void response.end('fine'));
    await textOf(await client.send({ ...GET, signal: abort.signal }));
    const next = client.send(GET);
    abort.abort();
    expect(await textOf(await next)).toBe('fine');
  });
});

test('a connection that was asked for goes both ways, and its input can end first', async () => {
  const { client, server } = await serve(() => undefined);
  server.on('upgrade', (_, socket: Socket) => {
    socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello ');
    const heard: string[] = [];
    socket.on('data', (bytes) => heard.push(bytes.toString()));
    socket.on('end', () => socket.end(heard.join('')));
  });
  const answer = await client.hijack({ method: 'POST', path: '/exec/1/start' });
  answer.body.write('wor');
  answer.body.end('ld');
  expect(await textOf(answer)).toBe('hello world');
});

test('whoever answers in another protocol is told so', async () => {
  const server = createNetServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  over.push(() => server.close());
  const client = createHttpClient(() => connect(portOf(server), '127.0.0.1'), 'engine');
  await expect(client.send(GET)).rejects.toThrow('that is no HTTP');
});

describe('a body that is a stream', () => {
  test('arrives whole', async () => {
    const { client } = await serve((request, response) => void request.pipe(response));
    const body = Readable.from(['one ', '', 'two ', 'x'.repeat(100_000)], { objectMode: false });
    const text = await textOf(await client.send({ method: 'PUT', path: '/', body }));
    expect(text).toBe(`one two ${'x'.repeat(100_000)}`);
  });

  test('that breaks breaks the request', async () => {
    const { client } = await serve((request, response) => void request.pipe(response));
    const body = new Readable({ read: () => body.destroy(new Error('the disk is gone')) });
    await expect(client.send({ method: 'PUT', path: '/', body })).rejects.toThrow('the disk is gone');
  });

  test('that nobody reads to its end leaves nothing in the way of the next request', async () => {
    const { client, connections } = await serve((_, response) => void response.writeHead(404).end('no'));
    const body = new Readable({ read: () => void body.push(Buffer.alloc(65_536)) });
    expect(await textOf(await client.send({ method: 'PUT', path: '/', body }))).toBe('no');
    expect(await textOf(await client.send(GET))).toBe('no');
    expect(connections()).toBe(2);
  });
});

test('a request that is to go alone waits for no connection and leaves none', async () => {
  const { client, connections } = await serve((_, response) => response.end('done'));
  await textOf(await client.send(GET));
  await textOf(await client.send({ ...GET, alone: true }));
  await textOf(await client.send(GET));
  expect(connections()).toBe(2);
});
