import type { PodRef } from '../model/pod.ts';
import type { PodTrouble } from '../planner/pod-trouble.ts';
import type { TargetResult } from '../reconcile/target.ts';
import { type Runtime, RuntimeError } from '../runtime/driver.ts';

/** Enough to see an error with its reason, and not a screen full of them. */
const LAST_LINES = 10;

const lastLines = async (runtime: Runtime, pod: PodRef): Promise<string[]> => {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const { bytes } of runtime.logs(pod, { tail: LAST_LINES })) {
      text += decoder.decode(bytes, { stream: true });
    }
  } catch (error) {
    // The pod may be gone by now, and the report stands without its output.
    if (!(error instanceof RuntimeError)) throw error;
  }
  return text.trimEnd() === '' ? [] : text.trimEnd().split('\n');
};

const troubleLines = async (runtime: Runtime, trouble: PodTrouble): Promise<string[]> => {
  const { pod, reason, message, hasRun } = trouble;
  const lines = hasRun ? await lastLines(runtime, pod) : [];
  return [
    `pod/${pod.name}: ${reason}: ${message}`,
    ...(lines.length === 0 ? [] : ['its last output:', ...lines.map((line) => `    ${line}`)]),
  ];
};

/** One pod of each reason: what ails the others is the same. */
const telling = (troubles: readonly PodTrouble[]): PodTrouble[] => [
  ...new Map(troubles.toReversed().map((trouble) => [trouble.reason, trouble])).values(),
];

/** Why rollouts came to nothing: which pods, what ails them, and what they wrote last. Empty where none did. */
export const failureReport = async (runtime: Runtime, results: readonly TargetResult[]): Promise<string> => {
  const troubles = results.flatMap(({ troubles = [] }) => telling(troubles));
  const reports = await Promise.all(troubles.map((trouble) => troubleLines(runtime, trouble)));
  return reports.flat().join('\n');
};
