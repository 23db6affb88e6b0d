import type { ContainerCreateOptions, EndpointSettings } from 'dockerode';
import {
  CONTAINER_NAME,
  MANAGED,
  OWNER,
  POD_ANNOTATIONS,
  POD_LABELS,
  POD_NAME,
  POD_NAMESPACE,
  POD_SPEC,
  POD_UID,
  REVISION_HASH,
} from '../../model/labels.ts';
import type { NewPod } from '../../model/pod.ts';
import type { Container, ContainerPort } from '../../model/workload.ts';
import { expandEnv, expandVariables } from './expand-variables.ts';

/** A container of a pod, in the words of the engine's create call. */

export interface NetworkPlace {
  network: string;
  address: string;
}

const podLabels = (pod: NewPod, container: Container): Record<string, string> => ({
  [MANAGED]: 'true',
  [POD_NAMESPACE]: pod.namespace,
  [POD_NAME]: pod.name,
  [POD_UID]: pod.uid,
  [CONTAINER_NAME]: container.name,
  ...(pod.owner && { [OWNER]: `${pod.owner.kind}/${pod.owner.name}` }),
  [REVISION_HASH]: pod.hash,
  [POD_LABELS]: JSON.stringify(pod.labels),
  [POD_ANNOTATIONS]: JSON.stringify(pod.annotations),
  [POD_SPEC]: JSON.stringify(pod.spec),
});

const MAX_HOSTNAME_LENGTH = 63;

/** Cut as the kubelet cuts it. */
const hostname = ({ name, spec }: NewPod): string =>
  (spec.hostname ?? name).slice(0, MAX_HOSTNAME_LENGTH).replace(/[-.]+$/, '');

/** Not `always`: what was stopped on purpose is not to come back with the engine. */
const RESTART_POLICIES = { Always: 'unless-stopped', OnFailure: 'on-failure', Never: 'no' } as const;

/** `8080/tcp` */
const portKey = ({ containerPort, protocol = 'TCP' }: ContainerPort): string =>
  `${containerPort}/${protocol.toLowerCase()}`;

const portBindings = (ports: readonly ContainerPort[]): Record<string, object[]> => {
  const bindings: Record<string, object[]> = {};
  for (const port of ports) {
    if (port.hostPort === undefined) continue;
    const binding = { HostIp: port.hostIP ?? '', HostPort: String(port.hostPort) };
    (bindings[portKey(port)] ??= []).push(binding);
  }
  return bindings;
};

/**
 * Kubernetes' command stands for ENTRYPOINT and args for CMD. The engine drops an image's CMD where an entrypoint
 * is given, and so does Kubernetes.
 */
const commandLine = (container: Container, variables: ReadonlyMap<string, string>) => {
  const expanded = (words: readonly string[] | undefined): string[] =>
    (words ?? []).map((word) => expandVariables(word, variables));
  const command = expanded(container.command);
  const args = expanded(container.args);
  return { ...(command.length > 0 && { Entrypoint: command }), ...(args.length > 0 && { Cmd: args }) };
};

export const endpointSettings = ({ address }: NetworkPlace): EndpointSettings => ({
  IPAMConfig: { IPv4Address: address },
});

export const containerConfig = (
  pod: NewPod,
  container: Container,
  place: NetworkPlace,
): ContainerCreateOptions => {
  const { terminationGracePeriodSeconds } = pod.spec;
  const variables = expandEnv(container.env ?? []);
  const ports = container.ports ?? [];
  return {
    Image: container.image,
    Hostname: hostname(pod),
    Env: [...variables].map(([name, value]) => `${name}=${value}`),
    ...commandLine(container, variables),
    ...(container.workingDir !== undefined && { WorkingDir: container.workingDir }),
    Tty: container.tty === true,
    OpenStdin: container.stdin === true,
    Labels: podLabels(pod, container),
    ExposedPorts: Object.fromEntries(ports.map((port) => [portKey(port), {}])),
    // For whoever else stops it: docker stop, and the engine when it goes down.
    ...(terminationGracePeriodSeconds !== undefined && { StopTimeout: terminationGracePeriodSeconds }),
    HostConfig: {
      RestartPolicy: { Name: RESTART_POLICIES[pod.spec.restartPolicy ?? 'Always'] },
      PortBindings: portBindings(ports),
      NetworkMode: place.network,
      DnsOptions: ['ndots:1'],
      DnsSearch: [`${pod.namespace}.svc.cluster.local`],
    },
    NetworkingConfig: { EndpointsConfig: { [place.network]: endpointSettings(place) } },
  };
};
