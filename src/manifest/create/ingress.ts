import type { Resource } from '../../model/resource.ts';
import { refuse } from './refuse.ts';

interface IngressWish {
  readonly name: string;
  readonly className: string;
  /** `host/path=service:port[,tls[=secret]]` */
  readonly rules: readonly string[];
  /** `service:port` */
  readonly defaultBackend: string;
  /** `key=value` */
  readonly annotations: readonly string[];
}

interface Rule {
  readonly host: string;
  readonly path: object;
  /** The secret, empty for the controller's own; undefined without TLS. */
  readonly secret: string | undefined;
}

const rulePattern =
  /^(?<host>[\w*\-.]*)(?<path>\/.*)=(?<service>[\w-]+):(?<port>[\w-]+)(?:,tls=?(?<secret>[\w-]+)?)?/;

const backendOf = (name: string, port: string): object => ({
  service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } },
});

const parseRule = (text: string): Rule => {
  const { host = '', path = '', service = '', port = '', secret } = rulePattern.exec(text)?.groups ?? {};
  if (service === '') {
    throw refuse(`rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  }
  const isPrefix = path.endsWith('*');
  return {
    host,
    path: {
      path: isPrefix ? path.slice(0, -1) : path,
      pathType: isPrefix ? 'Prefix' : 'Exact',
      backend: backendOf(service, port),
    },
    secret: text.includes(',') ? (secret ?? '') : undefined,
  };
};

/** The rules of one host stand together. */
const byHost = (rules: readonly Rule[]): readonly object[] => {
  const paths = new Map<string, object[]>();
  for (const { host, path } of rules) paths.set(host, [...(paths.get(host) ?? []), path]);
  return Array.from(paths, ([host, found]) => ({
    ...(host === '' ? {} : { host }),
    http: { paths: found },
  }));
};

/** A host gets the first secret that is named for it. Hosts of one secret stand together. */
const tlsOf = (rules: readonly Rule[]): readonly object[] => {
  const seen = new Set<string>();
  const hosts = new Map<string, string[]>();
  for (const { host, secret } of rules) {
    if (secret === undefined || seen.has(host)) continue;
    seen.add(host);
    hosts.set(secret, [...(hosts.get(secret) ?? []), ...(host === '' ? [] : [host])]);
  }
  return Array.from(hosts, ([secret, found]) => ({
    ...(found.length === 0 ? {} : { hosts: found }),
    ...(secret === '' ? {} : { secretName: secret }),
  })).filter((entry) => Object.keys(entry).length > 0);
};

const parseAnnotation = (text: string): [string, string] => {
  const equals = text.indexOf('=');
  if (equals < 0) throw refuse(`annotation ${text} is invalid and should be in format key=[value]`);
  return [text.slice(0, equals), text.slice(equals + 1)];
};

/** What `create ingress` makes of its flags. */
export const newIngress = (wish: IngressWish): Resource => {
  if (wish.defaultBackend === '' && wish.rules.length === 0) {
    throw refuse(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    );
  }
  const rules = wish.rules.map(parseRule);
  const annotations = Object.fromEntries(wish.annotations.map(parseAnnotation));
  const tls = tlsOf(rules);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: wish.name, ...(wish.annotations.length === 0 ? {} : { annotations }) },
    spec: {
      ...(wish.className === '' ? {} : { ingressClassName: wish.className }),
      ...defaultBackendOf(wish.defaultBackend),
      ...(rules.length === 0 ? {} : { rules: byHost(rules) }),
      ...(tls.length === 0 ? {} : { tls }),
    },
  };
};

const defaultBackendOf = (text: string): object => {
  if (text === '') return {};
  const { service = '', port = '' } = /^(?<service>[\w-]+):(?<port>[\w-]+)$/.exec(text)?.groups ?? {};
  if (service === '') throw refuse('default-backend should be in format servicename:serviceport');
  return { defaultBackend: backendOf(service, port) };
};
