import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { realClock } from '../../../src/real-clock.ts';
import { createDockerRuntime } from '../../../src/runtime/docker/docker-runtime.ts';
import type { Runtime } from '../../../src/runtime/driver.ts';
import { docker } from './docker-command.ts';

const runtimeAt = (address: string): Runtime => {
  const runtime = createDockerRuntime({ env: { DOCKER_HOST: address }, clock: realClock });
  onTestFinished(() => runtime.close());
  return runtime;
};

const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-connection-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** The socket that the docker command uses. */
const engineSocket = async (): Promise<string> => {
  const host = await docker('context', 'inspect', '--format', '{{.Endpoints.docker.Host}}');
  return host.replace('unix://', '');
};

interface Relay {
  address: string;
  /** As when the engine goes down: connections break, and nothing listens any more. */
  cut(): Promise<void>;
  restore(): Promise<void>;
}

/** A socket that leads to the engine. */
const startRelay = async (): Promise<Relay> => {
  const path = join(scratch(), 'docker.sock');
  const target = await engineSocket();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const engine = connect(target);
    for (const socket of [client, engine]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.pipe(engine).pipe(client);
  });
  const listen = () => new Promise<void>((resolve) => server.listen(path, resolve));
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    });
  await listen();
  onTestFinished(cut);
  return { address: `unix://${path}`, cut, restore: listen };
};

export const connections = (): void => {
  describe('an engine that cannot be reached', () => {
    test.each([
      ['unix:///nowhere/docker.sock', 'no such socket. Is Docker running?'],
      ['tcp://127.0.0.1:1', 'nothing listens there. Is Docker running?'],
      ['tcp://no-such-host.invalid:2375', /the (name of the )?host/],
    ])('%s: says where, why and what to do, in one line', async (address, why) => {
      const error: unknown = await runtimeAt(address)
        .listPods()
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'RuntimeError', code: 'unreachable' });
      const message = error instanceof Error ? error.message : '';
      expect(message).toContain(`cannot reach the Docker engine at ${address}: `);
      expect(message).toMatch(why);
      expect(message).not.toContain('\n');
    });

    test('and one that is no Docker engine', async () => {
      const server = createServer((socket) =>
        socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'),
      );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      await expect(runtimeAt(`tcp://127.0.0.1:${port}`).version()).rejects.toMatchObject({
        code: 'unreachable',
      });
    });
  });

  describe('an engine that goes away', () => {
    test('ends a watch with unreachable, and is found again when it is back', async () => {
      const relay = await startRelay();
      const runtime = runtimeAt(relay.address);
      const changes = await runtime.watch(new AbortController().signal);
      const watching = (async () => {
        for await (const _ of changes);
      })();
      const [ended] = await Promise.allSettled([watching, relay.cut()]);
      expect(ended).toMatchObject({ reason: { name: 'RuntimeError', code: 'unreachable' } });
      await expect(runtime.listPods()).rejects.toMatchObject({ code: 'unreachable' });
      await relay.restore();
      expect(Array.isArray(await runtime.listPods())).toBe(true);
    });
  });

  describe('an engine behind ssh', () => {
    /** In the place of ssh, a program that runs the command here. */
    const standInForSsh = (script: string): string => {
      const folder = scratch();
      writeFileSync(join(folder, 'ssh'), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, 'ssh'), 0o755);
      vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
      onTestFinished(() => void vi.unstubAllEnvs());
      return folder;
    };

    test('is spoken to through the ssh program, over connections that are kept', async () => {
      const folder = standInForSsh(
        'echo "$@" >> "$(dirname "$0")/calls"; while [ "$1" != -- ]; do shift; done; shift 2; exec "$@"',
      );
      const runtime = runtimeAt('ssh://me@far.example:2222');
      const kind = `Contract${randomUUID().slice(0, 8)}`;
      const record = { kind, key: 'a/b', version: 1, body: 'x'.repeat(300_000) };
      expect(await runtime.createRecord(record)).toBe(true);
      expect(await runtime.listRecords([kind])).toMatchObject([record]);
      await runtime.removeRecord(record);
      const calls = readFileSync(join(folder, 'calls'), 'utf8');
      expect(calls).toBe('-o ConnectTimeout=30 -T -l me -p 2222 -- far.example docker system dial-stdio\n');
    });

    test('that ssh does not get to is unreachable, in the words of ssh', async () => {
      standInForSsh('echo "Permission denied (publickey)." >&2; exit 255');
      await expect(runtimeAt('ssh://me@far.example').version()).rejects.toMatchObject({
        code: 'unreachable',
        message:
          'cannot reach the Docker engine at ssh://me@far.example: ssh ended with status 255: Permission denied (publickey).',
      });
    });
  });
};
