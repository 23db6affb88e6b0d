import { expect, test } from 'vitest';
import {
  containerName,
  distinctTerminatingName,
  isTerminatingName,
  memberName,
  terminatingName,
} from '../../../../src/runtime/docker/container-name.ts';

const OWNER = { kind: 'Deployment', namespace: 'default', name: 'web' };
const WEB = { namespace: 'default', name: 'web', id: '0123456789abcdef0123' };

test('a container is named as people call its pod', () => {
  expect(containerName({ ...WEB, owner: OWNER })).toBe('web.default');
  expect(memberName({ ...WEB, owner: OWNER }, 'app')).toBe('web.default_app');
  expect(terminatingName(WEB)).toBe('web.default.terminating');
  expect(distinctTerminatingName(WEB)).toBe('web.default.terminating.0123456789ab');
});

test('a pod whose name people chose is not found where a Service of that name would be', () => {
  expect(containerName(WEB)).toBe('web.default.pod');
  expect(memberName(WEB, 'app')).toBe('web.default.pod_app');
  expect(containerName({ ...WEB, owner: { ...OWNER, kind: 'StatefulSet' } })).toBe('web.default.pod');
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
