import { describe, expect, test } from 'vitest';
import { usableCertificates } from '../../../../src/cluster/certificates.ts';
import type { Ingress } from '../../../../src/model/ingress.ts';
import type { ObservedPod } from '../../../../src/model/pod.ts';
import type { ProxySettings } from '../../../../src/model/proxy.ts';
import { refKey, refOf, type Resource } from '../../../../src/model/resource.ts';
import type { Service } from '../../../../src/model/service.ts';
import type { DesiredState, ObservedState } from '../../../../src/model/state.ts';
import { ingressEntry } from '../../../../src/planner/ingress/entry.ts';
import { ingressStatus } from '../../../../src/planner/proxy/service-status.ts';
import { CERTIFICATE, CERTIFICATE_KEY } from '../../../support/certificate.ts';
import { backendOf, ingressOf, pathTo } from '../../../support/ingresses.ts';
import { serviceOf, servingPod } from '../../../support/services.ts';
import { NOON } from '../../../support/workloads.ts';

interface Setting {
  services?: Service[];
  pods?: ObservedPod[];
  secrets?: Resource[];
  settings?: ProxySettings;
}

const stateOf = (
  ingresses: Ingress[],
  { services = [], pods = [], secrets = [], settings = {} }: Setting,
): [DesiredState, ObservedState] => {
  const desired: DesiredState = {
    workloads: [],
    ingresses,
    services: services.map((resource) => ({ ref: refOf(resource), resource, deleted: false })),
    proxySettings: settings,
  };
  const config = new Map(secrets.map((each) => [refKey(refOf(each)), each]));
  return [desired, { pods, images: new Map(), config, certificates: usableCertificates(desired, config) }];
};

const entry = (ingresses: Ingress[], setting: Setting = {}) => ingressEntry(...stateOf(ingresses, setting));

const lines = (ingresses: Ingress[], setting: Setting = {}, of = 'frontend entry'): string[] => {
  const all = entry(ingresses, setting).wanted?.configuration.text.split('\n') ?? [];
  const rest = all.slice(all.indexOf(of) + 1);
  return rest.slice(0, rest.indexOf('')).map((line) => line.trim());
};

const web = ingressOf({ rules: [{ host: 'a.com', http: { paths: [pathTo('Prefix /x/ to web')] } }] });
const running: Setting = { services: [serviceOf()], pods: [servingPod('a', 1)] };

describe('the proxy of all Ingresses', () => {
  test('is not there without one', () => {
    expect(entry([]).wanted).toBeUndefined();
  });

  test('leads to the pods of a Service, by host and by the elements of the path', () => {
    expect(lines([web], running)).toEqual([
      'bind :80',
      'mode http',
      'option forwardfor',
      'option idle-close-on-response',
      'http-after-response set-header Keep-Alive timeout=3',
      'http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]',
      'http-request set-var(txn.host) req.hdr(host),host_only,lower',
      'use_backend default:web:80 if { var(txn.host) -m str a.com } { path -m str /x } or { var(txn.host) -m str a.com } { path -m beg /x/ }',
      'default_backend nowhere',
    ]);
    expect(lines([web], running, 'backend default:web:80')).toContain('server a 10.0.0.1:8080');
  });

  test.each([
    ['*.a.com', 'Exact /x', String.raw`{ var(txn.host) -m reg '^[^.]+\.a\.com$' } { path -m str /x }`],
    ['', 'Prefix /', ''],
    ['a.com', 'Prefix /', '{ var(txn.host) -m str a.com }'],
  ])('takes "%s" and "%s" as Kubernetes does', (host, path, condition) => {
    const rule = { host, http: { paths: [pathTo(`${path} to web`)] } };
    const found = lines([ingressOf({ rules: [rule] })], running).find((line) =>
      line.startsWith('use_backend'),
    );
    expect(found).toBe(`use_backend default:web:80${condition === '' ? '' : ` if ${condition}`}`);
  });

  test('takes ports by name, and sends the rest to the default backend', () => {
    const service = serviceOf({ ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
    const ingress = ingressOf({ defaultBackend: backendOf('web', 'http') });
    const setting = { ...running, services: [service] };
    expect(lines([ingress], setting)).toContain('default_backend default:web:http');
    expect(lines([ingress], setting, 'backend default:web:http')).toContain('server a 10.0.0.1:8080');
  });

  test('says what is missing, and serves the rest', () => {
    const status = ingressStatus(refOf(web), ...stateOf([web], {}), NOON);
    expect(status).toMatchObject({ done: false });
    expect(entry([web]).problems.map(({ message }) => message)).toEqual([
      'service "web" with port 80 not found',
    ]);
    expect(lines([web], {}, 'backend default:web:80')).toEqual(['mode http']);
  });

  test('is published where the user wants it, or where it is', () => {
    const wanted = (settings: ProxySettings) => entry([web], { settings }).wanted;
    expect(wanted({})).toMatchObject({ hostAddress: '127.0.0.1', hostPorts: [{ port: 80, hostPort: 80 }] });
    expect(wanted({ hostAddress: '0.0.0.0', httpPort: 8000 })).toMatchObject({
      hostAddress: '0.0.0.0',
      hostPorts: [{ port: 80, hostPort: 8000 }],
    });
  });

  test('lets nothing from a manifest begin a line', () => {
    const rule = { host: 'a.com', http: { paths: [pathTo('Prefix /a to web')] } };
    const evil = { ...rule, http: { paths: [{ ...pathTo('Prefix /a to web'), path: "/'\n  bind :81" }] } };
    const { text } = entry([ingressOf({ rules: [evil] })], running).wanted?.configuration ?? { text: '' };
    expect(text).not.toMatch(/^\s*bind :81/m);
  });
});

describe('certificates', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const secret: Resource = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'tls', namespace: 'default' },
    data: { 'tls.crt': base64(CERTIFICATE), 'tls.key': base64(CERTIFICATE_KEY) },
  };

  const secured = ingressOf({ ...web.spec, tls: [{ hosts: ['a.com', '*.a.com'], secretName: 'tls' }] });

  test('of Secrets are files of the proxy, chosen by the name that a client asks for', () => {
    const { wanted } = entry([secured], { ...running, secrets: [secret] });
    expect(wanted?.hostPorts).toEqual([
      { port: 80, hostPort: 80 },
      { port: 443, hostPort: 443 },
    ]);
    const { text = '', files = {} } = wanted?.configuration ?? {};
    const [, list = ''] = /bind :443 ssl crt-list \S*\/(\S+)$/m.exec(text) ?? [];
    const [, pem = '', names] = /^\S*\/(\S+) (.*)\n$/.exec(files[list] ?? '') ?? [];
    expect(names).toBe('a.com *.a.com');
    expect(files[pem]).toMatch(/^-----BEGIN CERTIFICATE-----[^]*-----BEGIN PRIVATE KEY-----/);
  });

  test('that are of no use are named, and nothing listens for them', () => {
    const broken = { ...secret, data: { ...Object(secret['data']), 'tls.key': 'bm9uZQ==' } };
    for (const [secrets, words] of [
      [[], 'secret "tls" not found'],
      [[broken], 'secret "tls" has no certificate in tls.crt with its key in tls.key'],
    ] as const) {
      const { problems, wanted } = entry([secured], { ...running, secrets: [...secrets] });
      expect(problems.map(({ message }) => message)).toEqual([words]);
      expect(wanted?.configuration.text).not.toContain(':443');
    }
  });
});
