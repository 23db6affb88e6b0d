import type { ContainerCreateOptions, HostConfig } from './docker-types.ts';
import {
  CONFIG_VERSION,
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
import type { Container, PodSpec } from '../../model/workload.ts';
import { showsConfig } from '../../model/volume.ts';
import { expandVariables } from './expand-variables.ts';
import type { Circumstances } from './pod/circumstances.ts';
import { containerEnv } from './pod/env.ts';
import { mountSettings } from './pod/mounts.ts';
import {
  dnsSettings,
  endpointSettings,
  exposedPorts,
  extraHosts,
  hostNames,
  portBindings,
} from './pod/network.ts';
import { resourceSettings } from './pod/resources.ts';
import { containerUser, securitySettings } from './pod/security.ts';
import { mountedVolumes } from './pod/volumes.ts';

/** A container of a pod, in the words of the engine's create call. */

const podLabels = (pod: NewPod, container: Container, { config }: Circumstances): Record<string, string> => ({
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
  ...(mountedVolumes(pod).some(showsConfig) && { [CONFIG_VERSION]: config.version }),
});

/** Not `always`: what was stopped on purpose is not to come back with the engine. */
const RESTART_POLICIES = { Always: 'unless-stopped', OnFailure: 'on-failure', Never: 'no' } as const;

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

const namespaceModes = ({ hostPID, hostIPC }: PodSpec): HostConfig => ({
  ...(hostPID === true && { PidMode: 'host' }),
  ...(hostIPC === true && { IpcMode: 'host' }),
});

export const containerConfig = (
  pod: NewPod,
  container: Container,
  circumstances: Circumstances,
): ContainerCreateOptions => {
  const { spec } = pod;
  const { terminationGracePeriodSeconds } = spec;
  const { place, config } = circumstances;
  const variables = containerEnv(pod, container, circumstances);
  const user = containerUser(spec, container);
  const ports = container.ports ?? [];
  return {
    Image: container.image,
    ...hostNames(pod),
    ...(user !== undefined && { User: user }),
    Env: [...variables].map(([name, value]) => `${name}=${value}`),
    ...commandLine(container, variables),
    ...(container.workingDir !== undefined && { WorkingDir: container.workingDir }),
    Tty: container.tty === true,
    OpenStdin: container.stdin === true,
    StdinOnce: container.stdinOnce === true,
    Labels: podLabels(pod, container, circumstances),
    ExposedPorts: exposedPorts(ports),
    // For whoever else stops it: docker stop, and the engine when it goes down.
    ...(terminationGracePeriodSeconds !== undefined && { StopTimeout: terminationGracePeriodSeconds }),
    HostConfig: {
      RestartPolicy: { Name: RESTART_POLICIES[spec.restartPolicy ?? 'Always'] },
      PortBindings: place === undefined ? {} : portBindings(ports),
      NetworkMode: place?.network ?? 'host',
      ...dnsSettings(pod),
      ...extraHosts(spec),
      ...namespaceModes(spec),
      ...mountSettings(pod, container, circumstances),
      ...resourceSettings(container),
      ...securitySettings(spec, container),
    },
    ...(place && {
      NetworkingConfig: { EndpointsConfig: { [place.network]: endpointSettings(place, config.names ?? []) } },
    }),
  };
};
