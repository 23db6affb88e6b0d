import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { docker } from './berth.ts';

/** The Node that runs the tests, with its libraries, as an image: for pods that behave as real programs do. */

const run = promisify(execFile);

/** Where the image has it, too. */
const NODE = process.execPath;

export const NODE_IMAGE = `berth-test/node:${process.version}`;

/** `\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f…)` */
const LIBRARY = /(\/\S+) \(0x/g;

const librariesOf = (program: string): string[] =>
  Array.from(execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(LIBRARY), ([, file = '']) => file);

/** The command that runs a script in that image. */
export const nodeCommand = (script: string): string[] => [NODE, '--eval', script];

const isThere = (image: string): Promise<boolean> =>
  run('docker', ['image', 'inspect', image]).then(
    () => true,
    () => false,
  );

/** Under a public name, too, where a manifest asks for that one and the machine has it not. */
export const ensureNodeImage = async (name = NODE_IMAGE): Promise<void> => {
  if (await isThere(name)) return;
  if (name !== NODE_IMAGE) {
    await ensureNodeImage();
    await docker('tag', NODE_IMAGE, name);
    return;
  }
  const tar = spawn('tar', ['--create', '--dereference', '--absolute-names', NODE, ...librariesOf(NODE)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const path = `ENV PATH=${dirname(NODE)}:/bin`;
  const load = spawn('docker', ['import', '--change', path, '-', NODE_IMAGE], {
    stdio: [tar.stdout, 'ignore', 'inherit'],
  });
  const [code] = await once(load, 'exit');
  if (code !== 0) throw new Error(`docker import of ${NODE} ended with ${code}`);
  await docker('image', 'inspect', NODE_IMAGE);
};
