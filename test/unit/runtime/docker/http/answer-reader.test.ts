import { describe, expect, test } from 'vitest';
import {
  type AwaitedAnswer,
  createAnswerReader,
} from '../../../../../src/runtime/docker/http/answer-reader.ts';

interface Read {
  status: number;
  headers: Record<string, string>;
  body: string;
  ended: boolean;
}

/** What becomes of these bytes, where they come in these pieces. */
const readAll = (pieces: readonly Buffer[], awaited: AwaitedAnswer = 'answer', closed = false): Read[] => {
  const answers: Read[] = [];
  const last = (): Read => answers.at(-1)!;
  const reader = createAnswerReader({
    awaited: () => awaited,
    onHead: ({ status, headers }) =>
      answers.push({ status, headers: Object.fromEntries(headers), body: '', ended: false }),
    onBody: (bytes) => {
      last().body += bytes.toString();
    },
    onEnd: () => {
      last().ended = true;
    },
  });
  for (const piece of pieces) reader.read(piece);
  if (closed) reader.close();
  return answers;
};

const bytes = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'));

const LENGTH = bytes('HTTP/1.1 200 OK', 'Api-Version: 1.41', 'Content-Length: 5', '', 'hello');
const CHUNKED = bytes(
  'HTTP/1.1 201 Created',
  'Transfer-Encoding: chunked',
  '',
  '5',
  'hello',
  'b;name=value',
  ' wide\r\nworl',
  '0',
  'Trailer: 1',
  '',
  '',
);
const EMPTY = bytes('HTTP/1.1 204 No Content', 'Server: Docker/20.10', '', '');
const UNCHANGED = bytes('HTTP/1.1 304 Not Modified', '', '');

describe('answers are the same wherever their bytes are cut', () => {
  const all = Buffer.concat([LENGTH, CHUNKED, EMPTY, UNCHANGED, LENGTH]);
  const expected: Read[] = [
    { status: 200, headers: { 'api-version': '1.41', 'content-length': '5' }, body: 'hello', ended: true },
    {
      status: 201,
      headers: { 'transfer-encoding': 'chunked' },
      body: 'hello wide\r\nworl',
      ended: true,
    },
    { status: 204, headers: { server: 'Docker/20.10' }, body: '', ended: true },
    { status: 304, headers: {}, body: '', ended: true },
    { status: 200, headers: { 'api-version': '1.41', 'content-length': '5' }, body: 'hello', ended: true },
  ];

  test('in one piece', () => {
    expect(readAll([all])).toEqual(expected);
  });

  test('in two pieces, at each place', () => {
    for (let at = 0; at <= all.length; at++) {
      expect(readAll([all.subarray(0, at), all.subarray(at)])).toEqual(expected);
    }
  });

  test('byte by byte', () => {
    expect(readAll(Array.from(all, (byte) => Buffer.from([byte])))).toEqual(expected);
  });
});

test('a body is passed on as it comes, not when it is complete', () => {
  const [half] = readAll([LENGTH.subarray(0, -2)]);
  expect(half).toMatchObject({ body: 'hel', ended: false });
  const [chunk] = readAll([bytes('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', 'ff', 'begun')]);
  expect(chunk).toMatchObject({ body: 'begun', ended: false });
});

test('a body of no known length ends with the connection', () => {
  const head = bytes('HTTP/1.1 200 OK', '', 'all there is');
  expect(readAll([head])).toMatchObject([{ body: 'all there is', ended: false }]);
  expect(readAll([head], 'answer', true)).toMatchObject([{ body: 'all there is', ended: true }]);
});

test('an answer to HEAD has a length and no body', () => {
  const head = bytes('HTTP/1.1 200 OK', 'Content-Length: 5', '', '');
  expect(readAll([head], 'head')).toMatchObject([{ body: '', ended: true }]);
});

test('what announces an answer is none', () => {
  expect(readAll([bytes('HTTP/1.1 100 Continue', '', ''), LENGTH])).toMatchObject([{ status: 200 }]);
});

describe('where a stream was asked for', () => {
  test.each(['HTTP/1.1 101 UPGRADED', 'HTTP/1.1 200 OK'])('all that follows "%s" is of it', (status) => {
    const upgraded = bytes(status, 'Content-Type: application/vnd.docker.raw-stream', '', 'HTTP/1.1 200 OK');
    expect(readAll([upgraded], 'stream')).toMatchObject([{ body: 'HTTP/1.1 200 OK', ended: false }]);
  });

  test('a refusal is an answer like others', () => {
    const refused = bytes('HTTP/1.1 409 Conflict', 'Content-Length: 2', '', 'no');
    expect(readAll([refused], 'stream')).toMatchObject([{ status: 409, body: 'no', ended: true }]);
  });
});

describe('no HTTP is', () => {
  test.each([
    ['another protocol', bytes('SSH-2.0-OpenSSH_9.2', '', '')],
    ['a chunk without a size', bytes('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', 'xyz', '')],
    [
      'a chunk longer than its size',
      bytes('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', '1', 'xyz', ''),
    ],
    ['a head without an end', Buffer.alloc(70_000, 'x')],
  ])('%s', (_, text) => {
    expect(() => readAll([text])).toThrow('that is no');
  });

  test.each([
    ['a head', LENGTH.subarray(0, 10)],
    ['a body', LENGTH.subarray(0, -1)],
    ['a chunk', CHUNKED.subarray(0, -20)],
  ])('%s that is cut short', (_, text) => {
    expect(() => readAll([text], 'answer', true)).toThrow('cut short');
  });

  test('but a connection may close between two answers', () => {
    expect(readAll([LENGTH], 'answer', true)).toMatchObject([{ ended: true }]);
  });
});
