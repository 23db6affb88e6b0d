import { describe, expect, test } from 'vitest';
import { portPair } from '../../../../src/commands/port-forward/ports.ts';
import type { ObservedPod } from '../../../../src/model/pod.ts';
import type { Resource } from '../../../../src/model/resource.ts';
import type { Service, ServiceSpec } from '../../../../src/model/service.ts';

const pod: ObservedPod = {
  id: '1',
  namespace: 'default',
  name: 'web-0',
  uid: '1',
  labels: {},
  annotations: {},
  hash: 'h',
  spec: {
    containers: [
      {
        name: 'main',
        image: 'web:1',
        ports: [
          { name: 'http', containerPort: 8080 },
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
          { containerPort: 9000, protocol: 'UDP' },
          { containerPort: 9000 },
        ],
      },
    ],
  },
  state: 'running',
  ready: true,
  terminating: false,
  createdAt: 0,
  restarts: 0,
};

const podItself: Resource = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'default', name: 'web-0' },
};

const service = (spec: ServiceSpec = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'default', name: 'web' },
  spec: {
    ports: [
      { name: 'web', port: 80, targetPort: 'http' },
      { name: 'raw', port: 81, targetPort: 9000 },
      { name: 'same', port: 82 },
      { name: 'lost', port: 83, targetPort: 'nope' },
      { name: 'udp', port: 84, protocol: 'UDP' },
    ],
    ...spec,
  },
});

describe('a port of a pod', () => {
  test.each([
    ['5000', 5000, 5000],
    ['8888:5000', 8888, 5000],
    [':5000', 0, 5000],
    ['0:5000', 0, 5000],
    ['http', 8080, 8080],
    ['80:http', 80, 8080],
    [':http', 0, 8080],
    ['9000', 9000, 9000],
  ])('%s is %d here and %d there', (word, local, remote) => {
    expect(portPair(word, podItself, pod)).toEqual({ local, remote });
  });

  test.each([
    ['0', 'remote port must be > 0'],
    ['80:', "Pod 'web-0' does not have a named port ''"],
    ['https', "Pod 'web-0' does not have a named port 'https'"],
    ['53', 'UDP protocol is not supported for 53'],
    ['5353:dns', 'UDP protocol is not supported for dns'],
    ['a:80', `error parsing local port 'a': strconv.ParseUint: parsing "a": invalid syntax`],
    ['65536:80', `error parsing local port '65536': strconv.ParseUint: parsing "65536": value out of range`],
    ['80:70000', `error parsing remote port '70000': strconv.ParseUint: parsing "70000": value out of range`],
    ['1:2:3', "invalid port format '1:2:3'"],
  ])('%s is refused', (word, message) => {
    expect(() => portPair(word, podItself, pod)).toThrow(message);
  });
});

describe('a port of a Service', () => {
  test.each([
    ['80', 80, 8080],
    ['8443:80', 8443, 8080],
    ['web', 80, 8080],
    [':web', 0, 8080],
    ['81', 81, 9000],
    ['same', 82, 82],
  ])('%s is %d here and %d in the pod', (word, local, remote) => {
    expect(portPair(word, service(), pod)).toEqual({ local, remote });
  });

  test('that is headless is the same port of the pod', () => {
    expect(portPair('80', service({ clusterIP: 'None' }), pod)).toEqual({ local: 80, remote: 80 });
  });

  test.each([
    ['8080', 'Service web does not have a service port 8080'],
    ['nope', "Service 'web' does not have a named port 'nope'"],
    ['lost', "Pod 'web-0' does not have a named port 'nope'"],
    ['84', 'UDP protocol is not supported for 84'],
  ])('%s is refused', (word, message) => {
    expect(() => portPair(word, service(), pod)).toThrow(message);
  });
});
