import { targetPortOf } from '../../model/endpoints.ts';
import { CliError } from '../../model/cli-error.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { Resource } from '../../model/resource.ts';
import { isService, type Service, type ServicePort } from '../../model/service.ts';

/** Which ports the words of a command mean: `80`, `8080:80`, `:80`, `8443:https`. */

export interface PortPair {
  /** 0 is any that is free. */
  readonly local: number;
  readonly remote: number;
}

interface PortWords {
  readonly local: string;
  readonly remote: string;
}

const MAX_PORT = 65_535;

const refuse = (message: string): CliError => new CliError('usage', message);

const splitWord = (word: string): PortWords => {
  const [first = '', second, ...more] = word.split(':');
  if (more.length > 0) throw refuse(`invalid port format '${word}'`);
  return { local: first, remote: second ?? first };
};

/** As Go reads a number of 16 bits. */
const parsePort = (side: 'local' | 'remote', text: string): number => {
  const fault = !/^\d+$/.test(text)
    ? 'invalid syntax'
    : Number(text) > MAX_PORT
      ? 'value out of range'
      : undefined;
  if (fault === undefined) return Number(text);
  const reason = `strconv.ParseUint: parsing ${JSON.stringify(text)}: ${fault}`;
  throw refuse(`error parsing ${side} port '${text}': ${reason}`);
};

const isNumber = (text: string): boolean => /^[+-]?\d+$/.test(text);

const containerPorts = ({ spec }: ObservedPod) => spec.containers.flatMap(({ ports = [] }) => ports);

const protocolOf = ({ protocol = 'TCP' }: { protocol?: string }): string => protocol;

/** A number that only stands for UDP. */
const refuseUdp = (
  ports: readonly { number: number; protocol?: string }[],
  number: number,
  word: string,
): void => {
  const protocols = ports.filter((port) => port.number === number).map(protocolOf);
  if (protocols.includes('UDP') && !protocols.includes('TCP')) {
    throw refuse(`UDP protocol is not supported for ${word}`);
  }
};

const podPort = (pod: ObservedPod, word: string): number => {
  const ports = containerPorts(pod).map((port) => ({ ...port, number: port.containerPort }));
  const number = isNumber(word) ? Number(word) : ports.find(({ name }) => name === word)?.number;
  if (number === undefined) throw refuse(`Pod '${pod.name}' does not have a named port '${word}'`);
  refuseUdp(ports, number, word);
  return number;
};

const servicePort = ({ metadata, spec }: Service, word: string): ServicePort => {
  const ports = spec.ports ?? [];
  const named = isNumber(word)
    ? ports.find(({ port }) => port === Number(word))
    : ports.find(({ name }) => name === word);
  if (named !== undefined) {
    const numbered = ports.map((port) => ({ ...port, number: port.port }));
    refuseUdp(numbered, named.port, word);
    return named;
  }
  throw refuse(
    isNumber(word)
      ? `Service ${metadata.name} does not have a service port ${word}`
      : `Service '${metadata.name}' does not have a named port '${word}'`,
  );
};

/** A headless Service has no port of its own: what is asked for is a port of the pod. */
const behindService = (service: Service, port: ServicePort, pod: ObservedPod): number => {
  if (service.spec.clusterIP === 'None') return port.port;
  const target = targetPortOf(port, pod);
  if (target === undefined) {
    throw refuse(`Pod '${pod.name}' does not have a named port '${port.targetPort}'`);
  }
  return target === 0 ? port.port : target;
};

/** What one word means for a pod of `object`. */
export const portPair = (word: string, object: Resource, pod: ObservedPod): PortPair => {
  const { local, remote } = splitWord(word);
  if (!isService(object)) {
    const number = podPort(pod, remote);
    return checked(local === remote ? String(number) : local, String(number));
  }
  const port = servicePort(object, remote);
  return checked(local === remote ? String(port.port) : local, String(behindService(object, port, pod)));
};

const checked = (localText: string, remoteText: string): PortPair => {
  const local = localText === '' ? 0 : parsePort('local', localText);
  const remote = parsePort('remote', remoteText);
  if (remote === 0) throw refuse('remote port must be > 0');
  return { local, remote };
};
