import type { ObjectRef } from './resource.ts';

/** Something that happened to an object, once or several times: what Kubernetes calls an Event. */
export interface Occurrence {
  object: ObjectRef & { uid?: string | undefined; fieldPath?: string };
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** The part of Kubernetes that would have said so: `kubelet`. */
  component: string;
  first: number;
  last: number;
  count: number;
}

const keyOf = ({ object, type, reason, message, component }: Occurrence): string =>
  JSON.stringify([
    object.kind,
    object.namespace,
    object.name,
    object.fieldPath,
    type,
    reason,
    message,
    component,
  ]);

/** The same thing that happened to the same object several times is one occurrence with a count. */
export const mergeOccurrences = (occurrences: readonly Occurrence[]): Occurrence[] => {
  const merged = new Map<string, Occurrence>();
  for (const occurrence of occurrences) {
    const key = keyOf(occurrence);
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined
        ? occurrence
        : {
            ...known,
            first: Math.min(known.first, occurrence.first),
            last: Math.max(known.last, occurrence.last),
            count: known.count + occurrence.count,
          },
    );
  }
  return [...merged.values()];
};
