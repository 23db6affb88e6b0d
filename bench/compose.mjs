// Compose 2: the one of this machine, or Debian's, which is put beside what is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { command } from './measure.mjs';

const folder = join(homedir(), '.cache', 'berth-bench');
const plugin = join(folder, 'compose/usr/libexec/docker/cli-plugins/docker-compose');

/** @param {string} program */
const isCompose2 = (program) =>
  /version v?2\./.test(spawnSync(program, ['version'], { encoding: 'utf8' }).stdout ?? '');

/** Lists and caches of its own: what the machine installs from stays as it is. */
const fetchFromDebian = () => {
  const list = join(folder, 'trixie.list');
  for (const name of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(list, 'deb [trusted=yes] http://deb.debian.org/debian trixie main\n');
  const settings = {
    'APT::Sandbox::User': 'root',
    'Dir::Etc::sourcelist': list,
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'Acquire::Languages': 'none',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const run = (program, ...args) => spawnSync(program, args, { cwd: folder });
  run('apt-get', '-q', ...options, 'update');
  run('apt-get', '-q', ...options, 'download', 'docker-compose');
  const file = readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (file !== undefined) run('dpkg-deb', '-x', file, join(folder, 'compose'));
};

const findCompose = () => {
  if (isCompose2('docker-compose')) return 'docker-compose';
  if (!existsSync(plugin)) fetchFromDebian();
  return isCompose2(plugin) ? plugin : undefined;
};

/** @type {string | undefined | null} */
let found = null;
const compose = () => {
  if (found === null) found = findCompose();
  return found;
};

export const composeMissing = () =>
  compose() === undefined ? 'there is no compose 2, and Debian gave none' : undefined;

/** @param {string[]} args @param {string} file */
export const runCompose = (args, file) => () =>
  command(compose() ?? '', ['-p', 'berth-bench-compose', '-f', '-', ...args], file)();
