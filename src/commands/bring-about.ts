import { CliError } from '../model/cli-error.ts';
import { resourceName } from '../model/resource-types.ts';
import type { PlannedStep } from '../model/step.ts';
import { lineProgress, liveProgress, type Progress } from '../output/progress.ts';
import { converge } from '../reconcile/converge.ts';
import type { Target, TargetResult } from '../reconcile/target.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { failureReport } from './failure-report.ts';
import { proxySettings } from './proxy-settings.ts';
import { rememberSettings } from './remember-settings.ts';

/** Exit code of a command that Ctrl-C ended, as shells know it. */
const INTERRUPTED = 130;

export interface Change {
  runtime: Runtime;
  world: World;
  targets: readonly Target[];
  firstSteps?: readonly PlannedStep[];
  /** Prints the result. On a terminal it takes the place of the live lines, so it comes after them. */
  print: () => void;
  /** How long to wait; zero waits as long as the workloads' own deadlines allow. */
  timeoutMs: number;
}

const nameOf = ({ ref }: Pick<TargetResult, 'ref'>): string =>
  resourceName({ kind: ref.kind, metadata: { name: ref.name } });

const complaint = (result: TargetResult): string => {
  const cause = result.cause === undefined ? '' : `: ${result.cause}`;
  switch (result.outcome) {
    case 'done':
    case 'failed':
      return `${result.message}${cause}`;
    case 'timedOut':
      return `timed out waiting for ${nameOf(result)}: ${result.message}${cause}`;
    case 'superseded':
      return `${nameOf(result)} was superseded: ${result.message}`;
    case 'interrupted':
      return `interrupted while ${nameOf(result)} was under way: ${result.message}`;
  }
};

export const interruptedError = (message: string): CliError =>
  new CliError('interrupted', message, {
    exitCode: INTERRUPTED,
    hint: 'What was done stays. Run the same command again to go on from there.',
  });

const openProgress = async ({ stderr }: World): Promise<Progress> =>
  stderr.terminal === undefined ? lineProgress((text) => stderr.write(text)) : liveProgress(stderr.terminal);

/**
 * Brings a change about that has been written, and shows what it waits for. Where it does not come about, the
 * error says for each workload why; what was begun stays, and the same command again goes on from there.
 */
export const bringAbout = async (change: Change): Promise<void> => {
  const { runtime, world, targets, firstSteps = [], timeoutMs, print } = change;
  await rememberSettings(runtime, world);
  const isLive = world.stderr.terminal !== undefined;
  if (!isLive) print();
  const progress = await openProgress(world);
  let results: TargetResult[];
  try {
    results = await converge({
      runtime,
      clock: world.clock,
      targets,
      firstSteps,
      toolsImage: world.env['BERTH_TOOLS_IMAGE'],
      proxySettings: proxySettings(world),
      holder: world.newHolder(),
      signal: world.signal,
      deadline: timeoutMs > 0 ? world.clock.now() + timeoutMs : Number.POSITIVE_INFINITY,
      onEvent: progress.onEvent,
    });
  } finally {
    progress.stop();
    if (isLive) print();
  }
  for (const { ref, outcome, message } of results) {
    const isServed = ref.kind === 'Service' || ref.kind === 'Ingress';
    if (isServed && outcome === 'done' && message !== '') {
      world.stderr.write(`Warning: ${nameOf({ ref })} is ${message}\n`);
    }
  }
  const undone = results.filter(({ outcome }) => outcome !== 'done');
  if (undone.length === 0) return;
  const message = undone.map(complaint).join('\nerror: ');
  if (undone.some(({ outcome }) => outcome === 'interrupted')) throw interruptedError(message);
  const report = await failureReport(runtime, undone);
  throw new CliError('notConverged', message, report === '' ? {} : { hint: report });
};
