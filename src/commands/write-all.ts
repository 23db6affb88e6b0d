import { findRecord, observeSources } from '../cluster/observe.ts';
import { CliError } from '../model/cli-error.ts';
import type { RecordDraft } from '../model/record.ts';
import { type Resource, refOf } from '../model/resource.ts';
import { planText } from '../output/plan.ts';
import type { PrintFlags } from '../output/printer.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { targetsOf } from './apply-objects.ts';
import { bringAbout } from './bring-about.ts';
import type { DryRun } from './dry-run.ts';
import { type Outcome, outcomePrinter } from './outcome.ts';
import { rememberSettings } from './remember-settings.ts';
import { simulate } from './simulate.ts';
import { throwAll } from './throw-all.ts';
import { inTurn } from './write-in-turn.ts';
import {
  checkChange,
  draftOf,
  ensureNamespaces,
  type NextObject,
  type Written,
  writeObject,
} from './write-objects.ts';

export interface LiveOutcome extends Outcome {
  readonly draft: RecordDraft;
}

/** One object to write. */
export interface Write {
  /** The object as it is, or as it should become where there is none. */
  readonly object: Resource;
  readonly next: NextObject;
}

export interface WriteFlags extends PrintFlags {
  readonly wait?: boolean;
  readonly timeout?: number;
}

interface WriteRequest {
  readonly writes: readonly Write[];
  /** What is wrong already. It holds up nothing else. */
  readonly errors: readonly Error[];
  /** What the result says: `scaled`, `patched (no change)`. An object without a word is not printed. */
  readonly word: (outcome: LiveOutcome) => string | undefined;
  readonly flags: WriteFlags;
  readonly dryRun: DryRun;
}

type Writer = (object: Resource, next: NextObject) => Promise<Written> | Written;

interface AllWritten {
  readonly written: Written[];
  readonly outcomes: LiveOutcome[];
  readonly errors: Error[];
}

/** Writes whatever can be written; what stands in the way of one object holds up no other. */
const writeWith = async (writer: Writer, { writes, errors }: WriteRequest): Promise<AllWritten> => {
  const all: AllWritten = { written: [], outcomes: [], errors: [...errors] };
  const write = async ({
    object,
    next,
  }: Write): Promise<{ written: Written; outcome: LiveOutcome } | CliError> => {
    let before = object;
    try {
      const written = await writer(object, (live, current) => {
        before = live ?? object;
        return next(live, current);
      });
      const { draft, result } = written;
      return { written, outcome: { before, after: draft.resource, changed: result !== 'unchanged', draft } };
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      return error;
    }
  };
  for (const result of await inTurn(writes, ({ object }) => object, write)) {
    if (result instanceof CliError) all.errors.push(result);
    else {
      all.written.push(result.written);
      all.outcomes.push(result.outcome);
    }
  }
  return all;
};

/** Writes objects, prints what became of each, and brings the changes about. */
export const writeAll = async (runtime: Runtime, world: World, request: WriteRequest): Promise<void> => {
  const { writes, word, flags, dryRun } = request;
  const printOutcomes = await outcomePrinter(word, flags, dryRun, world);
  const objects = writes.map(({ object }) => object);
  const kinds = [...new Set(['Namespace', ...objects.map(({ kind }) => kind)])];
  const { records } = await observeSources(runtime, { records: kinds, pods: false });
  const writeTo =
    (engine: Runtime, place: World): Writer =>
    (object, next) =>
      writeObject(engine, place, refOf(object), next, records);
  const preview: Writer = (object, next) => {
    const live = findRecord(records, refOf(object));
    const written = draftOf(next, live, records, world.clock.now());
    if (dryRun === 'server') checkChange(live, written);
    return written;
  };

  if (dryRun === 'none') await ensureNamespaces(runtime, world, objects, records);
  const writer = dryRun === 'none' ? writeTo(runtime, world) : preview;
  const { written, outcomes, errors } = await writeWith(writer, request);
  const print = (): void => printOutcomes(outcomes);
  if (dryRun === 'none' && flags.wait !== false && written.length > 0) {
    const targets = targetsOf(written);
    try {
      await bringAbout({ runtime, world, targets, timeoutMs: flags.timeout ?? 0, print });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      errors.push(error);
    }
  } else {
    if (dryRun === 'none') await rememberSettings(runtime, world);
    print();
  }
  if (dryRun === 'server' && (flags.output ?? '') === '') {
    const { steps } = await simulate(runtime, world, async (simulated, simulatedWorld) =>
      targetsOf((await writeWith(writeTo(simulated, simulatedWorld), request)).written),
    );
    world.stdout.write(planText(steps));
  }
  throwAll(errors);
};
