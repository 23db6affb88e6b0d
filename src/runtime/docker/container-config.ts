import type { ContainerCreateOptions, HostConfig } from './docker-types.ts';
import { containersOf, isSidecar } from '../../model/containers.ts';
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
  SANDBOX_CONTAINER,
  SANDBOXED,
} from '../../model/labels.ts';
import type { NewPod } from '../../model/pod.ts';
import type { Container, ContainerPort, PodSpec } from '../../model/workload.ts';
import { showsConfig } from '../../model/volume.ts';
import { expandVariables } from './expand-variables.ts';
import type { Circumstances } from './pod/circumstances.ts';
import { containerEnv } from './pod/env.ts';
import { withMessageFiles } from './pod/message-files.ts';
import { healthCheck, monitorSettings } from './pod/monitor.ts';
import { memoryMounts, mountSettings } from './pod/mounts.ts';
import {
  dnsSettings,
  endpointSettings,
  exposedPorts,
  extraHosts,
  hostNames,
  portBindings,
} from './pod/network.ts';
import { preStopLabels } from './pod/pre-stop.ts';
import { resourceSettings } from './pod/resources.ts';
import { containerUser, securitySettings, sysctlSettings } from './pod/security.ts';
import { mountedVolumes } from './pod/volumes.ts';

/** A container of a pod, in the words of the engine's create call. */

/** Whose container it is. */
const identityLabels = (pod: NewPod, container: string): Record<string, string> => ({
  [MANAGED]: 'true',
  [POD_NAMESPACE]: pod.namespace,
  [POD_NAME]: pod.name,
  [POD_UID]: pod.uid,
  [CONTAINER_NAME]: container,
  ...(pod.owner && { [OWNER]: `${pod.owner.kind}/${pod.owner.name}` }),
});

/** All that a list of containers has to tell of the pod. */
const podLabels = (pod: NewPod, container: string, { config }: Circumstances): Record<string, string> => ({
  ...identityLabels(pod, container),
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

/** What a container runs, and by what limits and rights. */
const processConfig = (
  pod: NewPod,
  container: Container,
  circumstances: Circumstances,
): ContainerCreateOptions & { HostConfig: HostConfig } => {
  const { spec } = pod;
  const { terminationGracePeriodSeconds } = spec;
  const variables = containerEnv(pod, container, circumstances);
  const user = containerUser(spec, container);
  const mounts = mountSettings(withMessageFiles(pod), container.name, circumstances);
  const watch = monitorSettings(pod, container, circumstances.tools);
  return {
    Image: container.image,
    ...(user !== undefined && { User: user }),
    Env: [...variables].map(([name, value]) => `${name}=${value}`),
    ...commandLine(container, variables),
    ...(container.workingDir !== undefined && { WorkingDir: container.workingDir }),
    Tty: container.tty === true,
    OpenStdin: container.stdin === true,
    StdinOnce: container.stdinOnce === true,
    Healthcheck: healthCheck(pod, container),
    ...(container.lifecycle?.stopSignal !== undefined && { StopSignal: container.lifecycle.stopSignal }),
    // For whoever else stops it: docker stop, and the engine when it goes down.
    ...(terminationGracePeriodSeconds !== undefined && { StopTimeout: terminationGracePeriodSeconds }),
    HostConfig: {
      ...watch,
      ...mounts,
      ...(watch.Mounts && { Mounts: [...(mounts.Mounts ?? []), ...watch.Mounts] }),
      ...resourceSettings(container),
      ...securitySettings(spec, container),
    },
  };
};

/** By what a pod is found, and what it finds. */
const networkConfig = (
  pod: NewPod,
  ports: readonly ContainerPort[],
  { place, config }: Circumstances,
): ContainerCreateOptions & { HostConfig: HostConfig } => ({
  ...hostNames(pod),
  ExposedPorts: exposedPorts(ports),
  HostConfig: {
    PortBindings: place === undefined ? {} : portBindings(ports),
    NetworkMode: place?.network ?? 'host',
    ...dnsSettings(pod),
    ...extraHosts(pod.spec),
  },
  ...(place && {
    NetworkingConfig: { EndpointsConfig: { [place.network]: endpointSettings(place, config.names ?? []) } },
  }),
});

/** The only container of a pod. */
export const containerConfig = (
  pod: NewPod,
  container: Container,
  circumstances: Circumstances,
): ContainerCreateOptions => {
  const { spec } = pod;
  const network = networkConfig(pod, container.ports ?? [], circumstances);
  const process = processConfig(pod, container, circumstances);
  return {
    ...process,
    ...network,
    Labels: { ...podLabels(pod, container.name, circumstances), ...preStopLabels(pod, container) },
    HostConfig: {
      RestartPolicy: { Name: RESTART_POLICIES[spec.restartPolicy ?? 'Always'] },
      ...network.HostConfig,
      ...namespaceModes(spec),
      ...process.HostConfig,
      ...sysctlSettings(spec),
    },
  };
};

/** It waits for nothing but its end, and takes in the orphans of a shared process namespace. */
const SANDBOX_COMMAND = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 2147483 & wait $!; done'];

/** What holds the network of a pod of several containers, as long as the pod is there. */
export const sandboxConfig = (
  pod: NewPod,
  image: string,
  circumstances: Circumstances,
): ContainerCreateOptions => {
  const { spec } = pod;
  const ports = containersOf(pod).flatMap((container) => container.ports ?? []);
  const network = networkConfig(pod, ports, circumstances);
  return {
    Image: image,
    Entrypoint: SANDBOX_COMMAND,
    ...network,
    Labels: podLabels(pod, SANDBOX_CONTAINER, circumstances),
    HostConfig: {
      RestartPolicy: { Name: RESTART_POLICIES.Always },
      CapDrop: ['ALL'],
      ...network.HostConfig,
      IpcMode: 'shareable',
      ...namespaceModes(spec),
      ...memoryMounts(pod),
      ...sysctlSettings(spec),
    },
  };
};

/** An init container that has done its work is not started again, whatever the pod's policy. */
const restartPolicy = (
  { restartPolicy: policy = 'Always', initContainers = [] }: PodSpec,
  container: Container,
) => {
  if (isSidecar(container)) return RESTART_POLICIES.Always;
  if (policy === 'Always' && initContainers.includes(container)) return RESTART_POLICIES.OnFailure;
  return RESTART_POLICIES[policy];
};

/** One container of a pod of several. */
export const memberConfig = (
  pod: NewPod,
  container: Container,
  circumstances: Circumstances,
  sandbox: string,
): ContainerCreateOptions => {
  const { spec } = pod;
  const shared = `container:${sandbox}`;
  const process = processConfig(pod, container, circumstances);
  return {
    ...process,
    Labels: {
      ...identityLabels(pod, container.name),
      ...preStopLabels(pod, container),
      [SANDBOXED]: 'true',
    },
    HostConfig: {
      RestartPolicy: { Name: restartPolicy(spec, container) },
      NetworkMode: shared,
      IpcMode: shared,
      ...(spec.shareProcessNamespace === true && { PidMode: shared }),
      ...namespaceModes(spec),
      ...process.HostConfig,
    },
  };
};
