import type { ContainerInfo } from './docker-types.ts';
import {
  CONFIG_VERSION,
  OWNER,
  POD_ANNOTATIONS,
  POD_LABELS,
  POD_NAME,
  POD_NAMESPACE,
  POD_SPEC,
  POD_UID,
  REVISION_HASH,
} from '../../model/labels.ts';
import type { ObservedContainer, ObservedPod, ObservedRun } from '../../model/pod.ts';
import type { ObjectRef } from '../../model/resource.ts';
import { type PodSpec, runsAlways } from '../../model/workload.ts';
import { isTerminatingName } from './container-name.ts';
import { exitCode, isHealthy } from './container-status.ts';
import type { Run } from './runs.ts';

/** An entry of the list of containers, with what is known of its runs, as a pod. */

const STATES: Readonly<Record<string, ObservedContainer['state']>> = {
  created: 'created',
  // Podman's words for what Docker calls created and exited.
  configured: 'created',
  initialized: 'created',
  stopped: 'exited',
  running: 'running',
  restarting: 'restarting',
  paused: 'paused',
  exited: 'exited',
  removing: 'exited',
  dead: 'dead',
};

export const ownerOf = (label: string | undefined, namespace: string): ObjectRef | undefined => {
  if (label === undefined) return undefined;
  const slash = label.indexOf('/');
  return { kind: label.slice(0, slash), namespace, name: label.slice(slash + 1) };
};

/** Only berth writes these labels, but anyone can copy half of them. */
const parseLabel = (text: string | undefined) => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
};

/** How a container is, without what goes for its pod as a whole. Undefined where the engine says what nobody knows. */
export const observedRun = (
  {
    State: engineState,
    Status: status,
    ImageID: imageId,
  }: Pick<ContainerInfo, 'State' | 'Status' | 'ImageID'>,
  run: Run | undefined,
): (ObservedRun & Pick<ObservedContainer, 'state'>) | undefined => {
  const state = STATES[engineState];
  if (state === undefined) return undefined;
  const code = exitCode(status);
  const isUp = state === 'running' || state === 'paused';
  return {
    state,
    ready: state === 'running' && isHealthy(status),
    ...(isUp && run && { startedAt: run.startedAt }),
    ...(run?.finishedAt !== undefined && { finishedAt: run.finishedAt }),
    ...(code !== undefined && { exitCode: code }),
    ...(code !== undefined && run?.outOfMemory === true && { outOfMemory: true }),
    ...(state === 'created' && run?.startError !== undefined && { startError: run.startError }),
    ...(imageId && { imageId }),
    restarts: run?.restarts ?? 0,
  };
};

/** Undefined for a container that is no pod. Labels that berth did not write make no pod. */
export const observedPod = (
  container: ContainerInfo,
  run: Run | undefined,
  writtenConfig: ReadonlyMap<string, string> = new Map(),
): ObservedPod | undefined => {
  const { Labels: written, Names: names, State: engineState } = container;
  const namespace = written[POD_NAMESPACE];
  const name = written[POD_NAME];
  const uid = written[POD_UID];
  const spec: PodSpec | null = parseLabel(written[POD_SPEC]);
  const observed = observedRun(container, run);
  if (namespace === undefined || name === undefined || uid === undefined) return undefined;
  if (!Array.isArray(spec?.containers) || observed === undefined) return undefined;
  const { state } = observed;

  const configVersion = writtenConfig.get(uid) ?? written[CONFIG_VERSION];
  const owner = ownerOf(written[OWNER], namespace);
  const isUp = state === 'running' || state === 'paused';
  // A pod keeps its address until it is started again, by the engine or by a command.
  const returns = state === 'restarting' || (state === 'exited' && runsAlways(spec));
  const networks = container.NetworkSettings?.Networks;
  const isCutOff = state === 'running' && networks !== undefined && Object.keys(networks).length === 0;
  const addresses = Object.values(networks ?? {}).flatMap(({ IPAddress: present, IPAMConfig: fixed }) => [
    present,
    ...(returns ? [fixed?.IPv4Address] : []),
  ]);
  const ip = addresses.find((address) => typeof address === 'string' && address !== '');
  return {
    id: container.Id,
    namespace,
    name,
    uid,
    labels: parseLabel(written[POD_LABELS]) ?? {},
    annotations: parseLabel(written[POD_ANNOTATIONS]) ?? {},
    ...(owner && { owner }),
    hash: written[REVISION_HASH] ?? '',
    spec,
    ...observed,
    ...(isCutOff && { ready: false, cutOff: true }),
    terminating:
      engineState === 'removing' || names.some((given) => isTerminatingName(given, { namespace, name })),
    // One that has ended for good may still show the address it had.
    ...((isUp || returns) && ip !== undefined && { ip }),
    createdAt: container.Created * 1_000,
    ...(isUp && run?.names && { names: run.names }),
    ...(configVersion !== undefined && { configVersion }),
  };
};
