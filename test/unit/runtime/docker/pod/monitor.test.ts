import { describe, expect, test } from 'vitest';
import type { NewPod } from '../../../../../src/model/pod.ts';
import type { Container } from '../../../../../src/model/workload.ts';
import { healthCheck, monitorSettings } from '../../../../../src/runtime/docker/pod/monitor.ts';

const podOf = (container: Partial<Container>): { pod: NewPod; container: Container } => {
  const whole: Container = { name: 'main', image: 'web:1', ...container };
  const pod: NewPod = {
    namespace: 'shop',
    name: 'web',
    uid: 'c0ffee00-0000-4000-8000-000000000000',
    labels: {},
    annotations: {},
    hash: 'b7f9d5c4x8',
    spec: { containers: [whole] },
  };
  return { pod, container: whole };
};

const scriptOf = (given: Partial<Container>): string => {
  const { pod, container } = podOf(given);
  return healthCheck(pod, container).Test.at(-1) ?? '';
};

describe('the health check of a container', () => {
  test('is none without probes, whatever its image says', () => {
    const { pod, container } = podOf({});
    expect(healthCheck(pod, container)).toEqual({ Test: ['NONE'] });
    expect(monitorSettings(pod, container, 'tools')).toEqual({});
  });

  test('runs on the tools alone', () => {
    const { pod, container } = podOf({ readinessProbe: { tcpSocket: { port: 80 } } });
    expect(healthCheck(pod, container).Test.slice(0, 4)).toEqual([
      'CMD',
      '/.berth/tools/busybox',
      'sh',
      '-c',
    ]);
    expect(monitorSettings(pod, container, 'tools').Mounts).toEqual([
      { Type: 'volume', Source: 'tools', Target: '/.berth/tools', ReadOnly: true },
    ]);
  });

  test('leaves the first process to the image where nothing can end the container', () => {
    const readiness = podOf({ readinessProbe: { tcpSocket: { port: 80 } } });
    expect(monitorSettings(readiness.pod, readiness.container, 'tools').Init).toBeUndefined();
    const liveness = podOf({ livenessProbe: { tcpSocket: { port: 80 } } });
    expect(monitorSettings(liveness.pod, liveness.container, 'tools').Init).toBe(true);
  });

  test('finds ports by their names', () => {
    const ports = [{ name: 'web', containerPort: 8080 }];
    expect(scriptOf({ ports, readinessProbe: { httpGet: { port: 'web' } } })).toContain("':8080/'");
    expect(() => scriptOf({ ports, readinessProbe: { httpGet: { port: 'admin' } } })).toThrow(
      'container "main" has no port named "admin"',
    );
  });

  test('gives commands as they are, quotes and all', () => {
    const command = ['sh', '-c', 'test "$A" = \'it is\''];
    expect(scriptOf({ readinessProbe: { exec: { command }, timeoutSeconds: 3 } })).toContain(
      `$B timeout 3 'sh' '-c' 'test "$A" = '\\''it is'\\'''`,
    );
  });

  test('has the times of Kubernetes where none are given', () => {
    const script = scriptOf({ livenessProbe: { tcpSocket: { port: 80 } } });
    expect(script).toContain('nl=$((began + 0))');
    expect(script).toContain('[ $lf -ge 3 ] && end 30');
    expect(script).toContain('nl=$((t + 10))');
    expect(script).toContain('timeout 1 ');
  });

  test('has its own times where they are given, down to how long the container has to end', () => {
    const script = scriptOf({
      livenessProbe: {
        tcpSocket: { port: 80 },
        initialDelaySeconds: 5,
        periodSeconds: 7,
        failureThreshold: 2,
        timeoutSeconds: 4,
        terminationGracePeriodSeconds: 9,
      },
    });
    expect(script).toContain('nl=$((began + 5))');
    expect(script).toContain('[ $lf -ge 2 ] && end 9');
    expect(script).toContain('nl=$((t + 7))');
    expect(script).toContain('timeout 4 ');
  });

  test('holds the others back until the startup probe has passed', () => {
    const script = scriptOf({
      startupProbe: { tcpSocket: { port: 80 }, failureThreshold: 30, periodSeconds: 2 },
      readinessProbe: { tcpSocket: { port: 81 } },
    });
    expect(script).toContain('[ $(now) -ge $((began + 60)) ] && end 30');
    expect(script.indexOf(' 80 ')).toBeLessThan(script.indexOf(' 81 '));
  });
});
