// Which images are wanted, and how each gets onto a machine: pulled, or else made from Debian's packages.
import { attemptPatiently, Failure, lastLines, run, say } from './command.mjs';
import { isDebian, isRoot } from './debian.mjs';
import { makeBusybox, makeHaproxy, makeNginx, makeRedis } from './stand-ins.mjs';

/** @typedef {{ name: string, make: (name: string) => void }} Image */

/**
 * What berth itself runs: the proxy of a Service, and the tools that probe pods.
 * @type {readonly Image[]}
 */
export const BERTH_IMAGES = [
  { name: 'haproxy:3.2-alpine', make: makeHaproxy },
  { name: 'busybox:musl', make: makeBusybox },
];

/** What manifests/hello.yaml runs. */
export const IMAGE_OF_HELLO = { name: 'nginx:1.27-alpine', make: makeNginx };

/**
 * What the tests run. The names are those that tutorials use, so that their manifests can be tried as they are
 * on a machine without a registry.
 * @type {readonly Image[]}
 */
export const EXAMPLE_IMAGES = [
  IMAGE_OF_HELLO,
  ...['nginx', 'nginx:1.14.2', 'nginx:1.16.1', 'nginx:1.25'].map((name) => ({
    name,
    make: makeNginx,
  })),
  ...['busybox', 'busybox:1.28', 'busybox:1.36'].map((name) => ({ name, make: makeBusybox })),
  { name: 'redis:7', make: makeRedis },
];

/**
 * Images that exist are never touched, whoever made them.
 * @param {readonly Image[]} images
 */
export const ensureImages = async (images) => {
  const present = presentImages();
  const missing = await pull(images.filter(({ name }) => !present.has(fullName(name))));
  if (missing.length === 0) return;
  if (!isDebian() || !isRoot()) {
    throw new Failure(
      `These images are missing: ${missing.map(({ name }) => name).join(', ')}.`,
      'Load them by hand (docker load), or run this as root on Debian or Ubuntu to make stand-ins for tests.',
    );
  }
  for (const { name, make } of missing) {
    make(name);
    say(`Made a stand-in for ${name}.`);
  }
};

/** podman's socket names the registry as well. */
const fullName = (name) => {
  const short = name.replace(/^docker\.io\/(library\/)?/, '');
  return short.includes(':') ? short : `${short}:latest`;
};

const presentImages = () =>
  new Set(run('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']).split('\n').map(fullName));

/**
 * Pulls one after the other, and returns what could not be pulled: a registry that failed once is not asked again.
 * @param {readonly Image[]} images
 */
const pull = async (images) => {
  for (const [index, { name }] of images.entries()) {
    const { ok, stderr } = await attemptPatiently('docker', ['pull', name], {
      silence: 20_000,
      limit: 300_000,
    });
    if (!ok) {
      say(`Cannot pull ${name}: ${lastLines(stderr, 1)}`);
      return images.slice(index);
    }
    say(`Pulled ${name}.`);
  }
  return [];
};
