import { usableCertificates } from '../cluster/certificates.ts';
import { collectableRecords } from '../cluster/garbage.ts';
import { createLeases } from '../cluster/lease.ts';
import { finishedRecord } from '../cluster/finished.ts';
import { observedNode } from '../cluster/objects/node.ts';
import {
  type ClusterSnapshot,
  configObjects,
  desiredState,
  findRecord,
  observe,
} from '../cluster/observe.ts';
import { updateRecord } from '../cluster/store.ts';
import type { Clock } from '../model/clock.ts';
import type { Holder } from '../model/holder.ts';
import type { Event, OnEvent } from '../model/event.ts';
import type { ObservedPod } from '../model/pod.ts';
import { type ObjectRef, refKey, sameRef } from '../model/resource.ts';
import type { ProxySettings } from '../model/proxy.ts';
import type { Machine } from '../model/node.ts';
import type { PlannedStep } from '../model/step.ts';
import { nextDue } from '../planner/next-due.ts';
import { needsNode } from '../planner/needs-node.ts';
import { overcommitment } from '../planner/overcommitment.ts';
import { planNext } from '../planner/plan-next.ts';
import type { Runtime } from '../runtime/driver.ts';
import { createBackoff } from './backoff.ts';
import { createBound } from './bound.ts';
import { createChanges } from './changes.ts';
import { createExecutor } from './execute.ts';
import { createImageFacts } from './image-facts.ts';
import { createLastExits } from './last-exits.ts';
import { withAttempts, withProxyAttempts } from './overlay.ts';
import { createPatience } from './patience.ts';
import { createLook } from './patient-look.ts';
import { createRecorder } from './recorder.ts';
import {
  concerns,
  isNewsOf,
  type Target,
  type TargetResult,
  targetResult,
  targetStatus,
  type Turn,
} from './target.ts';

export interface ConvergeOptions {
  runtime: Runtime;
  clock: Clock;
  targets: readonly Target[];
  /** Steps that the command itself asks for, such as stopping a pod that is to be deleted. */
  firstSteps?: readonly PlannedStep[];
  /** What probes are run with, where it is not the usual image. */
  toolsImage?: string | undefined;
  proxySettings?: ProxySettings;
  /** Holds this run's leases. */
  holder: Holder;
  signal: AbortSignal;
  /** Asked each turn in place of the targets whether the loop may end: for who waits for something else. */
  until?: (snapshot: ClusterSnapshot, now: number) => boolean;
  /** When to stop waiting. */
  deadline: number;
  onEvent: OnEvent;
}

/** Changes come in bursts; one look serves them all. */
const GATHER_MS = 20;
/** Another command's lease ends without an event. */
const LEASE_POLL_MS = 250;
/** A look now and then, should an event ever be lost. */
const LOOK_AGAIN_MS = 5_000;
/** An interrupted command lets the engine finish what it has been asked to do. */
const QUIET_MS = 5_000;

const uniqueRefs = (refs: readonly ObjectRef[]): ObjectRef[] => [
  ...new Map(refs.map((ref) => [refKey(ref), ref])).values(),
];

/** Removes what nothing needs any more from the store. */
const collectGarbage = async (runtime: Runtime, snapshot: ClusterSnapshot, now: number): Promise<void> => {
  const spent = collectableRecords(snapshot, now);
  await Promise.all(spent.map((record) => runtime.removeRecord(record)));
};

/** All is rolled out but for pods that take their time to end. Empty where there is nothing to say of that. */
const endingMessage = (ref: ObjectRef, pods: readonly ObservedPod[]): string => {
  const ending = pods.filter(
    ({ owner, terminating }) => terminating && owner !== undefined && sameRef(owner, ref),
  ).length;
  return ending === 0
    ? ''
    : `Waiting for ${ref.kind.toLowerCase()} "${ref.name}" rollout to finish: ${ending} old replicas are pending termination...`;
};

