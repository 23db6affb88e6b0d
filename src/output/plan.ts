import { awaitsPull } from '../model/pod.ts';
import { refKey } from '../model/resource.ts';
import { resourceName } from '../model/resource-types.ts';
import { type PlannedStep, type Step, stepKey, stepText } from '../model/step.ts';

/** Plans for people. */

/** That a pod can be seen while its images are pulled changes nothing. */
const isForPull = (step: Step): boolean => step.kind === 'holdPod' && awaitsPull(step.waiting);

/** Every step on a line of its own. */
export const planText = (steps: readonly PlannedStep[]): string =>
  steps
    .filter(({ step }) => !isForPull(step))
    .map(({ step }) => `  ${stepText(step)}\n`)
    .join('');

const pods = (count: number): string => (count === 1 ? '1 pod' : `${count} pods`);

/** `create 3 pods (roll out revision 2), remove 3 pods (revision 2 replaces it)`. */
const summaryOf = (steps: readonly PlannedStep[]): string => {
  const counts = new Map<string, { verb: string; reason: string; count: number }>();
  const verbs = new Map([
    ['createPod', 'create'],
    ['stopPod', 'remove'],
  ]);
  const awaited = new Map<string, string>();
  for (const { step } of steps) {
    if (isForPull(step)) awaited.set(stepKey(step), step.reason);
    const verb = verbs.get(step.kind);
    if (verb === undefined) continue;
    const reason = (verb === 'create' ? awaited.get(stepKey(step)) : undefined) ?? step.reason;
    const key = `${verb} ${reason}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { verb, reason, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()]
    .map(({ verb, reason, count }) => `${verb} ${pods(count)} (${reason})`)
    .join(', ');
};

/** What becomes of the pods of each workload, in a line each. */
export const planSummary = (steps: readonly PlannedStep[]): string => {
  const byWorkload = new Map<string, PlannedStep[]>();
  for (const planned of steps) {
    const key = refKey(planned.workload);
    byWorkload.set(key, [...(byWorkload.get(key) ?? []), planned]);
  }
  return [...byWorkload.values()]
    .map((own) => {
      const [first] = own;
      if (first === undefined) return '';
      const { kind, name } = first.workload;
      const summary = summaryOf(own);
      return summary === '' ? '' : `${resourceName({ kind, metadata: { name } })}: ${summary}\n`;
    })
    .join('');
};
