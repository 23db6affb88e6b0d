import { expect, test } from 'vitest';
import {
  containerName,
  distinctTerminatingName,
  isTerminatingName,
  terminatingName,
} from '../../../../src/runtime/docker/container-name.ts';

const WEB = { namespace: 'default', name: 'web', id: '0123456789abcdef0123' };

test('a container is named as people call its pod', () => {
  expect(containerName(WEB)).toBe('web.default');
  expect(terminatingName(WEB)).toBe('web.default.terminating');
  expect(distinctTerminatingName(WEB)).toBe('web.default.terminating.0123456789ab');
});

test.each([
  ['web.default.terminating', WEB, true],
  ['/web.default.terminating', WEB, true],
  ['/web.default.terminating.0123456789ab', WEB, true],
  ['/web.default', WEB, false],
  ['/renamed-by-hand', WEB, false],
  ['/web.default.terminating', { namespace: 'terminating', name: 'web.default' }, false],
  ['/web.default.terminating.terminating', { namespace: 'terminating', name: 'web.default' }, true],
])('%s of %o is a terminating name: %s', (name, pod, terminating) => {
  expect(isTerminatingName(name, pod)).toBe(terminating);
});
