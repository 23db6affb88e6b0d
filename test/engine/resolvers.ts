import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { docker } from './berth.ts';

/**
 * Programs that look names up, each in its own way, out of what this machine has and what Debian's packages give.
 * They are copied into a container that runs, libraries and all.
 */

export interface Resolver {
  readonly name: string;
  /** Files to be put into the container, with the libraries that they need. */
  readonly programs: readonly string[];
  readonly command: (name: string) => string[];
  /** Whether what the command says means that it has found the name, at this address. */
  readonly found: (said: string, address: string) => boolean;
}

const saysAddress = (said: string, address: string): boolean => said.includes(address);

const which = (program: string): string | undefined => {
  const { status, stdout } = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

/** Debian's busybox is static and has the resolver of glibc in it; this is the usual, dynamic one. */
const glibc = (): Resolver[] => {
  const getent = which('getent');
  if (getent === undefined) return [];
  const command = (name: string) => [getent, 'ahostsv4', name];
  return [{ name: 'glibc', programs: [getent], command, found: saysAddress }];
};

const node: Resolver = {
  name: 'Node.js',
  programs: [process.execPath],
  command: (name) => [
    process.execPath,
    '--eval',
    'require("node:dns").lookup(process.argv[1], 4, (error, address) => console.log(error?.code ?? address))',
    name,
  ],
  found: saysAddress,
};

const MUSL_PROGRAM = `
#include <stdio.h>
#include <string.h>
#include <netdb.h>
#include <arpa/inet.h>
int main(int count, char **words) {
  struct addrinfo wanted, *found;
  char text[64];
  memset(&wanted, 0, sizeof wanted);
  wanted.ai_family = AF_INET;
  wanted.ai_socktype = SOCK_STREAM;
  int code = getaddrinfo(words[1], 0, &wanted, &found);
  if (code) return puts(gai_strerror(code)), 1;
  for (; found; found = found->ai_next)
    puts(inet_ntop(AF_INET, &((struct sockaddr_in *)found->ai_addr)->sin_addr, text, sizeof text));
  return 0;
}
`;

const MUSL_PLACE = '/tmp/resolve-with-musl';

/** Compiled by a compiler that is small enough to be fetched for it; nothing is installed. */
const compileWithMusl = (folder: string): void => {
  execFileSync('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', 'download', 'tcc', 'musl-dev'], {
    cwd: folder,
    stdio: 'ignore',
  });
  for (const file of readdirSync(folder)) execFileSync('dpkg-deb', ['--extract', file, '.'], { cwd: folder });
  const [machine = ''] = readdirSync(join(folder, 'usr/lib')).filter((name) => name.endsWith('-musl'));
  const musl = join(folder, 'usr/lib', machine);
  const tcc = join(folder, 'usr/lib', machine.replace('-musl', '-gnu'), 'tcc');
  writeFileSync(join(folder, 'resolve.c'), MUSL_PROGRAM);
  const parts = ['crt1.o', 'crti.o', 'resolve.c', 'libc.a', 'libtcc1.a', 'crtn.o'];
  const places: Record<string, string> = { 'resolve.c': folder, 'libtcc1.a': tcc };
  const flags = `-B${tcc} -I${join(folder, 'usr/include', machine)} -nostdinc -nostdlib -static`;
  const files = parts.map((part) => join(places[part] ?? musl, part));
  execFileSync(join(folder, 'usr/bin/tcc'), [...flags.split(' '), '-o', MUSL_PLACE, ...files]);
};

const musl = (): Resolver[] => {
  const command = (name: string) => [MUSL_PLACE, name];
  const resolver = { name: 'musl', programs: [MUSL_PLACE], command, found: saysAddress };
  if (existsSync(MUSL_PLACE)) return [resolver];
  const folder = mkdtempSync(join(tmpdir(), 'berth-musl-'));
  try {
    compileWithMusl(folder);
    return [resolver];
  } catch {
    return [];
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/**
 * The docker command is the one program of Go's that every machine with an engine has. It says whether it found a
 * host, and not where.
 */
const go = (): Resolver[] => {
  const program = which('docker');
  if (program === undefined) return [];
  const command = (name: string) => ['env', 'GODEBUG=netdns=go', program, '-H', `tcp://${name}:1`, 'version'];
  const found = (said: string) => !said.includes('no such host') && said.includes('Cannot connect');
  return [{ name: 'Go', programs: [program], command, found }];
};

/** What this machine cannot provide is not among them. */
export const resolvers: readonly Resolver[] = [...glibc(), node, ...musl(), ...go()];

const LIBRARY = /(?:=> )?(\/\S+) \(0x/g;

const librariesOf = (program: string): string[] => {
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  return Array.from(stdout.matchAll(LIBRARY), ([, path = '']) => path);
};

/** Loaded by name while a program runs, so no program says that it needs it. */
const NAME_LIBRARIES = ['libnss_dns.so.2', 'libnss_files.so.2', 'libresolv.so.2'];

export const installResolvers = async (container: string): Promise<void> => {
  const root = mkdtempSync(join(tmpdir(), 'berth-resolvers-'));
  try {
    const programs = resolvers.flatMap((resolver) => resolver.programs);
    const libraries = programs.flatMap(librariesOf);
    const [libc] = libraries.filter((path) => path.includes('libc.so'));
    const loaded = libc === undefined ? [] : NAME_LIBRARIES.map((name) => join(dirname(libc), name));
    for (const file of new Set([...programs, ...libraries, ...loaded])) {
      const place = join(root, file);
      mkdirSync(dirname(place), { recursive: true });
      try {
        copyFileSync(file, place);
      } catch {
        // Newer versions of glibc have some of the libraries built in.
      }
    }
    await docker('cp', `${root}/.`, `${container}:/`);
  } finally {
    rmSync(root, { recursive: true });
  }
};
