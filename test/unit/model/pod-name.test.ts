import { expect, test } from 'vitest';
import { podName } from '../../../src/model/pod-name.ts';
import { NOON, WEB } from '../../support/workloads.ts';

const free = () => false;

test('names the workload, the revision and the pod', () => {
  expect(podName(WEB, 'bcdfghjklm', NOON, 0, free)).toMatch(
    /^web-bcdfghjklm-[bcdfghjklmnpqrstvwxz2456789]{5}$/,
  );
});

test('is the same for the same pod, and another for any other', () => {
  const name = podName(WEB, 'b', NOON, 0, free);
  expect(podName(WEB, 'b', NOON, 0, free)).toBe(name);
  const others = [
    podName(WEB, 'b', NOON, 1, free),
    podName(WEB, 'b', NOON + 1, 0, free),
    podName({ ...WEB, namespace: 'other' }, 'b', NOON, 0, free),
  ];
  expect(new Set([name, ...others]).size).toBe(4);
});

test('passes over names that are taken', () => {
  const first = podName(WEB, 'b', NOON, 0, free);
  const second = podName(WEB, 'b', NOON, 0, (name) => name === first);
  expect(second).not.toBe(first);
});

test('stays within 63 characters, as Kubernetes cuts it', () => {
  const name = podName({ ...WEB, name: 'x'.repeat(80) }, 'bcdfghjklm', NOON, 0, free);
  expect(name).toMatch(/^x{58}[a-z0-9]{5}$/);
  const close = podName({ ...WEB, name: 'x'.repeat(50) }, 'bcdfghjklm', NOON, 0, free);
  expect(close).toMatch(/^x{50}-bcdfghj[a-z0-9]{5}$/);
});