/** Writes down that rollouts have come to their end, unless someone has begun another. */
const recordFinished = async (
  runtime: Runtime,
  { snapshot }: Turn,
  results: readonly TargetResult[],
): Promise<void> => {
  for (const { ref, outcome } of results) {
    const record = findRecord(snapshot.records, ref);
    if (record === undefined || outcome !== 'done') continue;
    const pods = snapshot.pods.filter(({ owner }) => owner !== undefined && sameRef(owner, ref));
    await updateRecord(
      runtime,
      ref,
      (current) => (current?.version === record.version ? finishedRecord(current, pods) : undefined),
      { record },
    );
  }
};

/**
 * Observe, plan, execute, until nothing is left to do for the targets or it makes no sense to go on. It acts
 * wherever something is due in the cluster, but waits for and reports on the targets alone.
 */
export const converge = async (options: ConvergeOptions): Promise<TargetResult[]> => {
  const { runtime, clock, targets, signal, deadline } = options;
  let isOver = false;
  let lastTurn: Turn | undefined;
  const recorder = createRecorder({ runtime, clock });
  /** What is done for others is their business alone. Who named nothing is told of everything. */
  const isNews = (event: Event): boolean => {
    if (!('planned' in event) || targets.length === 0) return true;
    const { workload } = event.planned;
    return targets.some(({ ref }) =>
      lastTurn === undefined ? sameRef(workload, ref) : isNewsOf(workload, ref, lastTurn),
    );
  };
  const onEvent: OnEvent = (event) => {
    recorder.onEvent(event);
    // A stop that the engine goes on with is no news any more once the command has ended.
    if (!isOver && isNews(event)) options.onEvent(event);
  };
  const look = createLook({ clock, signal, onEvent });
  const executor = createExecutor({ runtime, clock, bound: createBound(), signal, onEvent });
  const leases = createLeases(runtime, options.holder);
  const changes = createChanges(runtime, { records: options.until !== undefined });
  const facts = createImageFacts(options.toolsImage);
  const backoff = createBackoff();
  const attempt = createPatience(clock);
  const withLastExits = createLastExits();
  const told = new Map<string, string>();
  const since = clock.now();
  let machine: Machine | undefined;
  let firstSteps = options.firstSteps ?? [];

  /** The turn with the node, where pods are to be placed that ask for something of it. */
  const withNode = async (turn: Turn): Promise<Turn> => {
    const { desired, observed, snapshot } = turn;
    if (machine === undefined) {
      if (!needsNode(desired, observed)) return turn;
      machine = await look(() => runtime.machine());
      const message = overcommitment(desired, machine);
      const node = observedNode(machine, snapshot.records);
      if (message !== undefined && !node.enforcesRequests) onEvent({ type: 'overcommitted', message });
    }
    return { ...turn, observed: { ...observed, node: observedNode(machine, snapshot.records) } };
  };

  const nextTurn = async (): Promise<Turn> => {
    const ended = executor.takeEnded();
    const snapshot = await look(() => observe(runtime));
    const endedMeanwhile = executor.takeEnded();
    for (const attempt of [...ended, ...endedMeanwhile]) {
      facts.learn(attempt);
      backoff.learn(attempt);
    }
    const done = endedMeanwhile.filter(({ error }) => error === undefined);
    const attempts = [...executor.running(), ...done];
    const desired = desiredState(snapshot.records, options.proxySettings);
    const config = configObjects(snapshot.records);
    return {
      desired,
      observed: {
        pods: withAttempts(withLastExits(snapshot.pods), attempts),
        proxies: withProxyAttempts(snapshot.proxies, attempts),
        claims: snapshot.claims,
        images: facts.known(),
        refusals: backoff.refusals(),
        toolsImage: options.toolsImage,
        config,
        certificates: usableCertificates(desired, config),
      },
      snapshot,
      underway: attempts,
      now: clock.now(),
      since,
    };
  };

  const judge = (target: Target, turn: Turn, plan: readonly PlannedStep[]): TargetResult | undefined => {
    const steps = [...plan, ...turn.underway.map(({ planned }) => planned)];
    const busy = steps.some(
      (planned) => !backoff.isStuck(planned) && concerns(planned.workload, target.ref, turn),
    );
    const status = targetStatus(target, turn);
    const lastFailure = backoff.lastFailure(target.ref);
    const circumstances = { busy, interrupted: signal.aborted, deadline, lastFailure };
    const result = targetResult(target, turn, status, circumstances);
    const message = status.done && busy ? endingMessage(target.ref, turn.observed.pods) : status.message;
    if (message !== '' && told.get(refKey(target.ref)) !== message && result?.outcome !== 'superseded') {
      told.set(refKey(target.ref), message);
      onEvent({ type: 'status', workload: target.ref, done: status.done && !busy, message });
    }
    return result;
  };

  /** The steps of the plan that may begin now, and when the others may. */
  const permitted = async (
    plan: readonly PlannedStep[],
    turn: Turn,
  ): Promise<{ steps: PlannedStep[]; later: number[] }> => {
    const due = plan.filter((planned) => backoff.notBefore(planned) <= turn.now);
    const involved = uniqueRefs([...due.map(({ workload }) => workload), ...targets.map(({ ref }) => ref)]);
    const held = (await attempt(() => leases.hold(involved, turn.snapshot.runtimeRecords, turn.now))) ?? [];
    const steps = due.filter(({ workload }) => held.some((ref) => sameRef(ref, workload)));
    const later = plan.map(backoff.notBefore).filter((at) => at > turn.now);
    for (const workload of involved) {
      if (held.includes(workload)) continue;
      // What this command did not name is the other's business alone.
      if (targets.some(({ ref }) => concerns(workload, ref, turn))) onEvent({ type: 'leaseWait', workload });
      later.push(turn.now + LEASE_POLL_MS);
    }
    return { steps, later };
  };

  const waitForNews = async (until: number): Promise<void> => {
    const woken = new AbortController();
    const wake = (): void => woken.abort();
    signal.addEventListener('abort', wake);
    const sleep = clock.sleep(Math.max(0, until - clock.now()), woken.signal);
    await Promise.race([executor.stepEnded(), changes.changed(), sleep]);
    wake();
    signal.removeEventListener('abort', wake);
    if (clock.now() < until) await clock.sleep(Math.min(GATHER_MS, until - clock.now()), signal);
  };

  const isEnough = ({ snapshot, now }: Turn, areTargetsThere: boolean): boolean => {
    if (options.until === undefined) return areTargetsThere;
    return options.until(snapshot, now) || signal.aborted || now >= deadline;
  };

  const comeToRest = async (): Promise<void> => {
    const rested = new AbortController();
    executor.follow([]);
    await Promise.race([executor.quiet(), clock.sleep(QUIET_MS, rested.signal)]);
    rested.abort();
  };

  try {
    for (;;) {
      const turn = await withNode(await nextTurn());
      lastTurn = turn;
      recorder.look(turn.snapshot.pods);
      const plan = [...firstSteps, ...planNext(turn.desired, turn.observed, turn.now)];
      const judged = targets.map((target) => judge(target, turn, plan));
      const results = judged.filter((result) => result !== undefined);
      if (isEnough(turn, results.length === targets.length)) {
        await comeToRest();
        // What cannot be written down now is for the next command to do.
        await attempt(() => recordFinished(runtime, turn, results));
        await attempt(() => collectGarbage(runtime, turn.snapshot, turn.now));
        return results;
      }
      const { steps, later } = await permitted(plan, turn);
      executor.follow(steps);
      firstSteps = firstSteps.filter((planned) => !steps.includes(planned));
      if (!changes.isOpen()) {
        // What changed before the stream was open is seen by the look that follows.
        const isOpen = await attempt(async () => changes.open().then(() => true));
        if (isOpen === undefined) await clock.sleep(LEASE_POLL_MS, signal);
        continue;
      }
      if (turn.underway.some(({ endedAt }) => endedAt !== undefined)) continue;
      const due = nextDue(turn.desired, turn.observed, turn.now, since) ?? Number.POSITIVE_INFINITY;
      await waitForNews(Math.min(due, deadline, turn.now + LOOK_AGAIN_MS, ...later));
    }
  } finally {
    isOver = true;
    changes.close();
    await Promise.all([attempt(() => leases.release(clock.now())), recorder.close()]);
  }
};
