import type { ObservedPod } from '../../model/pod.ts';
import type { SecurityContext } from '../../model/security.ts';
import type { Container, ImagePullPolicy, Pod, PodSpec } from '../../model/workload.ts';
import { refuse } from './refuse.ts';

/** What of a pod its copy keeps. */
export interface KeptParts {
  readonly keepAnnotations: boolean;
  readonly keepInitContainers: boolean;
  readonly keepLabels: boolean;
  readonly keepLiveness: boolean;
  readonly keepReadiness: boolean;
  readonly keepStartup: boolean;
}

export interface PodCopyWish extends KeptParts {
  readonly name: string;
  /** Stands in the copy beside those of the pod, or in the place of the one of its name. */
  readonly container: string | undefined;
  readonly image: string;
  /** Other images by the names of containers; `*` stands for all. */
  readonly images: ReadonlyMap<string, string>;
  readonly words: { readonly command?: readonly string[]; readonly args?: readonly string[] };
  /** `KEY=VALUE`. */
  readonly env: readonly string[];
  readonly imagePullPolicy: string;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly profile: string;
  /** Undefined where it stays as it is in the pod. */
  readonly shareProcesses: boolean | undefined;
}

const withCapabilities = (context: SecurityContext | undefined, ...names: string[]): SecurityContext => ({
  ...context,
  capabilities: { ...context?.capabilities, add: [...(context?.capabilities?.add ?? []), ...names] },
});

/** What a profile makes of the rights of the debugging container. */
const rights: Readonly<
  Record<string, (context: SecurityContext | undefined) => SecurityContext | undefined>
> = {
  legacy: (context) => context,
  general: (context) => withCapabilities(context, 'SYS_PTRACE'),
  baseline: () => withCapabilities(undefined, 'SYS_PTRACE'),
  netadmin: (context) => withCapabilities(context, 'NET_ADMIN', 'NET_RAW'),
  restricted: () => ({ runAsNonRoot: true, capabilities: { drop: ['ALL'] } }),
  sysadmin: (context) => ({ ...context, privileged: true }),
};

/** These take the pod's own rights and its part in the machine. */
const CONFINING = ['baseline', 'restricted'];

const isPullPolicy = (word: string): word is ImagePullPolicy =>
  word === 'Always' || word === 'IfNotPresent' || word === 'Never';

const envVar = (text: string): { name: string; value: string } => {
  const at = text.indexOf('=');
  if (at < 1) throw refuse(`invalid env: ${text}`);
  return { name: text.slice(0, at), value: text.slice(at + 1) };
};

const withoutProbes = (container: Container, kept: KeptParts): Container => {
  const { livenessProbe, readinessProbe, startupProbe, ...rest } = container;
  return {
    ...rest,
    ...(kept.keepLiveness && livenessProbe !== undefined ? { livenessProbe } : {}),
    ...(kept.keepReadiness && readinessProbe !== undefined ? { readinessProbe } : {}),
    ...(kept.keepStartup && startupProbe !== undefined ? { startupProbe } : {}),
  };
};

/** The container to debug with, out of the one of its name where the pod has one. */
const debugContainer = (name: string, before: Container | undefined, wish: PodCopyWish): Container => {
  const { image, words, env, imagePullPolicy, stdin, tty } = wish;
  const { command, args, securityContext, ...rest } = before ?? { name, image };
  const program =
    words.command === undefined
      ? { ...(command === undefined ? {} : { command }), ...(args === undefined ? {} : { args }) }
      : { command: [...words.command] };
  const context = rights[wish.profile]?.(securityContext);
  return {
    ...rest,
    ...program,
    ...(words.args === undefined ? {} : { args: [...words.args] }),
    ...(image === '' ? {} : { image }),
    ...(env.length === 0 ? {} : { env: env.map(envVar) }),
    ...(isPullPolicy(imagePullPolicy) ? { imagePullPolicy } : {}),
    ...(context === undefined ? {} : { securityContext: context }),
    stdin,
    tty,
  };
};

const specOf = ({ spec }: ObservedPod, wish: PodCopyWish): PodSpec => {
  const { hostNetwork, hostPID, hostIPC, securityContext, initContainers, ...rest } = spec;
  const isConfined = CONFINING.includes(wish.profile);
  const shareProcessNamespace =
    wish.profile === 'legacy' ? (wish.shareProcesses ?? spec.shareProcessNamespace) : true;
  const containers = spec.containers.map((container) => {
    const image = wish.images.get(container.name) ?? wish.images.get('*') ?? container.image;
    return { ...withoutProbes(container, wish), image };
  });
  const { container: name } = wish;
  const changed = containers.map((container) =>
    container.name === name ? debugContainer(name, container, wish) : container,
  );
  const isNew = name !== undefined && !containers.some((container) => container.name === name);
  return {
    ...rest,
    ...(isConfined
      ? {}
      : {
          ...(hostNetwork === undefined ? {} : { hostNetwork }),
          ...(hostPID === undefined ? {} : { hostPID }),
          ...(hostIPC === undefined ? {} : { hostIPC }),
          ...(securityContext === undefined ? {} : { securityContext }),
        }),
    ...(wish.keepInitContainers && initContainers !== undefined ? { initContainers } : {}),
    ...(shareProcessNamespace === undefined ? {} : { shareProcessNamespace }),
    containers: isNew ? [...changed, debugContainer(name, undefined, wish)] : changed,
  };
};

/** A pod like another one, to be looked into: it has no owner, and by default nothing leads traffic to it. */
export const newPodCopy = (pod: ObservedPod, wish: PodCopyWish): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: wish.name,
    namespace: pod.namespace,
    ...(wish.keepLabels ? { labels: { ...pod.labels } } : {}),
    ...(wish.keepAnnotations ? { annotations: { ...pod.annotations } } : {}),
  },
  spec: specOf(pod, wish),
});
