// npm run demo: from a fresh clone to three running pods.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure, run, say, sayFailure } from './engine/command.mjs';
import { ensureEngine } from './engine/daemon.mjs';
import { ensureImages, IMAGE_OF_HELLO } from './engine/images.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const build = () => {
  if (!existsSync('node_modules/.package-lock.json')) {
    say('Installing the packages that berth is built with.');
    run('npm', ['ci']);
  }
  run('node', ['scripts/build.mjs']);
};

/** @returns {Promise<'docker' | 'memory'>} what the pods of the demo run on, unless BERTH_RUNTIME says so */
const chooseRuntime = async () => {
  try {
    await ensureEngine();
    await ensureImages([IMAGE_OF_HELLO]);
    return 'docker';
  } catch (error) {
    sayFailure(error);
    say('The demo goes on without an engine: these pods are simulated (--runtime memory).');
    return 'memory';
  }
};

const berth = (runtime, args) => {
  say(`$ berth ${args.join(' ')}`);
  const env = { ...process.env, BERTH_RUNTIME: runtime };
  const { status } = spawnSync(process.execPath, ['bin/berth.js', ...args], { stdio: 'inherit', env });
  if (status !== 0) throw new Failure(`berth ${args.join(' ')} failed.`);
};

try {
  build();
  const runtime = process.env.BERTH_RUNTIME ?? (await chooseRuntime());
  berth(runtime, ['apply', '-f', 'manifests/hello.yaml']);
  berth(runtime, ['get', 'pods']);
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
