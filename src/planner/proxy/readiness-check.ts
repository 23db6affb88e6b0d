import type { ObservedPod } from '../../model/pod.ts';
import { type HttpGet, type Probe, READINESS_PORT } from '../../model/probe.ts';
import type { Container } from '../../model/workload.ts';
import { quote, quoteFormat } from './quote.ts';

/**
 * A pod's readiness probe as a check that the proxy makes by itself, so that a pod that turns unready gets no more
 * requests though no berth runs.
 */
export interface ReadinessCheck {
  /**
   * What the whole section has to say about checks. Servers of one section share it; undefined where it matters to
   * none of them.
   */
  rules: readonly string[] | undefined;
  /** What the server's own line says, the state that it begins with among it. */
  parameters: string;
}

interface Target {
  port: number;
  tls: boolean;
  http: readonly string[] | undefined;
}

const portNumber = (port: number | string, { ports = [] }: Container): number | undefined =>
  typeof port === 'number' ? port : ports.find(({ name }) => name === port)?.containerPort;

const httpRules = ({ path = '/', host, httpHeaders = [] }: HttpGet): string[] => {
  const given = new Map(httpHeaders.map(({ name, value }) => [name.toLowerCase(), quoteFormat(value)]));
  const headers = new Map([
    ['host', host === undefined || host === '' ? "'%[dst]'" : quoteFormat(host)],
    ['user-agent', 'kube-probe/1.32'],
    ...given,
  ]);
  const words = [...headers].map(([name, value]) => ` hdr ${quote(name)} ${value}`).join('');
  const uri = path.startsWith('/') ? path : `/${path}`;
  return [
    `http-check send meth GET uri ${quote(uri)} ver HTTP/1.1${words}`,
    'http-check expect status 200-399',
  ];
};

/** Undefined for what a proxy cannot find out. */
const targetOf = (probe: Probe, container: Container): Target | undefined => {
  const { httpGet, tcpSocket, grpc } = probe;
  const given = httpGet?.port ?? tcpSocket?.port ?? grpc?.port;
  const port = given === undefined ? undefined : portNumber(given, container);
  // A probe of another host says nothing about what the proxy would connect to.
  if (port === undefined || (tcpSocket?.host ?? '') !== '') return undefined;
  return { port, tls: httpGet?.scheme?.toUpperCase() === 'HTTPS', http: httpGet && httpRules(httpGet) };
};

const seconds = (value: number | undefined, fallback: number): number => Math.max(1, value ?? fallback);

const DEFAULTS = { period: 10, timeout: 1, success: 1, failure: 3 };
/** How soon a pod that has become ready is found out about. */
const COMING_UP = '500ms';

const timing = (probe: Probe): string => {
  const inter = `inter ${seconds(probe.periodSeconds, DEFAULTS.period)}s`;
  const rise = `rise ${seconds(probe.successThreshold, DEFAULTS.success)}`;
  const fall = `fall ${seconds(probe.failureThreshold, DEFAULTS.failure)}`;
  return `${inter} downinter ${COMING_UP} ${rise} ${fall}`;
};

/**
 * A pod that has no probe is ready when it runs. Whether it runs shows on the port itself. One that was seen to start
 * again may be back already: it is taken for up until its port says otherwise.
 */
const RUNNING: ReadinessCheck = {
  rules: [],
  parameters: `check inter 2s fastinter ${COMING_UP} downinter ${COMING_UP} rise 1 init-state up`,
};

interface Asked {
  container: Container;
  probe: Probe;
}

const probesOf = (pod: ObservedPod): Asked[] =>
  pod.spec.containers.flatMap((container) => {
    const { readinessProbe: probe } = container;
    return probe === undefined ? [] : [{ container, probe }];
  });

/**
 * What commands say is told by the pod itself, for one container of it. A pod that says nothing stays what it was seen
 * to be.
 */
const TOLD = `agent-check agent-port ${READINESS_PORT} agent-inter 1s`;

const checkOf = (probes: readonly Asked[]): ReadinessCheck | undefined => {
  const targets = probes.map(({ container, probe }) => targetOf(probe, container));
  const [first] = probes;
  const [target] = targets;
  if (first === undefined) return { rules: undefined, parameters: '' };
  if (target === undefined || targets.includes(undefined)) return undefined;
  const timeout = `timeout check ${seconds(first.probe.timeoutSeconds, DEFAULTS.timeout)}s`;
  if (targets.length === 1) {
    const rules = target.http === undefined ? [timeout] : ['option httpchk', timeout, ...target.http];
    const tls = target.tls ? ' check-ssl verify none' : '';
    return { rules, parameters: `check port ${target.port}${tls} ${timing(first.probe)}` };
  }
  // Ready is what passes all of them, one after the other.
  const rules = targets.flatMap((each) =>
    each === undefined
      ? []
      : [`connect port ${each.port}${each.tls ? ' ssl' : ''}`].flatMap((connect) =>
          each.http === undefined ? [`http-check ${connect}`] : [`http-check ${connect}`, ...each.http],
        ),
  );
  const tls = targets.some((each) => each?.tls === true) ? ' verify none' : '';
  return {
    rules: ['option httpchk', timeout, ...rules],
    parameters: `check${tls} ${timing(first.probe)}`,
  };
};

/** Undefined where the proxy has no way to find out. */
export const readinessCheck = (pod: ObservedPod): ReadinessCheck | undefined => {
  const probes = probesOf(pod);
  if (probes.length === 0) return pod.ready ? undefined : RUNNING;
  const commands = probes.filter(({ probe }) => probe.exec !== undefined);
  if (commands.length > 1 || (commands.length === 1 && pod.spec.hostNetwork === true)) return undefined;
  const check = checkOf(probes.filter(({ probe }) => probe.exec === undefined));
  if (check === undefined) return undefined;
  const told = commands.length === 1 ? [TOLD] : [];
  const state = `init-state ${pod.ready ? 'fully-up' : 'fully-down'}`;
  const words = [check.parameters, ...told, state].filter((word) => word !== '');
  return { rules: check.rules, parameters: words.join(' ') };
};
