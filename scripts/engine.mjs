// npm run engine: gives this machine a Docker engine that answers, with the images that berth and its tests need.
import { sayFailure } from './engine/command.mjs';
import { ensureEngine } from './engine/daemon.mjs';
import { BERTH_IMAGES, ensureImages, EXAMPLE_IMAGES } from './engine/images.mjs';
import { ensureRegistry } from './engine/registry.mjs';

try {
  const { name, version, api, platform } = await ensureEngine();
  await ensureImages([...BERTH_IMAGES, ...EXAMPLE_IMAGES]);
  ensureRegistry();
  console.log(`${name} ${version}, API ${api}, ${platform}`);
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
