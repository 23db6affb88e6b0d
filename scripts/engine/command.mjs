// How the scripts run other programs and speak to people.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

// A root shell without a login does not look where daemons are installed.
process.env.PATH = [process.env.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin'].join(':');

/** Something that is meant for people: it is printed as it stands. */
export class Failure extends Error {
  /** @param {string} message @param {string} [hint] what to do about it */
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

/** @param {string} line */
export const say = (line) => process.stderr.write(`${line}\n`);

/** @param {unknown} error */
export const sayFailure = (error) => {
  if (!(error instanceof Failure)) throw error;
  say(error.message);
  if (error.hint) say(error.hint);
};

/** @param {string} program */
export const isInstalled = (program) =>
  (process.env.PATH ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {{ ok: boolean, stdout: string, stderr: string }}
 */
export const attempt = (program, args, options = {}) => {
  const result = spawnSync(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  return {
    ok: result.status === 0,
    stdout: result.stdout?.trim() ?? '',
    stderr: result.stderr?.trim() || (result.error?.message ?? ''),
  };
};

/**
 * Runs a program that must succeed, and returns what it printed.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export const run = (program, args, options) => {
  const result = attempt(program, args, options);
  if (!result.ok) throw new Failure(`${[program, ...args].join(' ')} failed:\n${lastLines(result.stderr)}`);
  return result.stdout;
};

/**
 * Runs a program that may hang: it is ended when it has printed nothing at all for `silence`, or is not done
 * after `limit` (milliseconds).
 * @param {string} program
 * @param {string[]} args
 * @param {{ silence: number, limit: number }} patience
 * @returns {Promise<{ ok: boolean, stderr: string }>}
 */
export const attemptPatiently = (program, args, { silence, limit }) =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    const giveUp = (/** @type {string} */ why) => () => {
      stderr += why;
      child.kill();
    };
    const silent = setTimeout(giveUp(`no answer within ${silence / 1000} s`), silence);
    const late = setTimeout(giveUp(`not done after ${limit / 1000} s`), limit);
    const end = (/** @type {boolean} */ ok) => {
      clearTimeout(silent);
      clearTimeout(late);
      resolve({ ok, stderr: stderr.trim() });
    };
    child.stdout.on('data', () => clearTimeout(silent));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('error', (error) => {
      stderr += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });

/** @param {string} text */
export const lastLines = (text, count = 15) => text.trimEnd().split('\n').slice(-count).join('\n');
