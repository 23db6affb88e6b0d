import { canonicalJson } from '../model/canonical-json.ts';
import type { Resource } from '../model/resource.ts';
import type { PrintFlags } from '../output/printer.ts';
import type { World } from '../world.ts';
import type { DryRun } from './dry-run.ts';
import { resultPrinter } from './result-text.ts';

/** What a change has made of an object. */
export interface Outcome {
  readonly before: Resource;
  readonly after: Resource;
  readonly changed: boolean;
}

/** What the result says of an object: `scaled`, `patched (no change)`. Undefined says nothing of it. */
export type ResultWord = (outcome: Outcome) => string | undefined;

export const outcomeOf = (before: Resource, after: Resource): Outcome => ({
  before,
  after,
  changed: canonicalJson(before) !== canonicalJson(after),
});

/** As `resultPrinter`, for verbs that change objects one by one. */
export const outcomePrinter = async <O extends Outcome>(
  word: (outcome: O) => string | undefined,
  flags: PrintFlags,
  dryRun: DryRun,
  world: World,
): Promise<(outcomes: readonly O[]) => void> => {
  const print = await resultPrinter(flags, dryRun, world);
  return (outcomes) => {
    const results = outcomes.flatMap((outcome) => {
      const result = word(outcome);
      return result === undefined ? [] : [{ object: outcome.after, result }];
    });
    if (results.length > 0) print(results);
  };
};
