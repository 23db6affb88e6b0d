import type { Resource } from '../../model/resource.ts';
import type { EventView } from '../tables/events.ts';

/** What a description of an object draws on beside the object itself. */
export interface Surroundings {
  /** In milliseconds since 1970. */
  readonly now: number;
  /** The objects of a kind in the namespace of the object; all of them for one that is in none. */
  readonly others: (kind: string) => readonly Resource[];
  /** What happened to it; undefined where that is not to be shown. */
  readonly events: readonly EventView[] | undefined;
}

/** How objects of one kind are described. */
export interface Description {
  /** The kinds that `others` is asked for. */
  readonly needs?: readonly string[];
  /** With a tab after what is to be aligned. */
  readonly lines: (object: Resource, surroundings: Surroundings) => readonly string[];
}
