import { CliError } from '../../model/cli-error.ts';
import { DEFAULT_TOOLS_IMAGE } from '../../model/tools.ts';
import { type Runtime, RuntimeError } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';

const byHand = (image: string): string =>
  `load it by hand with "docker pull ${image}" or "docker load", or name another with BERTH_TOOLS_IMAGE`;

const pull = async (
  runtime: Runtime,
  image: string,
  { stderr, signal }: Pick<World, 'stderr' | 'signal'>,
): Promise<void> => {
  stderr.write(`Pulling ${image}, which holds the tools for this.\n`);
  try {
    await runtime.pullImage(image, () => undefined, signal);
  } catch (error) {
    if (!(error instanceof RuntimeError) || error.code === 'interrupted') throw error;
    throw new CliError(error.code, error.message, { hint: byHand(image), cause: error });
  }
};

/** Does what needs the tools image. It is pulled where the engine lacks it. */
export const withTools = async <T>(
  runtime: Runtime,
  world: Pick<World, 'env' | 'stderr' | 'signal'>,
  use: (toolsImage: string) => Promise<T>,
): Promise<T> => {
  const image = world.env['BERTH_TOOLS_IMAGE'] ?? DEFAULT_TOOLS_IMAGE;
  try {
    return await use(image);
  } catch (error) {
    if (!(error instanceof RuntimeError) || error.code !== 'imageNotFound') throw error;
    await pull(runtime, image, world);
    return use(image);
  }
};
