import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';
import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { berthOk, containersOf, docker, uniqueNamespace } from './berth.ts';
import { ensureNodeImage, NODE_IMAGE, nodeCommand } from './node-image.ts';

/** What programs say to each other through a Service, whole and in time. */

const GIBIBYTE = 2 ** 30;
const PART = 2 ** 20;
/** `npm run test:load` is the long form. */
const SILENCE_MS = Number(process.env['BERTH_LOAD_ROUNDS'] ?? 1) > 1 ? 90_000 : 10_000;

/** All parts differ. */
const PART_OF_DOWNLOAD = `(index) => {
  const part = Buffer.alloc(${PART}, 'berth');
  part.writeUInt32BE(index);
  return part;
}`;

/** Port 8080 speaks http and upgrades to an echo, port 9090 speaks gRPC. */
const SERVER = `
const http = require('node:http');
const { createHash } = require('node:crypto');
const partOf = ${PART_OF_DOWNLOAD};
let events;
const answer = {
  '/headers': (request, response) => response.end(JSON.stringify(request.headers)),
  '/events': (request, response) => {
    events = response;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: first\\n\\n');
  },
  '/next': (request, response) => {
    events.write('data: next\\n\\n');
    response.end();
  },
  '/download': async (request, response) => {
    response.writeHead(200, { 'content-length': ${GIBIBYTE} });
    for (let index = 0; index < ${GIBIBYTE / PART}; index++) {
      if (!response.write(partOf(index))) await new Promise((resolve) => response.once('drain', resolve));
    }
    response.end();
  },
};
const server = http.createServer((request, response) => answer[request.url](request, response));
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1')
    .update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n' +
    'Sec-WebSocket-Accept: ' + accept + '\\r\\n\\r\\n');
  socket.write('welcome');
  socket.on('error', () => {}).pipe(socket);
});
server.listen(8080);
const grpc = require('node:http2').createServer();
grpc.on('stream', (stream, headers) => {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  if (headers[':path'] === '/test.Echo/Stream') return stream.pipe(stream);
  const parts = [];
  stream.on('data', (part) => parts.push(part)).on('end', () => stream.end(Buffer.concat(parts)));
});
grpc.listen(9090);
process.on('SIGTERM', () => process.exit());
`;

const ports = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'bytes', port: 81, targetPort: 8080 },
  { name: 'grpc', port: 82, targetPort: 9090 },
];

const objects = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'talks' },
    spec: { type: 'NodePort', selector: { app: 'talks' }, ports },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'talks' },
    spec: {
      selector: { matchLabels: { app: 'talks' } },
      template: {
        metadata: { labels: { app: 'talks' } },
        spec: {
          containers: [
            {
              name: 'main',
              image: NODE_IMAGE,
              command: nodeCommand(SERVER),
              readinessProbe: { tcpSocket: { port: 9090 }, periodSeconds: 1 },
            },
          ],
        },
      },
    },
  },
];

const namespace = uniqueNamespace();
const hostPorts = new Map<string, number>();
/** The ways through the proxy that pass http on: understood, and as mere bytes. */
const WAYS = ['http', 'bytes'];

const portOf = (way: string): number => hostPorts.get(way) ?? 0;

const get = (way: string, path: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: portOf(way), path, headers: { connection: 'close' } };
    request(options, resolve).on('error', reject).end();
  });

const textOf = async (response: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const part of response) text += String(part);
  return text;
};

interface Upgraded {
  response: IncomingMessage;
  socket: Duplex;
}

const upgraded = (way: string): Promise<Upgraded> =>
  new Promise((resolve, reject) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    request({ host: '127.0.0.1', port: portOf(way), path: '/', headers })
      .on('upgrade', (response, socket, head) => {
        socket.unshift(head);
        resolve({ response, socket });
      })
      .on('error', reject)
      .end();
  });

/** Reads as much as that is long. */
const heard = async (socket: Duplex, { length }: string): Promise<string> => {
  let got = '';
  for await (const part of socket.iterator({ destroyOnReturn: false })) {
    got += String(part);
    if (got.length >= length) break;
  }
  return got;
};

const silent: Duplex[] = [];
let silentSince = 0;

beforeAll(async () => {
  await ensureNodeImage();
  await berthOk(
    ['apply', '-n', namespace, '-f', '-'],
    objects.map((each) => JSON.stringify(each)).join('\n---\n'),
  );
  const path = '{range .spec.ports[*]}{.name} {.nodePort}{"\\n"}{end}';
  const lines = await berthOk(['get', 'service', 'talks', '-n', namespace, '-o', `jsonpath=${path}`]);
  for (const [, name = '', port] of lines.matchAll(/(\S+) (\d+)/g)) hostPorts.set(name, Number(port));
  for (const way of WAYS) {
    const { socket } = await upgraded(way);
    await heard(socket, 'welcome');
    silent.push(socket);
  }
  silentSince = Date.now();
});

