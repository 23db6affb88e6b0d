import type { Resource } from '../model/resource.ts';
import { resourceName } from '../model/resource-types.ts';
import { objectPrinterFor, type PrintFlags } from '../output/printer.ts';
import type { World } from '../world.ts';
import { type DryRun, dryRunSuffix } from './dry-run.ts';
import { textFileReader } from './read-text-file.ts';

/** What became of one object: `created`, `scaled`. */
interface ObjectResult {
  object: Resource;
  result: string;
}

/** The result of a command that changed objects: a line each, or the objects themselves where -o asks for them. */
export const resultText = (
  results: readonly ObjectResult[],
  flags: PrintFlags,
  dryRun: DryRun,
  world: World,
): string => {
  const print = objectPrinterFor(flags, textFileReader(world));
  if (print === undefined) {
    return results
      .map(({ object, result }) => `${resourceName(object)} ${result}${dryRunSuffix(dryRun)}\n`)
      .join('');
  }
  const objects = results.map(({ object }) => object);
  return print(objects, { now: world.clock.now(), shape: objects.length === 1 ? 'one' : 'list' });
};
