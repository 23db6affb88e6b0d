import { expect, test } from 'vitest';
import { stillHolds } from '../../../../src/runtime/docker/runs.ts';

const NOW = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;

const startedAgo = (ms: number, state = 'running', learnedAgo = 0) => ({
  state,
  restarts: 1,
  startedAt: NOW - ms,
  learnedAt: NOW - learnedAgo,
});

test.each([
  ['running', 'Up 5 minutes', startedAgo(5 * minute), true],
  ['running', 'Up 5 minutes', startedAgo(6 * minute - 1), true],
  ['running', 'Up 5 minutes', startedAgo(7 * minute), false],
  ['running', 'Up 5 minutes', startedAgo(4 * minute), false],
  ['running', 'Up Less than a second', startedAgo(3_500), false],
  ['running', 'Up 5 minutes', startedAgo(5.5 * minute, 'running', 5 * minute - 1), true],
  ['running', 'Up 5 minutes', startedAgo(5.5 * minute, 'running', 5 * minute), false],
  ['running', 'Up 3 hours', startedAgo(200 * minute, 'running', 149 * minute), true],
  ['running', 'Up 3 hours', startedAgo(200 * minute, 'running', 151 * minute), false],
  ['paused', 'Up 5 minutes (Paused)', startedAgo(5 * minute), false],
  ['paused', 'Up 5 minutes (Paused)', startedAgo(5 * minute, 'paused'), true],
  ['exited', 'Exited (0) 5 minutes ago', startedAgo(9 * minute, 'exited'), true],
  ['exited', 'Exited (0) 5 minutes ago', startedAgo(9 * minute), false],
  ['created', 'Created', startedAgo(0, 'created'), false],
  ['restarting', 'Restarting (1) 1 second ago', startedAgo(2_000, 'restarting'), false],
])('"%s", "%s": what is known of %o still holds: %s', (State, Status, known, holds) => {
  expect(stillHolds({ State, Status }, known, NOW)).toBe(holds);
});
