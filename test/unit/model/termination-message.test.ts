import { expect, test } from 'vitest';
import { writesMessage } from '../../../src/model/termination-message.ts';
import type { Container } from '../../../src/model/workload.ts';

test.each<[expected: boolean, container: Partial<Container>]>([
  [false, {}],
  [false, { terminationMessagePath: '' }],
  [false, { terminationMessagePath: '/dev/termination-log', command: ['sh', '-c', 'exit 3'] }],
  [true, { terminationMessagePath: '/tmp/why' }],
  [true, { command: ['sh', '-c', 'echo broken > /dev/termination-log'] }],
  [true, { args: ['--report=/dev/termination-log'] }],
  [true, { env: [{ name: 'REPORT', value: '/dev/termination-log' }] }],
])('a file for the last words is %s for %j', (expected, container) => {
  expect(writesMessage({ name: 'main', image: 'web:1', ...container })).toBe(expected);
});