afterAll(async () => {
  for (const socket of silent) socket.destroy();
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

describe.each(WAYS)('a Service passes on, by its port named %s,', (way) => {
  test('a WebSocket, both ways', async () => {
    const { response, socket } = await upgraded(way);
    onTestFinished(() => void socket.destroy());
    expect(response.statusCode).toBe(101);
    expect(response.headers['sec-websocket-accept']).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    expect(await heard(socket, 'welcome')).toBe('welcome');
    for (const said of ['hello', 'again']) {
      socket.write(said);
      expect(await heard(socket, said)).toBe(said);
    }
  });

  test('events of a server one by one', async () => {
    const response = await get(way, '/events');
    onTestFinished(() => void response.destroy());
    const events = response.iterator({ destroyOnReturn: false });
    const next = async (): Promise<string> => String((await events.next()).value);
    expect(await next()).toBe('data: first\n\n');
    for (let asked = 0; asked < 3; asked++) {
      // There is none under way: whoever held one back to send more at once would wait for ever.
      await textOf(await get(way, '/next'));
      expect(await next()).toBe('data: next\n\n');
    }
  });

  test('a download of 1 GiB whole', async () => {
    const partOf = (index: number): Buffer => {
      const part = Buffer.alloc(PART, 'berth');
      part.writeUInt32BE(index);
      return part;
    };
    const wanted = createHash('sha1');
    for (let index = 0; index < GIBIBYTE / PART; index++) wanted.update(partOf(index));
    const got = createHash('sha1');
    for await (const part of await get(way, '/download')) got.update(part);
    expect(got.digest('hex')).toBe(wanted.digest('hex'));
  });
});

describe('a Service that speaks http', () => {
  test('tells the pod the address of the client', async () => {
    const [pod = ''] = await containersOf(namespace);
    const ask = "fetch('http://talks/headers').then(async (response) => console.log(await response.text()))";
    const seen: unknown = JSON.parse(await docker('exec', pod, ...nodeCommand(ask)));
    const address = await berthOk([
      'get',
      'pods',
      '-n',
      namespace,
      '-o',
      'jsonpath={.items[0].status.podIP}',
    ]);
    expect(seen).toMatchObject({ 'x-forwarded-for': address });
  });
});

/** One message as gRPC sends it. */
const message = (text: string): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(Buffer.byteLength(text), 1);
  return Buffer.concat([head, Buffer.from(text)]);
};

describe('a Service that speaks gRPC', () => {
  let session: ClientHttp2Session;

  beforeAll(() => {
    session = connect(`http://127.0.0.1:${portOf('grpc')}`);
  });

  afterAll(() => session.destroy());

  const call = (method: string): ClientHttp2Stream =>
    session.request({
      ':method': 'POST',
      ':path': `/test.Echo/${method}`,
      'content-type': 'application/grpc',
      te: 'trailers',
    });

  test('answers a call, with its trailers', async () => {
    const stream = call('Unary');
    const trailers = once(stream, 'trailers');
    stream.end(message('hello'));
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part);
    expect(Buffer.concat(parts)).toEqual(message('hello'));
    expect((await trailers)[0]).toMatchObject({ 'grpc-status': '0' });
  });

  test('carries a stream of both sides, message by message, beside other calls', async () => {
    const stream = call('Stream');
    const trailers = once(stream, 'trailers');
    for (const said of ['one', 'two', 'three']) {
      stream.write(message(said));
      expect(await heard(stream, String(message(said)))).toBe(String(message(said)));
      const other = call('Unary');
      other.end(message(said));
      expect(await heard(other, String(message(said)))).toBe(String(message(said)));
    }
    stream.end();
    expect((await trailers)[0]).toMatchObject({ 'grpc-status': '0' });
  });
});

describe('connections that nobody has said anything on for long', () => {
  test(
    'go on, also when the Service leads to other pods meanwhile',
    async () => {
      await berthOk(['scale', '-n', namespace, 'deployment/talks', '--replicas=2']);
      await pause(Math.max(0, silentSince + SILENCE_MS - Date.now()));
      for (const socket of silent) {
        socket.write('still here');
        expect(await heard(socket, 'still here')).toBe('still here');
      }
    },
    SILENCE_MS + 60_000,
  );
});
