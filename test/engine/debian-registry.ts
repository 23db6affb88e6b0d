import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Debian's docker-registry at an address of this machine, where engines ask for no TLS. */

const folders = [
  ...(process.env['PATH'] ?? '').split(delimiter),
  fileURLToPath(new URL('../../.cache/docker-registry', import.meta.url)),
];

const program = folders.map((folder) => join(folder, 'docker-registry')).find(existsSync);

export const hasRegistry = program !== undefined;

export interface Registry {
  host: string;
  stop(): Promise<void>;
}

/** Whom a registry with `login` lets in. */
export const USER = 'berth';
export const PASSWORD = 'pw';
/** The same as a line for htpasswd, at the least cost of bcrypt. */
const HTPASSWD = `${USER}:$2b$04$aV6u/3l/s86./ocDXCQ4xOoAjPWOwQVfX1/7k1zPFAfb7O74hdGSO\n`;

/** A port that nothing listens at. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const answers = async (host: string, child: ChildProcess): Promise<void> => {
  while (child.exitCode === null) {
    const answer = await fetch(`http://${host}/v2/`).catch(() => undefined);
    if (answer !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`docker-registry ended with ${child.exitCode}`);
};

export const startRegistry = async ({ login }: { login: boolean }): Promise<Registry> => {
  if (program === undefined) throw new Error('there is no docker-registry');
  const folder = mkdtempSync(join(tmpdir(), 'berth-registry-'));
  const host = `127.0.0.1:${await freePort()}`;
  const passwords = join(folder, 'htpasswd');
  writeFileSync(passwords, HTPASSWD);
  const config = {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: host },
    ...(login && { auth: { htpasswd: { realm: 'tests', path: passwords } } }),
  };
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(config));
  const child = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  await answers(host, child);
  return {
    host,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
};
