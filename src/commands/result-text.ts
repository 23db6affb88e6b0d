import type { Resource } from '../model/resource.ts';
import { resourceName } from '../model/resource-types.ts';
import { objectPrinterFor, type PrintFlags } from '../output/printer.ts';
import type { World } from '../world.ts';
import { type DryRun, dryRunSuffix } from './dry-run.ts';
import { textFileReader } from './read-text-file.ts';

/** What became of one object: `created`, `scaled`. */
interface ObjectResult {
  readonly object: Resource;
  readonly result: string;
}

/**
 * Prints the result of a command that changed objects: a line each, or the objects themselves where -o asks for
 * them. To be made first, so that a format that makes no sense is refused before anything changes. Several objects
 * are one List for `apply`, and stand one after the other for all else, as kubectl has it.
 */
export const resultPrinter = async (
  flags: PrintFlags,
  dryRun: DryRun,
  world: World,
  shape: 'list' | 'each' = 'each',
): Promise<(results: readonly ObjectResult[]) => void> => {
  const print = await objectPrinterFor(flags, textFileReader(world));
  return (results) => {
    const objects = results.map(({ object }) => object);
    const text =
      print === undefined
        ? results
            .map(({ object, result }) => `${resourceName(object)} ${result}${dryRunSuffix(dryRun)}\n`)
            .join('')
        : print(objects, { now: world.clock.now(), shape: objects.length === 1 ? 'one' : shape });
    world.stdout.write(text);
  };
};
