import { describe, expect, test } from 'vitest';
import { newPodCopy, type PodCopyWish } from '../../../../src/manifest/create/pod-copy.ts';
import type { ObservedPod } from '../../../../src/model/pod.ts';

const probe = { tcpSocket: { port: 80 } };
const probes = { livenessProbe: probe, readinessProbe: probe, startupProbe: probe };

const pod: ObservedPod = {
  namespace: 'shop',
  name: 'web',
  uid: 'u',
  id: 'c',
  labels: { app: 'web' },
  annotations: { note: 'x' },
  hash: 'h',
  spec: {
    hostNetwork: true,
    securityContext: { runAsUser: 1 },
    initContainers: [{ name: 'first', image: 'init:1' }],
    containers: [
      { name: 'web', image: 'web:1', args: ['serve'], ...probes },
      { name: 'log', image: 'log:1' },
    ],
  },
  state: 'running',
  terminating: false,
  ready: true,
  restarts: 0,
  createdAt: 0,
};

const wish: PodCopyWish = {
  name: 'copy',
  container: 'debugger',
  image: 'tools:1',
  images: new Map(),
  words: {},
  env: [],
  imagePullPolicy: '',
  stdin: true,
  tty: false,
  profile: 'legacy',
  shareProcesses: undefined,
  keepAnnotations: false,
  keepInitContainers: true,
  keepLabels: false,
  keepLiveness: false,
  keepReadiness: false,
  keepStartup: false,
};

const copy = (changes: Partial<PodCopyWish>) => newPodCopy(pod, { ...wish, ...changes });

describe('a copy of a pod', () => {
  test('has a container more, no owner, no labels and no probes', () => {
    expect(copy({})).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'copy', namespace: 'shop' },
      spec: {
        hostNetwork: true,
        securityContext: { runAsUser: 1 },
        initContainers: [{ name: 'first', image: 'init:1' }],
        containers: [
          { name: 'web', image: 'web:1', args: ['serve'] },
          { name: 'log', image: 'log:1' },
          { name: 'debugger', image: 'tools:1', stdin: true, tty: false },
        ],
      },
    });
  });

  test('keeps what it is told to', () => {
    const keeps = { keepAnnotations: true, keepLabels: true, keepInitContainers: false };
    const { metadata, spec } = copy({ ...keeps, keepLiveness: true, keepReadiness: true, keepStartup: true });
    expect(metadata).toMatchObject({ labels: { app: 'web' }, annotations: { note: 'x' } });
    expect(spec.containers[0]).toEqual(pod.spec.containers[0]);
    expect(spec).not.toHaveProperty('initContainers');
  });

  test('has other images, those of a name before those of all', () => {
    const images = new Map([
      ['*', 'any:1'],
      ['log', 'log:2'],
    ]);
    const { spec } = copy({ container: undefined, images });
    expect(spec.containers.map(({ image }) => image)).toEqual(['any:1', 'log:2']);
  });

  test.each([
    [{ command: ['sh'] }, { command: ['sh'] }],
    [{ args: ['-v'] }, { args: ['-v'] }],
    [{}, { args: ['serve'] }],
  ])('runs %j in a container of its own', (words, program) => {
    const { spec } = copy({ container: 'web', image: '', words });
    expect(spec.containers[0]).toEqual({ name: 'web', image: 'web:1', ...program, stdin: true, tty: false });
  });

  test.each([
    ['legacy', undefined, undefined],
    ['general', { capabilities: { add: ['SYS_PTRACE'] } }, true],
    ['baseline', { capabilities: { add: ['SYS_PTRACE'] } }, true],
    ['netadmin', { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } }, true],
    ['restricted', { runAsNonRoot: true, capabilities: { drop: ['ALL'] } }, true],
    ['sysadmin', { privileged: true }, true],
  ])('has the rights of the profile %s', (profile, securityContext, shareProcessNamespace) => {
    const { spec } = copy({ profile });
    expect(spec.containers[2]?.securityContext).toEqual(securityContext);
    expect(spec.shareProcessNamespace).toBe(shareProcessNamespace);
    expect(spec.hostNetwork).toBe(['baseline', 'restricted'].includes(profile) ? undefined : true);
  });

  test('shares processes where that is asked for', () => {
    expect(copy({ shareProcesses: true }).spec.shareProcessNamespace).toBe(true);
  });
});
