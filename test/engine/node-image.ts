import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
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

export const ensureNodeImage = async (): Promise<void> => {
  const isThere = await run('docker', ['image', 'inspect', NODE_IMAGE]).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  const tar = spawn('tar', ['--create', '--dereference', '--absolute-names', NODE, ...librariesOf(NODE)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const load = spawn('docker', ['import', '-', NODE_IMAGE], { stdio: [tar.stdout, 'ignore', 'inherit'] });
  const [code] = await once(load, 'exit');
  if (code !== 0) throw new Error(`docker import of ${NODE} ended with ${code}`);
  await docker('image', 'inspect', NODE_IMAGE);
};
