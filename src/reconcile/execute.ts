import type { Clock } from '../model/clock.ts';
import type { OnEvent } from '../model/event.ts';
import { type PlannedStep, type Step, stepKey } from '../model/step.ts';
import { type Runtime, RuntimeError } from '../runtime/driver.ts';
import type { Bound } from './bound.ts';

/** A step that has begun; `endedAt` and perhaps `error` once it has ended. */
export interface Attempt {
  planned: PlannedStep;
  startedAt: number;
  endedAt?: number;
  error?: RuntimeError;
}

export interface Executor {
  /** Takes a new plan. What has not begun of the last one is dropped: the new plan knows better. */
  follow(plan: readonly PlannedStep[]): void;
  /** What is under way. */
  running(): Attempt[];
  /** What has ended since the last call. */
  takeEnded(): Attempt[];
  /** Resolves when a step ends, or at once when one has ended that was not taken. */
  stepEnded(): Promise<void>;
  /** Resolves when nothing is under way but what the engine finishes by itself. */
  quiet(): Promise<void>;
}

/** A stop mostly waits for the pod, and a proxy for its connections: they hold no place that a creation could use. */
const holdsPlace = (step: Step): boolean => step.kind !== 'stopPod' && step.kind !== 'configureProxy';

const call = (runtime: Runtime, step: Step, onEvent: OnEvent, signal: AbortSignal): Promise<void> => {
  switch (step.kind) {
    case 'pullImage':
      return runtime.pullImage(step.image, (progress) => onEvent({ type: 'pullProgress', ...progress }), {
        signal,
        ...(step.logins && { logins: step.logins }),
      });
    case 'createPod':
      return runtime.createPod(step.pod, step.config);
    case 'holdPod':
      return runtime.holdPod(step.pod, step.waiting);
    case 'removeClaim':
      return runtime.removeClaim(step.claim);
    case 'writeConfig':
      return runtime.writeConfig(step.pod, step.config);
    case 'startPod':
      return runtime.startPod(step.pod);
    case 'retirePod':
      return runtime.retirePod(step.pod);
    case 'stopPod':
      return runtime.stopPod(step.pod, step.graceSeconds);
    case 'removePod':
      return runtime.removePod(step.pod);
    case 'namePod':
      return runtime.namePod(step.pod, step.names);
    case 'createProxy':
      return runtime.createProxy(step.proxy);
    case 'configureProxy':
      return runtime.configureProxy(step.proxy, step.configuration);
    case 'removeProxy':
      return runtime.removeProxy(step.proxy);
  }
};

/** Runs steps side by side, as many at a time as `bound` finds right. It decides nothing: a failed step is a result. */
export const createExecutor = (options: {
  runtime: Runtime;
  clock: Clock;
  bound: Bound;
  signal: AbortSignal;
  onEvent: OnEvent;
}): Executor => {
  const { runtime, clock, bound, signal, onEvent } = options;
  const running = new Map<string, Attempt>();
  let queue: PlannedStep[] = [];
  let ended: Attempt[] = [];
  let waiters: (() => void)[] = [];

  const places = (): number => [...running.values()].filter(({ planned }) => holdsPlace(planned.step)).length;

  const run = async (attempt: Attempt): Promise<void> => {
    const { planned } = attempt;
    onEvent({ type: 'stepStarted', planned });
    try {
      await call(runtime, planned.step, onEvent, signal);
    } catch (error) {
      attempt.error =
        error instanceof RuntimeError ? error : new RuntimeError('failed', String(error), { cause: error });
    }
    attempt.endedAt = clock.now();
    const { error } = attempt;
    if (error === undefined) bound.learn(planned.step, attempt.endedAt - attempt.startedAt, places());
    onEvent(
      error === undefined
        ? { type: 'stepEnded', planned, durationMs: attempt.endedAt - attempt.startedAt }
        : { type: 'stepFailed', planned, code: error.code, message: error.message },
    );
    running.delete(stepKey(planned.step));
    ended.push(attempt);
    fill();
    for (const wake of waiters.splice(0)) wake();
  };

  const fill = (): void => {
    const waiting: PlannedStep[] = [];
    for (const planned of signal.aborted ? [] : queue) {
      const key = stepKey(planned.step);
      if (running.has(key)) continue;
      if (holdsPlace(planned.step) && places() >= bound.now()) {
        waiting.push(planned);
        continue;
      }
      const attempt: Attempt = { planned, startedAt: clock.now() };
      running.set(key, attempt);
      void run(attempt);
    }
    queue = waiting;
  };

  const nextEnd = (): Promise<void> => new Promise((resolve) => waiters.push(resolve));

  return {
    follow: (plan) => {
      queue = [...plan];
      fill();
    },
    running: () => [...running.values()],
    takeEnded: () => {
      const taken = ended;
      ended = [];
      return taken;
    },
    stepEnded: () => (ended.length > 0 ? Promise.resolve() : nextEnd()),
    quiet: async () => {
      queue = [];
      while (places() > 0) await nextEnd();
    },
  };
};
