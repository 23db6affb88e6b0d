import { describe, expect, test } from 'vitest';
import type { ServiceSpec } from '../../../src/model/service.ts';
import { serviceVariables } from '../../../src/model/service-variables.ts';
import { serviceOf } from '../../support/services.ts';

const variables = (spec: Partial<ServiceSpec>, name?: string) =>
  serviceVariables([{ service: serviceOf(spec, name), address: '10.0.0.11' }]);

describe('the variables that tell of a Service', () => {
  test('are those that Kubernetes sets', () => {
    // The example of Kubernetes' own documentation.
    expect(variables({ ports: [{ port: 6379 }] }, 'redis-primary')).toEqual({
      REDIS_PRIMARY_SERVICE_HOST: '10.0.0.11',
      REDIS_PRIMARY_SERVICE_PORT: '6379',
      REDIS_PRIMARY_PORT: 'tcp://10.0.0.11:6379',
      REDIS_PRIMARY_PORT_6379_TCP: 'tcp://10.0.0.11:6379',
      REDIS_PRIMARY_PORT_6379_TCP_PROTO: 'tcp',
      REDIS_PRIMARY_PORT_6379_TCP_PORT: '6379',
      REDIS_PRIMARY_PORT_6379_TCP_ADDR: '10.0.0.11',
    });
  });

  test('name each of several ports', () => {
    const ports = [
      { name: 'http-web', port: 80 },
      { name: 'dns', port: 53, protocol: 'UDP' as const },
    ];
    expect(variables({ ports })).toMatchObject({
      WEB_SERVICE_PORT: '80',
      WEB_SERVICE_PORT_HTTP_WEB: '80',
      WEB_SERVICE_PORT_DNS: '53',
      WEB_PORT: 'tcp://10.0.0.11:80',
      WEB_PORT_53_UDP: 'udp://10.0.0.11:53',
    });
  });

  test.each<[string, Partial<ServiceSpec>]>([
    ['headless', { clusterIP: 'None' }],
    ['an ExternalName', { type: 'ExternalName', externalName: 'example.com' }],
  ])('are none where it is %s', (_, spec) => {
    expect(variables(spec)).toEqual({});
  });
});
