import { defineCommand, type Invocation } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { phaseOf } from '../cluster/objects/pod.ts';
import { CliError } from '../model/cli-error.ts';
import type { ObservedPod } from '../model/pod.ts';
import type { Container } from '../model/workload.ts';
import { attachSession, sessionEndedText } from './pods/attach-session.ts';
import { defaultContainer, findContainer } from './pods/choose-container.ts';
import { forCommands, meantPods } from './pods/select-pods.ts';
import { podRunningTimeoutFlag } from './shared-flags.ts';

const flags = {
  container: {
    type: 'string',
    short: 'c',
    description:
      'Container name. If omitted, use the kubectl.kubernetes.io/default-container annotation for selecting the container to be attached or the first container in the pod will be chosen',
  },
  ...podRunningTimeoutFlag('1m0s'),
  quiet: { type: 'bool', short: 'q', description: 'Only print output from the remote session' },
  stdin: { type: 'bool', short: 'i', description: 'Pass stdin to the container' },
  tty: { type: 'bool', short: 't', description: 'Stdin is a TTY' },
} as const;

export const command = defineCommand({
  usage: 'attach (POD | TYPE/NAME) -c CONTAINER',
  long: `
Attach to a process that is already running inside an existing container.

Ctrl-P Ctrl-Q leaves a terminal, and what runs in it goes on.`,
  examples: `
# Get output from running pod mypod; use the 'kubectl.kubernetes.io/default-container' annotation
# for selecting the container to be attached or the first container in the pod will be chosen
berth attach mypod

# Get output from ruby-container from pod mypod
berth attach mypod -c ruby-container

# Switch to raw terminal mode; sends stdin to 'bash' in ruby-container from pod mypod
# and sends stdout/stderr from 'bash' back to the client
berth attach mypod -c ruby-container -i -t

# Get output from the first pod of a replica set named nginx
berth attach rs/nginx`,
  flags,
  run: async (invocation, world) => {
    const { flags, namespace, commandPath } = invocation;
    const word = wordOf(invocation);
    const say = (text: string): void => (flags.quiet ? undefined : world.stderr.write(text));
    const runtime = await invocation.runtime();
    const request = { word, namespace, timeout: flags.podRunningTimeout };
    const [pod] = (await meantPods(runtime, request, forCommands, world)).pods;
    if (pod === undefined) throw new CliError('usage', 'expected a resource');
    const phase = phaseOf(pod);
    if (phase === 'Succeeded' || phase === 'Failed') {
      const reason = `cannot attach a container in a completed pod; current phase is ${phase}`;
      throw new CliError('notPossible', reason);
    }
    const container = containerOf(pod, flags.container, say);
    const { stdin, tty, quiet } = flags;
    const { isRaw } = await attachSession(runtime, { pod, container, stdin, tty, quiet }, world);
    if (flags.quiet || !isRaw || (pod.spec.restartPolicy ?? 'Always') !== 'Always') return 0;
    world.stdout.write(sessionEndedText(pod, container, commandPath));
    return 0;
  },
});

type AttachInvocation = Invocation<typeof flags>;

/** `web-0`, `deploy/web`, or the two words `deploy web`. */
const wordOf = (invocation: AttachInvocation): string => {
  const { args, flags } = invocation;
  if (args.length === 0) throw new CliError('usage', 'at least 1 argument is required for attach');
  if (args.length > 2) {
    const saw = `saw ${args.length}: [${args.join(' ')}]`;
    throw new CliError('usage', `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) ${saw}`);
  }
  if (flags.podRunningTimeout <= 0) {
    throw usageError(invocation, '--pod-running-timeout must be higher than zero');
  }
  return args.join('/');
};

const containerOf = (pod: ObservedPod, wanted: string, say: (text: string) => void): Container => {
  const name = wanted === '' ? defaultContainer(pod, say) : wanted;
  const container = findContainer(pod, name);
  if (container !== undefined) return container;
  throw new CliError(
    'notPossible',
    `cannot attach to the container: container ${name} not found in pod ${pod.name}`,
  );
};
