import { describe, expect, test } from 'vitest';
import { serviceEndpoints } from '../../../../src/model/endpoints.ts';
import type { ObservedPod } from '../../../../src/model/pod.ts';
import type { Service, ServicePort } from '../../../../src/model/service.ts';
import { proxyConfiguration } from '../../../../src/planner/proxy/configuration.ts';
import { protocolOf } from '../../../../src/planner/proxy/protocol.ts';
import { serviceOf, servingPod } from '../../../support/services.ts';

const configuration = (service: Service, pods: ObservedPod[]) =>
  proxyConfiguration(service, serviceEndpoints(service, pods));

/** The part that serves a port, without its indentation. */
const section = (service: Service, pods: ObservedPod[], port = 80): string[] => {
  const lines = configuration(service, pods).text.split('\n');
  const start = lines.indexOf(`listen port-${port}`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.startsWith(' '));
  return rest.slice(0, end).map((line) => line.trim());
};

const servers = (service: Service, pods: ObservedPod[]): string[] =>
  section(service, pods).filter((line) => line.startsWith('server '));

const readinessProbe = { httpGet: { path: '/healthz', port: 8080 } };
const http = serviceOf({ ports: [{ name: 'http', port: 80, targetPort: 8080 }] });

describe('the configuration of a proxy', () => {
  test('passes bytes on where the port does not say what it speaks', () => {
    expect(section(serviceOf(), [servingPod('a', 1)])).toEqual([
      'bind :80',
      'mode tcp',
      'balance roundrobin',
      'timeout connect 300ms',
      'retries 10',
      'server a 10.0.0.1:8080',
    ]);
  });

  test('speaks http where the port says so, and repeats only what may be repeated', () => {
    expect(section(http, [servingPod('a', 1)])).toEqual([
      'bind :80',
      'mode http',
      'option forwardfor',
      'option idle-close-on-response',
      'http-after-response set-header Keep-Alive timeout=3',
      'option http-server-close',
      'retry-on conn-failure empty-response',
      'http-request disable-l7-retry unless { method GET HEAD OPTIONS PUT DELETE TRACE }',
      'balance roundrobin',
      'timeout connect 300ms',
      'retries 10',
      'server a 10.0.0.1:8080',
    ]);
  });

  test('keeps connections to programs only where they say when they take no more', () => {
    const close = 'option http-server-close';
    expect(section(http, [servingPod('a', 1)])).toContain(close);
    const h2 = serviceOf({ ports: [{ port: 80, targetPort: 8080, appProtocol: 'kubernetes.io/h2c' }] });
    expect(section(h2, [servingPod('a', 1)])).not.toContain(close);
  });

  test.each<[Partial<ServicePort>, string]>([
    [{}, 'tcp'],
    [{ name: 'http' }, 'http'],
    [{ name: 'http-web' }, 'http'],
    [{ name: 'https' }, 'tcp'],
    [{ name: 'httpish' }, 'tcp'],
    [{ name: 'grpc-api' }, 'h2'],
    [{ appProtocol: 'http' }, 'http'],
    [{ appProtocol: 'kubernetes.io/h2c' }, 'h2'],
    [{ appProtocol: 'kubernetes.io/ws' }, 'http'],
    [{ name: 'http', appProtocol: 'tcp' }, 'tcp'],
  ])('takes %j for %s', (port, protocol) => {
    expect(protocolOf({ port: 80, ...port })).toBe(protocol);
  });

  test('makes the readiness probe its own check', () => {
    const lines = section(http, [servingPod('a', 1, { readinessProbe })]);
    expect(lines.slice(11)).toEqual([
      'option httpchk',
      'timeout check 1s',
      "http-check send meth GET uri /healthz ver HTTP/1.1 hdr host '%[dst]' hdr user-agent kube-probe/1.32",
      'http-check expect status 200-399',
      'server a 10.0.0.1:8080 check port 8080 inter 10s downinter 500ms rise 1 fall 3 init-state fully-up',
    ]);
  });

  test('keeps a pod that is not ready out until its check passes', () => {
    const pod = servingPod('a', 1, { readinessProbe }, { ready: false });
    expect(servers(http, [pod])[0]).toMatch(/ check port 8080 .* init-state fully-down$/);
  });

  test('asks a pod what the command of its probe says', () => {
    const container = { readinessProbe: { exec: { command: ['true'] } } };
    const line = 'server a 10.0.0.1:8080 agent-check agent-port 65500 agent-inter 1s init-state';
    expect(servers(http, [servingPod('a', 1, container)])).toEqual([`${line} fully-up`]);
    expect(servers(http, [servingPod('a', 1, container, { ready: false })])).toEqual([`${line} fully-down`]);
  });

  test('checks one container and asks the other', () => {
    const containers = [
      { name: 'web', image: 'web:1', readinessProbe: { tcpSocket: { port: 80 } } },
      { name: 'app', image: 'app:1', readinessProbe: { exec: { command: ['true'] } } },
    ];
    expect(servers(http, [servingPod('a', 1, {}, { spec: { containers } })])).toEqual([
      'server a 10.0.0.1:8080 check port 80 inter 10s downinter 500ms rise 1 fall 3 agent-check agent-port 65500 agent-inter 1s init-state fully-up',
    ]);
  });

  test.each<[string, Partial<ObservedPod>]>([
    [
      'two of its probes are commands',
      {
        spec: {
          containers: ['a', 'b'].map((name) => ({
            name,
            image: 'web:1',
            readinessProbe: { exec: { command: ['true'] } },
          })),
        },
      },
    ],
    [
      'its command has the ports of the host',
      {
        spec: {
          hostNetwork: true,
          containers: [{ name: 'a', image: 'web:1', readinessProbe: { exec: { command: ['true'] } } }],
        },
      },
    ],
  ])('leaves out a pod that is not ready where %s', (_, pod) => {
    expect(servers(http, [servingPod('a', 1, {}, pod)])).toEqual(['server a 10.0.0.1:8080']);
    expect(servers(http, [servingPod('a', 1, {}, { ...pod, ready: false })])).toEqual([]);
  });

  test('lets a pod without a probe in once its port answers', () => {
    const pod = servingPod('a', 1, {}, { state: 'restarting', ready: false });
    expect(servers(http, [pod])).toEqual([
      'server a 10.0.0.1:8080 check inter 2s fastinter 500ms downinter 500ms rise 1 init-state up',
    ]);
  });

  test('does not check what is to be published unready', () => {
    const service = serviceOf({ publishNotReadyAddresses: true });
    const pod = servingPod('a', 1, { readinessProbe }, { ready: false });
    expect(servers(service, [pod])).toEqual(['server a 10.0.0.1:8080']);
  });

  test('makes the checks that most pods have where they differ', () => {
    const other = { readinessProbe: { httpGet: { path: '/other', port: 8080 } } };
    const pods = [
      servingPod('a', 1, { readinessProbe }),
      servingPod('b', 2, { readinessProbe }),
      servingPod('c', 3, other),
      servingPod('d', 4, other, { ready: false }),
      servingPod('e', 5, { readinessProbe }),
    ];
    const lines = section(http, pods);
    expect(lines.filter((line) => line.includes(' uri '))).toEqual([expect.stringContaining('uri /healthz')]);
    expect(servers(http, pods).map((line) => line.replace(/ port .*/, ''))).toEqual([
      'server a 10.0.0.1:8080 check',
      'server b 10.0.0.2:8080 check',
      'server c 10.0.0.3:8080',
      'server e 10.0.0.5:8080 check',
    ]);
  });

  test('asks all containers of a pod, one after the other', () => {
    const pod = servingPod('a', 1);
    const containers = [
      { name: 'web', image: 'web:1', readinessProbe },
      { name: 'db', image: 'db:1', readinessProbe: { tcpSocket: { port: 5432 } } },
    ];
    const lines = section(http, [{ ...pod, spec: { containers } }]);
    expect(lines.filter((line) => line.startsWith('http-check connect'))).toEqual([
      'http-check connect port 8080',
      'http-check connect port 5432',
    ]);
  });

  test('keeps a client with its pod where the Service asks for it, across changes of the configuration', () => {
    const service = serviceOf({
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
    });
    expect(section(service, [servingPod('a', 1)])).toContain(
      'stick-table type ipv6 size 100k expire 60s peers berth',
    );
    expect(configuration(service, []).text).toContain('peers berth\n  peer berth 127.0.0.1:1023\n');
  });

  test('leads on to the same port of another host where the Service is the name of one', () => {
    const external = { type: 'ExternalName', externalName: 'db.example.com' } as const;
    const { text } = configuration(serviceOf({ ...external, ports: [{ port: 5432 }] }), []);
    expect(text).toContain('\n  bind :5432\n  mode tcp\n  server external db.example.com resolvers engine ');
    expect(configuration(serviceOf({ ...external, ports: [] }), []).text).toContain('\n  bind :1-1023\n');
  });

  test('listens where the endpoints do when the Service has no address of its own', () => {
    const service = serviceOf({ clusterIP: 'None', selector: {} });
    const endpoint = { address: '192.0.2.1', port: 5432, ready: true };
    const { text } = proxyConfiguration(service, [{ port: { port: 80 }, endpoints: [endpoint] }]);
    expect(text).toContain('  bind :80\n  bind :5432\n');
  });

  test('has no section for UDP', () => {
    const service = serviceOf({ ports: [{ port: 53, protocol: 'UDP' }] });
    expect(configuration(service, [servingPod('a', 1)]).text).not.toContain('listen');
  });

  test('lets nothing from a manifest begin a line or a variable', () => {
    const probe = {
      httpGet: {
        path: "/a b'c\nserver x 1.2.3.4:1",
        port: 8080,
        httpHeaders: [{ name: 'X', value: '%[src]' }],
      },
    };
    const lines = section(http, [servingPod('a', 1, { readinessProbe: probe })]);
    expect(lines.filter((line) => line.startsWith('server '))).toHaveLength(1);
    expect(lines.find((line) => line.includes(' uri '))).toContain(
      String.raw`uri '/a b'\''c server x 1.2.3.4:1' ver HTTP/1.1`,
    );
    expect(lines.join('\n')).toContain("hdr x '%%[src]'");
  });

  test('has a hash that changes with whatever changes', () => {
    const pods = [servingPod('a', 1), servingPod('b', 2)];
    const { hash } = configuration(serviceOf(), pods);
    expect(configuration(serviceOf(), pods.toReversed()).hash).toBe(hash);
    expect(configuration(serviceOf(), pods.slice(1)).hash).not.toBe(hash);
  });
});
