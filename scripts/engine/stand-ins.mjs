// Small images under public names, made from Debian's packages for machines that reach no registry.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, run } from './command.mjs';
import { download, install } from './debian.mjs';
import { makeImage } from './make-image.mjs';

const SCRIPTS = fileURLToPath(new URL('stand-ins/', import.meta.url));

/** @param {string} name */
export const makeBusybox = (name) =>
  inScratch((scratch) => {
    makeImage(busyboxRoot(scratch), name, { Cmd: ['sh'] }, ['true']);
  });

/** @param {string} name */
export const makeNginx = (name) =>
  inScratch((scratch) => {
    const root = busyboxRoot(scratch);
    makeFolder(root, 'usr/share/nginx');
    makeFolder(root, 'usr/share/nginx/html');
    scriptsInto(root, ['nginx']);
    const settings = {
      Env: [`STAND_IN=${name}`],
      Cmd: ['nginx', '-g', 'daemon off;'],
      ExposedPorts: { '80/tcp': {} },
      StopSignal: 'SIGQUIT',
    };
    makeImage(root, name, settings, ['nginx', '-v']);
  });

/** @param {string} name */
export const makeRedis = (name) =>
  inScratch((scratch) => {
    const root = busyboxRoot(scratch);
    scriptsInto(root, ['redis-server', 'redis-pong']);
    const settings = { Cmd: ['redis-server'], ExposedPorts: { '6379/tcp': {} } };
    makeImage(root, name, settings, ['redis-server', '-v']);
  });

/**
 * HAProxy as it is in Debian sid, which has the version that the public image has. There is no shell in it.
 * @param {string} name
 */
export const makeHaproxy = (name) =>
  inScratch((scratch) => {
    if (!isInstalled('mmdebstrap')) install(['mmdebstrap', 'debian-archive-keyring']);
    const root = join(scratch, 'root');
    const hooks = '/usr/share/mmdebstrap/hooks/merged-usr';
    // A mirror that stands still is as good as a fresh one here.
    const stale = '--aptopt=Acquire::Check-Valid-Until "false"';
    run('mmdebstrap', ['--variant=extract', `--hook-dir=${hooks}`, stale, '--include=haproxy', 'sid', root]);
    for (const ballast of ['dev', 'usr/share', 'var/lib/apt', 'var/lib/dpkg']) {
      fs.rmSync(join(root, ballast), { recursive: true });
    }
    // Newer versions of the hook leave these to the package base-files.
    for (const alias of ['bin', 'lib', 'lib64', 'sbin']) {
      if (!fs.existsSync(join(root, alias))) fs.symlinkSync(`usr/${alias}`, join(root, alias));
    }
    makeFolder(root, 'usr/local/etc/haproxy');
    usersInto(root, ['root:x:0:0::/:/sbin/nologin', 'haproxy:x:99:99::/var/lib/haproxy:/sbin/nologin']);
    fs.chownSync(join(root, 'var/lib/haproxy'), 99, 99);
    const settings = {
      User: 'haproxy',
      WorkingDir: '/var/lib/haproxy',
      Cmd: ['haproxy', '-W', '-db', '-f', '/usr/local/etc/haproxy/haproxy.cfg'],
      StopSignal: 'SIGUSR1',
    };
    makeImage(root, name, settings, ['haproxy', '-v']);
  });

/**
 * @template T
 * @param {(scratch: string) => T} make
 */
const inScratch = (make) => {
  const scratch = fs.mkdtempSync(join(tmpdir(), 'berth-stand-in-'));
  try {
    return make(scratch);
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
};

/** The files of an image are open to every user in it, whatever the umask is here. */
const makeFolder = (root, path, mode = 0o755) => {
  fs.mkdirSync(join(root, path), { recursive: true });
  fs.chmodSync(join(root, path), mode);
};

const makeFile = (root, path, content, mode = 0o644) => {
  fs.writeFileSync(join(root, path), content);
  fs.chmodSync(join(root, path), mode);
};

const scriptsInto = (root, names) => {
  makeFolder(root, 'usr/local/bin');
  for (const name of names) {
    makeFile(root, `usr/local/bin/${name}`, fs.readFileSync(join(SCRIPTS, name)), 0o755);
  }
};

/** @param {string[]} users lines of /etc/passwd; everyone has a group of the same name and number */
const usersInto = (root, users) => {
  const groups = users.map((user) => user.replace(/^(\w+:x):\d+:(\d+):.*/, '$1:$2:'));
  makeFile(root, 'etc/passwd', `${users.join('\n')}\n`);
  makeFile(root, 'etc/group', `${groups.join('\n')}\n`);
};

/** Debian's static busybox with all its names, laid out like the public image. */
const busyboxRoot = (scratch) => {
  const root = join(scratch, 'root');
  for (const folder of ['.', 'bin', 'etc', 'root', 'usr', 'usr/local', 'usr/share', 'var']) {
    makeFolder(root, folder);
  }
  makeFolder(root, 'tmp', 0o1777);
  usersInto(root, ['root:x:0:0:root:/root:/bin/sh', 'nobody:x:65534:65534:nobody:/:/bin/false']);
  makeFile(root, 'bin/busybox', busyboxBinary(), 0o755);
  const busybox = join(root, 'bin/busybox');
  for (const applet of run(busybox, ['--list']).split('\n')) {
    if (applet !== 'busybox') fs.linkSync(busybox, join(root, 'bin', applet));
  }
  return root;
};

let binary;

/** Out of the package's file, because the busybox that is installed may be the one that is not static. */
const busyboxBinary = () => {
  binary ??= inScratch((scratch) => {
    download('busybox-static', scratch);
    const [file] = fs.readdirSync(scratch);
    run('dpkg-deb', ['--extract', join(scratch, file), scratch]);
    const places = ['bin/busybox', 'usr/bin/busybox'].map((path) => join(scratch, path));
    return fs.readFileSync(places.find(fs.existsSync));
  });
  return binary;
};
