import { defineCommand } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { newRunPod, parseRunPort } from '../manifest/create/pod.ts';
import type { Resource } from '../model/resource.ts';
import { newObjectFlags, placed, storeNewObject } from './create/new-object.ts';
import { dryRunOf } from './dry-run.ts';
import { overridden, overrideFlags } from './overrides.ts';
import { parsePairs } from './parse-pairs.ts';
import { runAttached } from './run/run-attached.ts';
import { gracePeriodFlag, podRunningTimeoutFlag } from './shared-flags.ts';

export const command = defineCommand({
  usage:
    'run NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  long: `
Create and run a particular image in a pod.`,
  examples: `
# Start an nginx pod
berth run nginx --image=nginx

# Start a busybox pod and keep it in the foreground, don't restart it if it exits, and delete it then
berth run -i -t busybox --image=busybox --restart=Never --rm

# Print the API object of an nginx pod without creating it
berth run nginx --image=nginx --dry-run=client -o yaml

# Let the container expose port 5701
berth run hazelcast --image=hazelcast/hazelcast --port=5701 --dry-run=client -o yaml

# Set environment variables "DNS_DOMAIN=cluster" and "POD_NAMESPACE=default" in the container
berth run hazelcast --image=hazelcast/hazelcast --env="DNS_DOMAIN=cluster" --env="POD_NAMESPACE=default" --dry-run=client -o yaml

# Use a different command and custom arguments
berth run nginx --image=nginx --dry-run=client -o yaml --command -- <cmd> <arg1> ... <argN>`,
  flags: {
    ...newObjectFlags,
    ...overrideFlags,
    annotations: { type: 'list', description: 'Annotations to apply to the pod.' },
    attach: {
      type: 'bool',
      description:
        "If true, wait for the Pod to start running, and then attach to the Pod as if 'berth attach ...' were called.  Default false, unless '-i/--stdin' is set, in which case the default is true. With '--restart=Never' the exit code of the container process is returned.",
    },
    command: {
      type: 'bool',
      description:
        "If true and extra arguments are present, use them as the 'command' field in the container, rather than the 'args' field which is the default.",
    },
    env: { type: 'list', description: 'Environment variables to set in the container.' },
    expose: {
      type: 'bool',
      description: 'If true, create a ClusterIP service associated with the pod.  Requires `--port`.',
    },
    image: { type: 'string', required: true, description: 'The image for the container to run.' },
    'image-pull-policy': {
      type: 'string',
      description:
        'The image pull policy for the container.  If left empty, this value will not be specified by the client and defaulted by the server.',
    },
    labels: {
      type: 'string',
      short: 'l',
      description: 'Comma separated labels to apply to the pod. Will override previous values.',
    },
    'leave-stdin-open': {
      type: 'bool',
      description:
        'If the pod is started in interactive mode or with stdin, leave stdin open after the first attach completes. By default, stdin will be closed after the first attach completes.',
    },
    ...podRunningTimeoutFlag('1m0s'),
    port: { type: 'string', description: 'The port that this container exposes.' },
    privileged: { type: 'bool', description: 'If true, run the container in privileged mode.' },
    quiet: { type: 'bool', short: 'q', description: 'If true, suppress prompt messages.' },
    restart: {
      type: 'string',
      default: 'Always',
      description: 'The restart policy for this Pod.  Legal values [Always, OnFailure, Never].',
    },
    ...gracePeriodFlag,
    rm: {
      type: 'bool',
      description:
        "If true, delete the pod after it exits.  Only valid when attaching to the container, e.g. with '--attach' or with '-i/--stdin'.",
    },
    stdin: {
      type: 'bool',
      short: 'i',
      description: 'Keep stdin open on the container in the pod, even if nothing is attached.',
    },
    tty: { type: 'bool', short: 't', description: 'Allocate a TTY for the container in the pod.' },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { args, flags, given } = invocation;
    const [name, ...words] = args;
    if (name === undefined) throw usageError(invocation, 'NAME is required for run');
    const attaches = flags.attach || flags.stdin || flags.tty;
    if (flags.tty && !flags.stdin) {
      throw usageError(invocation, '-i/--stdin is required for containers with -t/--tty=true');
    }
    const dryRun = dryRunOf(flags.dryRun, (text) => world.stderr.write(text));
    if (attaches && dryRun !== 'none') {
      throw usageError(
        invocation,
        "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
      );
    }
    if (flags.rm && !attaches) {
      throw usageError(invocation, '--rm should only be used for attached containers');
    }
    if (flags.expose && flags.port === '') {
      throw usageError(invocation, '--port must be set when exposing a service');
    }
    if (!['Always', 'OnFailure', 'Never'].includes(flags.restart)) {
      throw usageError(invocation, `invalid restart policy: ${flags.restart}`);
    }
    if (!['', 'Always', 'IfNotPresent', 'Never'].includes(flags.imagePullPolicy)) {
      throw usageError(invocation, `invalid image pull policy: ${flags.imagePullPolicy}`);
    }
    const built = newRunPod({
      ...flags,
      name,
      labels: parsePairs(flags.labels),
      stdinOnce: flags.stdin && !flags.leaveStdinOpen,
      words,
      asCommand: flags.command,
    });
    const pod = overridden(built, flags);
    const store = async (object: Resource, quiet = false): Promise<void> => {
      const timeout = given('podRunningTimeout') ? flags.podRunningTimeout : flags.timeout;
      const storing = { ...invocation, flags: { ...flags, timeout } };
      await storeNewObject(storing, world, { object, result: 'created', quiet });
    };
    if (attaches) {
      const { stdin, tty, quiet, gracePeriod } = flags;
      const remove = flags.rm ? { gracePeriod } : undefined;
      const object = placed(pod, invocation.namespace);
      if (flags.expose) await store(serviceOf(pod, flags.port));
      return runAttached(invocation, world, { object, stdin, tty, quiet, remove }, () => store(pod, true));
    }
    const shown = flags.expose ? [serviceOf(pod, flags.port), pod] : [pod];
    for (const [index, object] of shown.entries()) {
      // kubectl parts them twice.
      if (index > 0 && dryRun === 'client' && flags.output === 'yaml') world.stdout.write('---\n---\n');
      await store(object);
    }
    return 0;
  },
});

const serviceOf = ({ metadata }: Resource, portText: string): Resource => {
  const port = parseRunPort(portText);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: metadata.name },
    spec: {
      ports: [{ port, protocol: 'TCP', targetPort: port }],
      selector: metadata.labels,
    },
  };
};
