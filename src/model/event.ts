import type { ObjectRef } from './resource.ts';
import type { PlannedStep } from './step.ts';

/** What happened while a cluster converged, for the printers. */
export type Event =
  | { type: 'stepStarted'; planned: PlannedStep }
  | { type: 'stepEnded'; planned: PlannedStep; durationMs: number }
  | { type: 'stepFailed'; planned: PlannedStep; code: string; message: string }
  | { type: 'pullProgress'; image: string; status: string; current?: number; total?: number }
  /** A workload's state in one sentence; sent when the sentence changes. */
  | { type: 'status'; workload: ObjectRef; done: boolean; message: string }
  /** Pods ask for more than there is, and get what there is. */
  | { type: 'overcommitted'; message: string }
  /** Another berth command drives this workload at present. */
  | { type: 'leaseWait'; workload: ObjectRef }
  | { type: 'engineLost'; message: string }
  | { type: 'engineBack' };

export type OnEvent = (event: Event) => void;
