import { randomUUID } from 'node:crypto';
import { updateRecord } from '../../src/cluster/store.ts';
import { tombstone, writtenRecord } from '../../src/cluster/write.ts';
import type { Event } from '../../src/model/event.ts';
import type { RecordDraft } from '../../src/model/record.ts';
import { type ObjectRef, refOf, type Resource } from '../../src/model/resource.ts';
import type { DeploymentSpec } from '../../src/model/workload.ts';
import { converge, type ConvergeOptions } from '../../src/reconcile/converge.ts';
import { targetOf } from '../../src/reconcile/target.ts';
import type { Runtime } from '../../src/runtime/driver.ts';
import { createMemoryRuntime } from '../../src/runtime/memory/memory-runtime.ts';
import { createMemoryStore, type MemoryStore } from '../../src/runtime/memory/memory-store.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { newHolder } from './new-holder.ts';
import { templateOf, WEB, workloadOf } from './workloads.ts';

/** A simulated cluster, for what lies below the commands. */
export interface TestCluster {
  clock: FakeClock;
  store: MemoryStore;
  runtime: Runtime;
  /** Another client of the same engine. */
  connect(): Runtime;
  /** Stores a Deployment as a command would. */
  write(image: string, spec?: Partial<DeploymentSpec>, ref?: ObjectRef): Promise<RecordDraft>;
  writeObject(resource: Resource): Promise<RecordDraft>;
  markDeleted(ref?: ObjectRef): Promise<RecordDraft>;
  run(drafts: readonly RecordDraft[], options?: Partial<ConvergeOptions>): ReturnType<typeof converge>;
  events: Event[];
  /** `name state image`, sorted. */
  pods(): Promise<string[]>;
}

export const createTestCluster = (): TestCluster => {
  const clock = createFakeClock();
  const store = createMemoryStore();
  const connect = (): Runtime => createMemoryRuntime({ clock, store });
  const runtime = connect();
  const events: Event[] = [];
  const context = () => ({ now: clock.now(), newUid: randomUUID });
  const writeObject = async (resource: Resource): Promise<RecordDraft> => {
    const { after } = await updateRecord(runtime, refOf(resource), (current) =>
      writtenRecord(resource, current, context()),
    );
    if (after === undefined) throw new Error('nothing was written');
    return after;
  };

  return {
    clock,
    store,
    runtime,
    connect,
    events,
    write: (image, spec = {}, ref = WEB) =>
      writeObject(
        workloadOf([], { ...spec, template: spec.template ?? templateOf(image) }, { ref }).resource,
      ),
    writeObject,
    markDeleted: async (ref = WEB) => {
      const { after } = await updateRecord(runtime, ref, (current) => current && tombstone(current));
      if (after === undefined) throw new Error('nothing was there');
      return after;
    },
    run: (drafts, options = {}) =>
      converge({
        runtime,
        clock,
        targets: drafts.map(targetOf),
        holder: newHolder(),
        signal: new AbortController().signal,
        deadline: Number.POSITIVE_INFINITY,
        onEvent: (event) => events.push(event),
        ...options,
      }),
    pods: async () => {
      const pods = await runtime.listPods();
      return pods.map(({ state, spec }) => `${state} ${spec.containers[0]?.image}`).sort();
    },
  };
};
