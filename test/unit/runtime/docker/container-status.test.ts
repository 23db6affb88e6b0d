import { describe, expect, test } from 'vitest';
import { exitCode, isHealthy, runBegan } from '../../../../src/runtime/docker/container-status.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const NOW = Date.UTC(2026, 0, 1, 12);

describe('when the present run began', () => {
  test.each([
    ['Up Less than a second', 0, second],
    ['Up 1 second', second, 2 * second],
    ['Up 59 seconds', 59 * second, minute],
    ['Up About a minute', minute, 2 * minute],
    ['Up 2 minutes (healthy)', 2 * minute, 3 * minute],
    ['Up 2 minutes (health: starting)', 2 * minute, 3 * minute],
    ['Up 59 minutes (Paused)', 59 * minute, hour],
    ['Up About an hour', hour, 1.5 * hour],
    ['Up 2 hours', 1.5 * hour, 2.5 * hour],
    ['Up 47 hours', 46.5 * hour, 47.5 * hour],
    ['Up 2 days', 47.5 * hour, 71.5 * hour],
    ['Up 2 weeks', 14 * day - hour / 2, 21 * day - hour / 2],
    ['Up 2 months', 60 * day - hour / 2, 90 * day - hour / 2],
    ['Up 2 years', 730 * day - hour / 2, 1095 * day - hour / 2],
  ])('%s', (status, least, most) => {
    expect(runBegan(status, NOW)).toEqual({ earliest: NOW - most, latest: NOW - least });
  });

  test.each([
    'Created',
    'Exited (0) 5 seconds ago',
    'Restarting (1) 2 seconds ago',
    'Dead',
    'Up',
    'Up for ever',
    '',
  ])('is not said by "%s"', (status) => {
    expect(runBegan(status, NOW)).toBeUndefined();
  });
});

test.each([
  ['Exited (0) 5 seconds ago', 0],
  ['Exited (137) About an hour ago', 137],
  ['Exited (-1) 5 seconds ago', -1],
  ['Restarting (3) Less than a second ago', 3],
  ['Up 5 seconds', undefined],
  ['Created', undefined],
])('the exit code of "%s" is %s', (status, code) => {
  expect(exitCode(status)).toBe(code);
});

test.each([
  ['Up 5 seconds', true],
  ['Up 5 seconds (healthy)', true],
  ['Up 5 seconds (health: starting)', false],
  ['Up 5 seconds (unhealthy)', false],
])('"%s" is healthy: %s', (status, healthy) => {
  expect(isHealthy(status)).toBe(healthy);
});
