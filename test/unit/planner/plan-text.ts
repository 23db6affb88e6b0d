import type { ObservedNode } from '../../../src/model/node.ts';
import type { ObservedPod } from '../../../src/model/pod.ts';
import type { DesiredWorkload, ImageFact } from '../../../src/model/state.ts';
import { stepText } from '../../../src/model/step.ts';
import type { Step } from '../../../src/model/step.ts';
import { planNext } from '../../../src/planner/plan-next.ts';
import { NOON } from '../../support/workloads.ts';

interface Surroundings {
  images?: Record<string, ImageFact>;
  now?: number;
  node?: ObservedNode;
}

/** The plan as text. The names of new pods end in what is as good as random, and are made short. */
export const planText = (
  workloads: DesiredWorkload | DesiredWorkload[],
  pods: ObservedPod[],
  { images = {}, now = NOON, node }: Surroundings = {},
): string[] => {
  const desired = { workloads: [workloads].flat() };
  const observed = { pods, images: new Map(Object.entries(images)), node };
  return planNext(desired, observed, now).map(({ step }) =>
    stepText(step).replace(/^((?:create|hold)Pod \S+?)-b\w{9}-\w{5}:/, '$1:'),
  );
};

const applied = (pods: readonly ObservedPod[], step: Step, now: number): ObservedPod[] => {
  switch (step.kind) {
    case 'pullImage':
    case 'writeConfig':
    case 'removeClaim':
    case 'createProxy':
    case 'configureProxy':
    case 'removeProxy':
      return [...pods];
    case 'createPod': {
      const made = { id: step.pod.name, state: 'created', ready: false, terminating: false } as const;
      const others = pods.filter(({ uid }) => uid !== step.pod.uid);
      return [...others, { ...step.pod, ...made, createdAt: now, restarts: 0 }];
    }
    case 'holdPod': {
      const held = { id: step.pod.name, state: 'waiting', ready: false, terminating: false } as const;
      return [...pods, { ...step.pod, ...held, waiting: step.waiting, createdAt: now, restarts: 0 }];
    }
    case 'namePod':
      return pods.map((pod) => (pod.id === step.pod.id ? { ...pod, names: step.names } : pod));
    case 'removePod':
      return pods.filter(({ id }) => id !== step.pod.id);
    case 'retirePod':
      return pods.map((pod) => (pod.id === step.pod.id ? { ...pod, terminating: true } : pod));
    case 'startPod':
    case 'stopPod': {
      const change =
        step.kind === 'startPod'
          ? ({ state: 'running', ready: true, startedAt: now } as const)
          : ({ state: 'exited', ready: false, terminating: true } as const);
      return pods.map((pod) => (pod.id === step.pod.id ? { ...pod, ...change } : pod));
    }
  }
};

/** What happens turn by turn when every step succeeds at once, until nothing is left: verbs and short names. */
export const story = (workload: DesiredWorkload, pods: ObservedPod[], node?: ObservedNode): string[] => {
  const names = new Map<string, string>();
  const short = (name: string): string => {
    if (pods.some((pod) => pod.name === name)) return name;
    const known = names.get(name) ?? `new${names.size + 1}`;
    names.set(name, known);
    return known;
  };
  const turns: string[] = [];
  let present = pods;
  for (let now = NOON; turns.length < 50; now += 3_000) {
    const plan = planNext({ workloads: [workload] }, { pods: present, images: new Map(), node }, now);
    if (plan.length === 0) return turns;
    const done = plan.map(({ step }) =>
      !('pod' in step) ? 'pull' : `${step.kind.slice(0, -3)} ${short(step.pod.name)}`,
    );
    turns.push(done.sort().join(', '));
    for (const { step } of plan) present = applied(present, step, now);
  }
  return [...turns, 'and so on'];
};
