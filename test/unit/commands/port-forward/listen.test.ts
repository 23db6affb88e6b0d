import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hostAndPort, listen, parseAddresses } from '../../../../src/commands/port-forward/listen.ts';

const hosts = (...words: string[]): string[] => parseAddresses(words).map(({ host }) => host);

describe('addresses to listen on', () => {
  test('are IP addresses or localhost, in order, each once', () => {
    expect(hosts('localhost')).toEqual(['127.0.0.1', '::1']);
    expect(hosts('localhost', '10.19.21.23')).toEqual(['10.19.21.23', '127.0.0.1', '::1']);
    expect(hosts('0.0.0.0', '0.0.0.0')).toEqual(['0.0.0.0']);
    expect(() => hosts('example.com')).toThrow('example.com is not a valid IP');
  });

  test('are shown with brackets where they hold colons', () => {
    expect([hostAndPort('127.0.0.1', 80), hostAndPort('::1', 80)]).toEqual(['127.0.0.1:80', '[::1]:80']);
  });
});

describe('listening', () => {
  const taken = async (host: string): Promise<number> => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };

  const listening = async (
    words: readonly string[],
    port: number,
    seen: (port: number) => void = () => {},
  ) => {
    const made = await listen(parseAddresses(words), port, (socket, local) => {
      seen(local);
      socket.destroy();
    });
    onTestFinished(() => made.servers.forEach((server) => server.close()));
    return made;
  };

  test('at any port tells which one it is', async () => {
    const seen: number[] = [];
    const { port } = await listening(['127.0.0.1'], 0, (local) => seen.push(local));
    await once(connect(port, '127.0.0.1'), 'close');
    expect(port).toBeGreaterThan(0);
    expect(seen).toEqual([port]);
  });

  test('at a port that is taken says by which address', async () => {
    const port = await taken('127.0.0.1');
    await expect(listening(['127.0.0.1'], port)).rejects.toThrow(
      `Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:${port}: bind: address already in use]`,
    );
  });

  test('at one address of several that were named is not enough', async () => {
    const port = await taken('127.0.0.1');
    await expect(listening(['127.0.0.1', '127.0.0.2'], port)).rejects.toThrow('bind: address already in use');
    await expect(listening(['127.0.0.2'], port)).resolves.toMatchObject({ hosts: ['127.0.0.2'] });
  });
});
