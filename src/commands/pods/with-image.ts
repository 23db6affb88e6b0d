import { CliError } from '../../model/cli-error.ts';
import { DEFAULT_TOOLS_IMAGE } from '../../model/tools.ts';
import { type Runtime, RuntimeError } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';

type ImageWorld = Pick<World, 'stderr' | 'signal'>;

const byHand = (image: string): string => `load it by hand with "docker pull ${image}" or "docker load"`;

/** `hint` says what else than loading the image by hand would help. */
export const pullFor = async (
  runtime: Runtime,
  image: string,
  { stderr, signal }: ImageWorld,
  hint = '',
): Promise<void> => {
  stderr.write(`Pulling ${image}\n`);
  try {
    await runtime.pullImage(image, () => undefined, { signal });
  } catch (error) {
    if (!(error instanceof RuntimeError) || error.code === 'interrupted') throw error;
    throw new CliError(error.code, error.message, { hint: byHand(image) + hint, cause: error });
  }
};

/** Does what needs an image. It is pulled where the engine lacks it. */
export const withImage = async <T>(
  runtime: Runtime,
  image: string,
  world: ImageWorld,
  use: () => Promise<T>,
  hint?: string,
): Promise<T> => {
  try {
    return await use();
  } catch (error) {
    if (!(error instanceof RuntimeError) || error.code !== 'imageNotFound') throw error;
    await pullFor(runtime, image, world, hint);
    return use();
  }
};

/** The same for what needs berth's own tools. */
export const withTools = async <T>(
  runtime: Runtime,
  world: ImageWorld & Pick<World, 'env'>,
  use: (toolsImage: string) => Promise<T>,
): Promise<T> => {
  const image = world.env['BERTH_TOOLS_IMAGE'] ?? DEFAULT_TOOLS_IMAGE;
  return withImage(runtime, image, world, () => use(image), ', or name another with BERTH_TOOLS_IMAGE');
};
