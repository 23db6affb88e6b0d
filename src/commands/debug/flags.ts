import type { Invocation } from '../../cli/command-spec.ts';

const keepFlag = (what: string) =>
  ({
    type: 'bool',
    description: `If true, keep the original ${what}.(This flag only works when used with '--copy-to')`,
  }) as const;

export const flags = {
  'arguments-only': {
    type: 'bool',
    description:
      'If specified, everything after -- will be passed to the new container as Args instead of Command.',
  },
  attach: {
    type: 'bool',
    default: true,
    description: 'If true, wait for the container to start running, and then attach to it.',
  },
  container: { type: 'string', short: 'c', description: 'Container name to use for debug container.' },
  'copy-to': { type: 'string', description: 'Create a copy of the target Pod with this name.' },
  env: { type: 'list', whole: true, description: 'Environment variables to set in the container.' },
  image: { type: 'string', description: 'Container image to use for debug container.' },
  'image-pull-policy': {
    type: 'string',
    description:
      'The image pull policy for the container. If left empty, the image is pulled where it is not there.',
  },
  'keep-annotations': keepFlag('pod annotations'),
  'keep-init-containers': {
    ...keepFlag(''),
    default: true,
    description:
      "Run the init containers for the pod. Defaults to true.(This flag only works when used with '--copy-to')",
  },
  'keep-labels': keepFlag('pod labels'),
  'keep-liveness': keepFlag('pod liveness probes'),
  'keep-readiness': keepFlag('pod readiness probes'),
  'keep-startup': keepFlag('startup probes'),
  profile: {
    type: 'string',
    default: 'legacy',
    description: 'Options are "legacy", "general", "baseline", "netadmin", "restricted" or "sysadmin".',
  },
  quiet: { type: 'bool', short: 'q', description: 'If true, suppress informational messages.' },
  replace: { type: 'bool', description: "When used with '--copy-to', delete the original Pod." },
  'same-node': {
    type: 'bool',
    description:
      "When used with '--copy-to', schedule the copy of target Pod on the same node. There is one.",
  },
  'set-image': {
    type: 'list',
    description:
      "When used with '--copy-to', a list of name=image pairs for changing container images, similar to how 'berth set image' works.",
  },
  'share-processes': {
    type: 'bool',
    default: true,
    description: "When used with '--copy-to', enable process namespace sharing in the copy.",
  },
  stdin: {
    type: 'bool',
    short: 'i',
    description: 'Keep stdin open on the container(s) in the pod, even if nothing is attached.',
  },
  target: {
    type: 'string',
    description: 'When using an ephemeral container, target processes in this container name.',
  },
  tty: { type: 'bool', short: 't', description: 'Allocate a TTY for the debugging container.' },
} as const;

export type DebugInvocation = Invocation<typeof flags>;
