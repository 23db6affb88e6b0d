import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { docker, type Outcome, run } from './berth.ts';

/** An engine that a test may stop, because nobody else uses it: its own data, socket, network and mounts. */
export interface PrivateEngine {
  readonly env: Readonly<Record<string, string>>;
  docker(...args: readonly string[]): Promise<Outcome>;
  /** Ends the daemon, gracefully or not, and starts it again. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  remove(): Promise<void>;
}

const FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'];

const isInstalled = (program: string): boolean =>
  FOLDERS.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Gives a program a network and mounts of its own. */
const APART = ['--net', '--mount'];

/** Whether this machine can run one. */
export const canRunEngines =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  isInstalled('dockerd') &&
  spawnSync('unshare', [...APART, 'true']).status === 0;

/** A daemon that crashed leaves processes behind that nobody waits for. */
const killThoseOf = (folder: string): void => {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${folder}/`))
        process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
};

const PATIENCE_MS = 60_000;

/** Starts one that has the images named, taken from the engine that the tests use. */
export const startPrivateEngine = async (images: readonly string[]): Promise<PrivateEngine> => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-engine-'));
  const host = `unix://${folder}/docker.sock`;
  const env = { ...process.env, DOCKER_HOST: host, PATH: [process.env['PATH'], ...FOLDERS].join(':') };
  const ask = (...args: readonly string[]): Promise<Outcome> => run('docker', args, '', env);

  const log = openSync(join(folder, 'log'), 'a');

  const launch = (): ChildProcess => {
    const places = ['--data-root', '--exec-root', '--pidfile'].map(
      (flag) => `${flag}=${folder}/${flag.slice(2)}`,
    );
    return spawn('unshare', [...APART, 'dockerd', `--host=${host}`, ...places], {
      env,
      cwd: '/',
      stdio: ['ignore', log, log],
    });
  };

  /** As what sees to services does: again and again, for one that crashed may leave something behind for a while. */
  const start = async (): Promise<ChildProcess> => {
    const deadline = Date.now() + PATIENCE_MS;
    let started = launch();
    while ((await ask('version')).code !== 0) {
      if (Date.now() > deadline) throw new Error(readFileSync(join(folder, 'log'), 'utf8').slice(-2_000));
      if (started.exitCode !== null) started = launch();
      await pause(100);
    }
    return started;
  };

  const end = async (daemon: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) return;
    const ended = once(daemon, 'exit');
    daemon.kill(signal);
    await ended;
  };

  let daemon = await start();
  const archive = join(folder, 'images.tar');
  await docker('save', '--output', archive, ...images);
  await ask('load', '--input', archive);

  return {
    env,
    docker: ask,
    restart: async (signal) => {
      await end(daemon, signal);
      daemon = await start();
    },
    remove: async () => {
      const { stdout } = await ask('ps', '--all', '--quiet');
      const containers = stdout.split('\n').filter((line) => line !== '');
      if (containers.length > 0) await ask('rm', '--force', ...containers);
      await end(daemon, 'SIGTERM');
      killThoseOf(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
