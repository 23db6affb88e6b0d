import type { Probe } from '../../model/probe.ts';
import type { Container, EnvVar, ResourceList } from '../../model/workload.ts';

const portLines = ({ ports = [] }: Container): string[] => {
  const plural = ports.length > 1 ? 's' : '';
  const list = (entries: readonly string[]): string => (entries.length === 0 ? '<none>' : entries.join(', '));
  const container = ports.map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`);
  const host = ports.map(({ hostPort = 0, protocol = 'TCP' }) => `${hostPort}/${protocol}`);
  return [`Port${plural}:\t${list(container)}`, `Host Port${plural}:\t${list(host)}`];
};

const wordLines = (title: string, words: readonly string[] = []): string[] =>
  words.length === 0
    ? []
    : [`${title}:`, ...words.flatMap((word) => word.split('\n').map((line) => `  ${line}`))];

const amountLines = (title: string, amounts: ResourceList = {}): string[] => {
  const names = Object.keys(amounts).sort();
  return names.length === 0 ? [] : [`${title}:`, ...names.map((name) => `  ${name}:\t${amounts[name]}`)];
};

const actionText = ({ exec, httpGet, tcpSocket, grpc }: Probe): string => {
  if (exec !== undefined) return `exec [${(exec.command ?? []).join(' ')}]`;
  if (httpGet !== undefined) {
    const { scheme = 'HTTP', host = '', port, path = '' } = httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path}`;
  }
  if (tcpSocket !== undefined) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port}`;
  return grpc === undefined ? 'unknown' : `grpc <pod>:${grpc.port} ${grpc.service ?? ''}`;
};

const probeLines = (title: string, probe: Probe | undefined): string[] => {
  if (probe === undefined) return [];
  const {
    initialDelaySeconds = 0,
    timeoutSeconds = 1,
    periodSeconds = 10,
    successThreshold = 1,
    failureThreshold = 3,
  } = probe;
  const times = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s`;
  const thresholds = `#success=${successThreshold} #failure=${failureThreshold}`;
  return [`${title}:\t${actionText(probe)} ${times} ${thresholds}`];
};

const sourceLines = ({ envFrom = [] }: Container): string[] => {
  const lines = envFrom.map(({ prefix = '', configMapRef, secretRef }) => {
    const { name = '', optional = false } = configMapRef ?? secretRef ?? {};
    const kind = configMapRef === undefined ? 'Secret' : 'ConfigMap';
    return `  ${name}\t${kind}${prefix === '' ? '' : ` with prefix '${prefix}'`}\tOptional: ${optional}`;
  });
  return lines.length === 0 ? [] : ['Environment Variables from:', ...lines];
};

const variableLines = ({ name, value = '', valueFrom }: EnvVar): string[] => {
  if (valueFrom === undefined) {
    return value.split('\n').map((line, index) => `  ${index === 0 ? `${name}:` : ''}\t${line}`);
  }
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (fieldRef !== undefined) return [`  ${name}:\t (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})`];
  if (resourceFieldRef !== undefined) return [`  ${name}:\t (${resourceFieldRef.resource})`];
  const { key, name: object = '', optional = false } = configMapKeyRef ?? secretKeyRef ?? { key: '' };
  const place = configMapKeyRef === undefined ? `in secret '${object}'` : `of config map '${object}'`;
  return [`  ${name}:\t<set to the key '${key}' ${place}>\tOptional: ${optional}`];
};

const environmentLines = ({ env = [] }: Container): string[] =>
  env.length === 0 ? ['Environment:\t<none>'] : ['Environment:', ...env.flatMap(variableLines)];

const mountLines = ({ volumeMounts = [] }: Container): string[] => {
  if (volumeMounts.length === 0) return ['Mounts:\t<none>'];
  const mounts = volumeMounts.toSorted((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
  return [
    'Mounts:',
    ...mounts.map(({ name, mountPath, readOnly = false, subPath = '' }) => {
      const path = subPath === '' ? '' : `,path=${JSON.stringify(subPath)}`;
      return `  ${mountPath} from ${name} (${readOnly ? 'ro' : 'rw'}${path})`;
    }),
  ];
};

export const containerLines = (container: Container): string[] => [
  `Image:\t${container.image}`,
  ...portLines(container),
  ...wordLines('Command', container.command),
  ...wordLines('Args', container.args),
  ...amountLines('Limits', container.resources?.limits),
  ...amountLines('Requests', container.resources?.requests),
  ...probeLines('Liveness', container.livenessProbe),
  ...probeLines('Readiness', container.readinessProbe),
  ...probeLines('Startup', container.startupProbe),
  ...sourceLines(container),
  ...environmentLines(container),
  ...mountLines(container),
];
