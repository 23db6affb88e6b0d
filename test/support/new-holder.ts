import { randomUUID } from 'node:crypto';
import type { Holder } from '../../src/model/holder.ts';

/** A command of which no other can know whether it has died. */
export const newHolder = (): Holder => ({ name: randomUUID(), isGone: () => false });
