import { createVirtualClock, type VirtualClock } from '../../src/virtual-clock.ts';

export type FakeClock = VirtualClock;

const waitsForFiles = (): boolean =>
  process.getActiveResourcesInfo().some((resource) => /^FSReq|CloseReq$/.test(resource));

/** Virtual time for tests, which may read and write files. */
export const createFakeClock = (start = Date.UTC(2026, 0, 1)): FakeClock =>
  createVirtualClock(start, waitsForFiles);
