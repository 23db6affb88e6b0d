import { describe, expect, test } from 'vitest';
import { RuntimeError } from '../../../../src/runtime/driver.ts';
import { EngineError, toRuntimeError, unreachable } from '../../../../src/runtime/docker/errors.ts';

const ADDRESS = 'unix:///var/run/docker.sock';

const answer = (statusCode: number, message: string): Error =>
  new EngineError(statusCode, JSON.stringify({ message }));

const trouble = (code: string, message = `connect ${code}`): Error =>
  Object.assign(new Error(message), { code });

describe('an answer of the engine keeps its words and gets a code', () => {
  test.each([
    [404, 'No such image: web:1', 'imageNotFound'],
    [404, 'No such container: cafe', 'notFound'],
    [404, 'network berth not found', 'notFound'],
    [409, 'Conflict. The container name "/web" is already in use', 'conflict'],
    [400, 'OCI runtime create failed: exec: "nope": executable file not found in $PATH', 'invalid'],
    [401, 'login required', 'unauthorized'],
    [500, 'driver failed: Bind for 0.0.0.0:80 failed: port is already allocated', 'portInUse'],
    [500, 'listen tcp4 0.0.0.0:80: bind: address already in use', 'portInUse'],
    [500, 'Ports are not available: exposing port TCP 0.0.0.0:80', 'portInUse'],
    [403, 'Address already in use', 'failed'],
    [500, 'something else', 'failed'],
  ])('%i "%s"', (status, words, code) => {
    expect(toRuntimeError(answer(status, words), ADDRESS)).toMatchObject({ code, message: words });
  });

  test('without JSON, on one line', () => {
    const error = new EngineError(502, 'bad\n gateway ');
    expect(toRuntimeError(error, ADDRESS).message).toBe('bad gateway');
  });
});

describe('a connection that fails says where, why and what to do', () => {
  test.each([
    ['ENOENT', `${ADDRESS}: no such socket. Is Docker running?`],
    ['ECONNREFUSED', `${ADDRESS}: nothing listens there. Is Docker running?`],
    ['EACCES', `${ADDRESS}: permission denied. Join the group "docker" (and log in again), or use sudo`],
    ['ECONNRESET', `${ADDRESS}: the connection broke. Is Docker restarting?`],
  ])('%s', (code, words) => {
    expect(toRuntimeError(trouble(code), ADDRESS)).toMatchObject({
      code: 'unreachable',
      message: `cannot reach the Docker engine at ${words}`,
    });
  });

  test.each([
    trouble('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'),
    answer(400, 'Client sent an HTTP request to an HTTPS server.'),
  ])('TLS has its own advice: %s', (error) => {
    expect(unreachable(ADDRESS, error).message).toMatch(
      /(certificate|server)\. Check DOCKER_TLS_VERIFY and DOCKER_CERT_PATH$/,
    );
  });
});

test('an error of our own stays as it is', () => {
  const error = new RuntimeError('conflict', 'taken');
  expect(toRuntimeError(error, ADDRESS)).toBe(error);
});

test('what was called off was interrupted', () => {
  expect(toRuntimeError(new DOMException('aborted', 'AbortError'), ADDRESS).code).toBe('interrupted');
});

test('anything else has failed', () => {
  expect(toRuntimeError('odd', ADDRESS)).toMatchObject({ code: 'failed', message: 'odd' });
});
