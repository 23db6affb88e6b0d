// Finds the Docker engine that answers, or installs one and starts it.
import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { attempt, Failure, isInstalled, lastLines, run, say } from './command.mjs';
import { install, isDebian, isRoot } from './debian.mjs';

const LOG = '/var/log/berth-engine.log';
const LOCAL = ['unix:///var/run/docker.sock', 'unix:///run/docker.sock'];
const PID_FILES = ['/var/run/docker.pid', '/var/run/docker-ssd.pid'];
const PATIENCE_MS = 60_000;

const WITHOUT_ENGINE = 'Without an engine, berth can be tried on simulated pods: berth --runtime memory.';

/** @typedef {{ name: string, version: string, api: string, platform: string }} Engine */

/** The docker command decides which engine is meant: DOCKER_HOST, DOCKER_CONTEXT, the current context. */
const ask = () => {
  if (!isInstalled('docker')) return { problem: 'there is no docker command' };
  const { ok, stdout, stderr } = attempt('docker', ['version', '--format', '{{json .Server}}'], {
    timeout: 10_000,
  });
  if (!ok) return { problem: lastLines(stderr, 1) || 'docker version does not answer' };
  const server = JSON.parse(stdout);
  const name = server.Components?.[0]?.Name ?? 'Engine';
  return {
    engine: {
      name: name === 'Engine' ? 'Docker Engine' : name,
      version: server.Version,
      api: server.ApiVersion,
      platform: `${server.Os}/${server.Arch}`,
    },
  };
};

/**
 * The engine that answers. Where none does, this machine gets one, if that is possible.
 * @returns {Promise<Engine>}
 */
export const ensureEngine = async () => {
  const found = ask();
  if (found.engine) return found.engine;
  refuseUnlessOurs(found.problem);
  if (!isInstalled('dockerd')) installDocker();
  // Since Debian 13 the command is a package of its own.
  if (!isInstalled('docker')) install(['docker-cli']);
  return ask().engine ?? start();
};

/** Starting an engine is right only where this machine's own engine is meant, and by root. */
const refuseUnlessOurs = (problem) => {
  if (isInstalled('docker')) {
    const address = meantAddress();
    if (!LOCAL.includes(address)) {
      throw new Failure(
        `The Docker engine at ${address} does not answer: ${problem}`,
        'DOCKER_HOST, DOCKER_CONTEXT or the current docker context names it. Start it, or unset them.',
      );
    }
    if (/permission denied/i.test(problem)) {
      throw new Failure(
        `You may not talk to the Docker engine of this machine: ${problem}`,
        'Run this as root, or join the group docker and log in again: usermod -aG docker "$USER".',
      );
    }
  }
  if (process.platform === 'linux' && isRoot() && (isInstalled('dockerd') || isDebian())) return;
  throw new Failure(
    `No Docker engine answers: ${problem}`,
    [
      isInstalled('dockerd') || isDebian()
        ? 'Run this as root to have one installed and started.'
        : 'Install one and start it: https://docs.docker.com/engine/install/ (20.10 or newer, or podman with its Docker socket).',
      WITHOUT_ENGINE,
    ].join('\n'),
  );
};

const meantAddress = () => {
  if (process.env.DOCKER_HOST) return process.env.DOCKER_HOST;
  const context = attempt('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  return context.ok ? context.stdout : LOCAL[0];
};

const installDocker = () => install(['docker.io', 'iptables', 'ca-certificates']);

const start = async () => {
  if (existsSync('/run/systemd/system')) {
    say('Starting docker.service.');
    run('systemctl', ['start', 'docker']);
    return answers(() => '', 'journalctl -u docker');
  }
  if (PID_FILES.some(names)) {
    say('Waiting for the dockerd that is already starting.');
    return answers(() => '', 'its log');
  }
  ensureCgroups();
  say(`Starting dockerd, log in ${LOG}.`);
  const log = openSync(LOG, 'a');
  const daemon = spawn('dockerd', [], { cwd: '/', detached: true, stdio: ['ignore', log, log] });
  daemon.on('error', () => {});
  daemon.unref();
  return answers(
    () => (daemon.exitCode === null && daemon.signalCode === null ? '' : 'dockerd has ended'),
    LOG,
  );
};

/** Whether a pid file names a process that lives. */
const names = (file) => {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
};

/** Where nothing like systemd has run, the kernel's cgroups may not be mounted; dockerd needs them. */
const ensureCgroups = () => {
  if (/^\S+ \S+ cgroup2? /m.test(readFileSync('/proc/mounts', 'utf8'))) return;
  const mount = attempt('mount', ['-t', 'cgroup2', 'cgroup2', '/sys/fs/cgroup']);
  if (mount.ok) {
    say('Mounted the cgroups at /sys/fs/cgroup.');
    return;
  }
  throw new Failure(
    `The cgroups are not mounted at /sys/fs/cgroup, and cannot be: ${mount.stderr.split('\n')[0]}`,
    `Docker needs them. In a container, run it with --privileged or give it a Docker socket. ${WITHOUT_ENGINE}`,
  );
};

/**
 * @param {() => string} ended why there will be no answer any more, or nothing
 * @param {string} log where the engine says what it does
 * @returns {Promise<Engine>}
 */
const answers = async (ended, log) => {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { engine, problem } = ask();
    if (engine) return engine;
    const why = ended() || (Date.now() > deadline ? `no answer within ${PATIENCE_MS / 1000} s` : '');
    if (why) {
      const words = existsSync(log) ? `\n${lastLines(readFileSync(log, 'utf8'), 5)}` : '';
      throw new Failure(
        `The Docker engine did not start: ${why}. ${problem}${words}`,
        `Look into ${log}. ${WITHOUT_ENGINE}`,
      );
    }
    await sleep(100);
  }
};
