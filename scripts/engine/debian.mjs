// Packages of Debian and Ubuntu.
import { readFileSync } from 'node:fs';
import { attempt, isInstalled, lastLines, Failure, say } from './command.mjs';

const APT = ['-q', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
const APT_OPTIONS = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

export const isRoot = () => process.getuid?.() === 0;

export const isDebian = () => {
  try {
    return (
      isInstalled('apt-get') &&
      /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
    );
  } catch {
    return false;
  }
};

/**
 * Tries what the machine knows first, and looks for news only where that fails: lists that are missing or
 * older than the mirror show themselves as a failure.
 * @param {() => { ok: boolean, stderr: string }} step
 */
const withFreshLists = (step) => {
  const first = step();
  if (first.ok) return first;
  say('Updating the package lists.');
  const update = attempt('apt-get', ['-q', 'update'], APT_OPTIONS);
  const second = step();
  return second.ok || update.ok ? second : update;
};

/** @param {string[]} packages */
export const install = (packages) => {
  say(`Installing ${packages.join(' ')}.`);
  const result = withFreshLists(() => attempt('apt-get', ['install', ...APT, ...packages], APT_OPTIONS));
  if (!result.ok)
    throw new Failure(`apt-get install ${packages.join(' ')} failed:\n${lastLines(result.stderr)}`);
};

/**
 * Fetches the file of one package into a folder; nothing is installed.
 * @param {string} name
 * @param {string} folder
 */
export const download = (name, folder) => {
  // apt's own user could not write into the folder.
  const args = ['-q', '-o', 'APT::Sandbox::User=root', 'download', name];
  const result = withFreshLists(() => attempt('apt-get', args, { ...APT_OPTIONS, cwd: folder }));
  if (!result.ok) throw new Failure(`apt-get download ${name} failed:\n${lastLines(result.stderr)}`);
};
