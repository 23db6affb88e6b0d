import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findEndpoint, parseAddress } from '../../../../src/runtime/docker/endpoint.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'berth-endpoint-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

const write = (path: string, text: string): void => {
  const full = join(home, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
};

const addContext = (name: string, endpoint: object, folder = '.docker'): string => {
  const hash = createHash('sha256').update(name).digest('hex');
  const meta = JSON.stringify({ Name: name, Endpoints: { docker: endpoint } });
  write(`${folder}/contexts/meta/${hash}/meta.json`, meta);
  return `${folder}/contexts/tls/${hash}/docker`;
};

const find = (env: Record<string, string> = {}, context?: string) => findEndpoint({ env, home, context });

describe('the engine that is meant', () => {
  test('is the local one where nothing else is said', () => {
    expect(find()).toEqual({
      kind: 'socket',
      address: 'unix:///var/run/docker.sock',
      path: '/var/run/docker.sock',
    });
  });

  test.each([
    [
      '--context before all',
      { DOCKER_HOST: 'tcp://env:1', DOCKER_CONTEXT: 'variable' },
      'flag',
      'tcp://flag:1',
    ],
    [
      'then DOCKER_HOST',
      { DOCKER_HOST: 'tcp://env:1', DOCKER_CONTEXT: 'variable' },
      undefined,
      'tcp://env:1',
    ],
    ['then DOCKER_CONTEXT', { DOCKER_CONTEXT: 'variable' }, undefined, 'tcp://variable:1'],
    ['then the current context', {}, undefined, 'tcp://current:1'],
    ['--context default means the environment', { DOCKER_HOST: 'tcp://env:1' }, 'default', 'tcp://env:1'],
    ['empty variables say nothing', { DOCKER_HOST: '', DOCKER_CONTEXT: '' }, '', 'tcp://current:1'],
  ])('%s', (_, env, context, address) => {
    for (const name of ['flag', 'variable', 'current']) addContext(name, { Host: `tcp://${name}:1` });
    write('.docker/config.json', '{"currentContext":"current"}');
    expect(find(env, context)).toMatchObject({ kind: 'tcp', address });
  });

  test('is looked for in DOCKER_CONFIG', () => {
    addContext('far', { Host: 'ssh://me@far' }, 'elsewhere');
    const endpoint = find({ DOCKER_CONFIG: join(home, 'elsewhere') }, 'far');
    expect(endpoint).toMatchObject({ kind: 'ssh', destination: { host: 'far', user: 'me' } });
  });

  test('is asked for by a context that does not exist: it says so', () => {
    expect(() => find({}, 'nope')).toThrowError(
      expect.objectContaining({
        name: 'RuntimeError',
        code: 'invalid',
        message: 'there is no Docker context "nope" (docker context ls shows them)',
      }),
    );
  });

  test('is not guessed at where the configuration is broken', () => {
    write('.docker/config.json', '{');
    expect(() => find()).toThrowError(
      expect.objectContaining({
        code: 'invalid',
        message: expect.stringMatching(/config\.json/),
      }),
    );
  });
});

describe('TLS', () => {
  test('follows the variables', () => {
    write('certs/ca.pem', 'CA');
    write('certs/cert.pem', 'CERT');
    write('certs/key.pem', 'KEY');
    const env = { DOCKER_HOST: 'tcp://far', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(home, 'certs') };
    expect(find(env)).toMatchObject({
      port: 2376,
      tls: { verify: true, ca: Buffer.from('CA'), cert: Buffer.from('CERT'), key: Buffer.from('KEY') },
    });
  });

  test('takes its files from ~/.docker, and does without those that are not there', () => {
    write('.docker/ca.pem', 'CA');
    const endpoint = find({ DOCKER_HOST: 'tcp://far:9', DOCKER_TLS: '1' });
    expect(endpoint).toMatchObject({ port: 9, tls: { verify: false, ca: Buffer.from('CA') } });
    expect(endpoint).not.toHaveProperty('tls.key');
  });

  test('comes with a context', () => {
    const folder = addContext('far', { Host: 'tcp://far:2376', SkipTLSVerify: false });
    write(`${folder}/ca.pem`, 'CA');
    expect(find({}, 'far')).toMatchObject({ tls: { verify: true, ca: Buffer.from('CA') } });
  });

  test('is not used where nobody asks for it', () => {
    addContext('far', { Host: 'tcp://far:2375', SkipTLSVerify: false });
    expect(find({}, 'far')).toMatchObject({ tls: undefined });
  });
});

describe('an address', () => {
  test.each([
    ['unix:///run/podman.sock', { kind: 'socket', path: '/run/podman.sock' }],
    ['unix://', { kind: 'socket', path: '/var/run/docker.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://box', { kind: 'tcp', host: 'box', port: 2375 }],
    ['tcp://', { kind: 'tcp', host: '127.0.0.1', port: 2375 }],
    ['box:2375', { kind: 'tcp', address: 'tcp://box:2375', host: 'box', port: 2375 }],
    ['tcp://box:80', { kind: 'tcp', host: 'box', port: 80 }],
    ['tcp://[::1]:4711', { kind: 'tcp', host: '::1', port: 4711 }],
    ['http://box:4711', { kind: 'tcp', port: 4711, tls: undefined }],
    ['https://box', { kind: 'tcp', port: 2376, tls: { verify: true } }],
    [
      'ssh://box',
      { kind: 'ssh', destination: { host: 'box', user: undefined, port: undefined, socketPath: undefined } },
    ],
    [
      'ssh://me@box:2222/run/docker.sock',
      { kind: 'ssh', destination: { host: 'box', user: 'me', port: '2222', socketPath: '/run/docker.sock' } },
    ],
  ])('%s', (address, expected) => {
    expect(parseAddress(address, undefined)).toMatchObject(expected);
  });

  test.each(['fd://', 'tcp://bo x', 'ssh://me:secret@box', 'quic://box'])('%s is refused', (address) => {
    expect(() => parseAddress(address, undefined)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});
