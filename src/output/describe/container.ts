import type { Probe } from '../../model/probe.ts';
import { formatQuantity, parseQuantity } from '../../model/quantity.ts';
import type { Container, EnvVar, ResourceList, ResourceRequirements } from '../../model/workload.ts';
import { type ContainerStatusView, stateLines } from './container-state.ts';
import { optionalEntry } from './lines.ts';
import { resourceFieldText } from './resource-field.ts';

/** The fields of a container that are shown, beside those that berth acts on. */
export interface ShownContainer extends Container {
  volumeDevices?: { name: string; devicePath: string }[];
}

/** What is known of a container that a pod has, rather than a template. */
export interface KnownContainer {
  readonly status: ContainerStatusView | undefined;
  /** What a field of the pod holds: `metadata.name`. */
  readonly fieldText: (path: string) => string;
}

const quantityText = (amount: string | number | undefined): string => {
  const quantity = parseQuantity(String(amount ?? 0));
  return quantity === undefined ? String(amount) : formatQuantity(quantity);
};

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
  return names.length === 0
    ? []
    : [`${title}:`, ...names.map((name) => `  ${name}:\t${quantityText(amounts[name])}`)];
};

const percentEncoded = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

const actionText = ({ exec, httpGet, tcpSocket, grpc }: Probe): string => {
  if (exec !== undefined) return `exec [${(exec.command ?? []).join(' ')}]`;
  if (httpGet !== undefined) {
    const { scheme = 'HTTP', host = '', port, path = '' } = httpGet;
    const escaped = path.replaceAll(/[^A-Za-z0-9\-_.~$&+,/:;=@]/gu, percentEncoded);
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${escaped}`;
  }
  if (tcpSocket !== undefined) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port}`;
  return grpc === undefined ? 'unknown' : `grpc <pod>:${grpc.port} ${grpc.service ?? ''}`;
};

export const resourceLines = ({ limits, requests }: ResourceRequirements = {}): string[] => [
  ...amountLines('Limits', limits),
  ...amountLines('Requests', requests),
];

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

const variableLines = (
  { name, value = '', valueFrom }: EnvVar,
  container: Container,
  known: KnownContainer | undefined,
): string[] => {
  if (valueFrom === undefined) {
    return value.split('\n').map((line, index) => `  ${index === 0 ? `${name}:` : ''}\t${line}`);
  }
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (fieldRef !== undefined) {
    const { apiVersion = 'v1', fieldPath } = fieldRef;
    return [`  ${name}:\t${known?.fieldText(fieldPath) ?? ''} (${apiVersion}:${fieldPath})`];
  }
  if (resourceFieldRef !== undefined) {
    return [`  ${name}:\t${resourceFieldText(resourceFieldRef, container)} (${resourceFieldRef.resource})`];
  }
  const { key, name: object = '', optional = false } = configMapKeyRef ?? secretKeyRef ?? { key: '' };
  const place = configMapKeyRef === undefined ? `in secret '${object}'` : `of config map '${object}'`;
  return [`  ${name}:\t<set to the key '${key}' ${place}>\tOptional: ${optional}`];
};

const environmentLines = (container: Container, known: KnownContainer | undefined): string[] => {
  const { env = [] } = container;
  if (env.length === 0) return ['Environment:\t<none>'];
  return ['Environment:', ...env.flatMap((variable) => variableLines(variable, container, known))];
};

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

const deviceLines = ({ volumeDevices = [] }: ShownContainer): string[] => {
  if (volumeDevices.length === 0) return [];
  const devices = volumeDevices.toSorted((a, b) => (a.devicePath < b.devicePath ? -1 : 1));
  return ['Devices:', ...devices.map(({ name, devicePath }) => `  ${devicePath} from ${name}`)];
};

const seccompLines = ({ securityContext }: Container): string[] => {
  const profile = securityContext?.seccompProfile;
  return [
    ...optionalEntry('SeccompProfile', profile?.type),
    ...(profile?.type === 'Localhost' ? optionalEntry('  LocalhostProfile', profile.localhostProfile) : []),
  ];
};

export const containerLines = (container: ShownContainer, known?: KnownContainer): string[] => [
  ...(known?.status === undefined ? [] : [`Container ID:\t${known.status.containerID ?? ''}`]),
  `Image:\t${container.image}`,
  ...(known?.status === undefined ? [] : [`Image ID:\t${known.status.imageID ?? ''}`]),
  ...portLines(container),
  ...seccompLines(container),
  ...wordLines('Command', container.command),
  ...wordLines('Args', container.args),
  ...(known?.status === undefined ? [] : stateLines(known.status)),
  ...resourceLines(container.resources),
  ...probeLines('Liveness', container.livenessProbe),
  ...probeLines('Readiness', container.readinessProbe),
  ...probeLines('Startup', container.startupProbe),
  ...sourceLines(container),
  ...environmentLines(container, known),
  ...mountLines(container),
  ...deviceLines(container),
];
