import { defineCommand, type Invocation } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { phaseOf } from '../cluster/objects/pod.ts';
import { containerRef } from '../model/containers.ts';
import { CliError } from '../model/cli-error.ts';
import type { ObservedPod } from '../model/pod.ts';
import { RuntimeError } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { meantContainer } from './pods/choose-container.ts';
import { runExecution } from './pods/run-execution.ts';
import { forCommands, meantPods } from './pods/select-pods.ts';
import { readResourceArgs } from './select-objects.ts';
import { podRunningTimeoutFlag } from './shared-flags.ts';

const flags = {
  container: {
    type: 'string',
    short: 'c',
    description:
      'Container name. If omitted, use the kubectl.kubernetes.io/default-container annotation for selecting the container to be attached or the first container in the pod will be chosen',
  },
  filename: { type: 'list', short: 'f', description: 'to use to exec into the resource' },
  ...podRunningTimeoutFlag('1m0s'),
  quiet: { type: 'bool', short: 'q', description: 'Only print output from the remote session' },
  stdin: { type: 'bool', short: 'i', description: 'Pass stdin to the container' },
  tty: { type: 'bool', short: 't', description: 'Stdin is a TTY' },
} as const;

export const command = defineCommand({
  usage: 'exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  long: 'Execute a command in a container.',
  examples: `
# Get output from running the 'date' command from pod mypod, using the first container by default
berth exec mypod -- date

# Get output from running the 'date' command in ruby-container from pod mypod
berth exec mypod -c ruby-container -- date

# Switch to raw terminal mode; sends stdin to 'bash' in ruby-container from pod mypod
# and sends stdout/stderr from 'bash' back to the client
berth exec mypod -c ruby-container -i -t -- bash -il

# List contents of /usr from the first container of pod mypod and sort by modification time
# If the command you want to execute in the pod has any flags in common (e.g. -i),
# you must use two dashes (--) to separate your command's flags/arguments
# Also note, do not surround your command and its flags/arguments with quotes
# unless that is how you would execute it normally (i.e., do ls -t /usr, not "ls -t /usr")
berth exec mypod -i -t -- ls -t /usr

# Get output from running 'date' command from the first pod of the deployment mydeployment, using the first container by default
berth exec deploy/mydeployment -- date

# Get output from running 'date' command from the first pod of the service myservice, using the first container by default
berth exec svc/myservice -- date`,
  flags,
  run: async (invocation, world) => {
    const { flags } = invocation;
    const { word, command } = wordsOf(invocation);
    const subject = word === undefined ? await subjectOfFile(invocation, world) : { word };
    const runtime = await invocation.runtime();
    const request = { namespace: invocation.namespace, ...subject, timeout: flags.podRunningTimeout };
    const [pod] = (await meantPods(runtime, request, forCommands, world)).pods;
    if (pod === undefined) throw new CliError('usage', 'expected a resource');
    const container = containerOf(pod, flags, world);
    const begin: Parameters<typeof runExecution>[0] = async (streams) =>
      runtime.exec(containerRef(pod, container), { command, ...streams }).catch((error: unknown) => {
        if (!(error instanceof RuntimeError) || error.code !== 'conflict') throw error;
        const reason = `container not found (${JSON.stringify(container)})`;
        throw new CliError('notPossible', `unable to upgrade connection: ${reason}`, { cause: error });
      });
    const code = await runExecution(begin, sessionOf(flags, world), world);
    if (code !== 0) world.stderr.write(`command terminated with exit code ${code}\n`);
    return code;
  },
});

type ExecInvocation = Invocation<typeof flags>;

/** kubectl wants the dashes, so that no flag of the command is taken for its own. */
const wordsOf = (invocation: ExecInvocation): { word: string | undefined; command: readonly string[] } => {
  const { args, argsBeforeDash, flags } = invocation;
  const word = argsBeforeDash === 0 ? undefined : args[0];
  if (word === undefined && flags.filename.length === 0) {
    throw new CliError('usage', 'pod, type/name or --filename must be specified');
  }
  if (argsBeforeDash === undefined && args.length > 1) {
    throw usageError(
      invocation,
      'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead',
    );
  }
  const command = args.slice(argsBeforeDash ?? (word === undefined ? 0 : 1));
  if (command.length === 0) {
    throw new CliError('usage', 'you must specify at least one command for the container');
  }
  return { word, command };
};

/** What the first object of a file is called. */
const subjectOfFile = async (
  { flags, namespace, namespaceGiven }: ExecInvocation,
  world: World,
): Promise<{ word: string; namespace: string }> => {
  const naming = { filename: flags.filename, kustomize: '', recursive: false };
  const named = await readResourceArgs({ args: [], flags: naming, namespace, namespaceGiven }, world);
  const [target, ...more] = 'targets' in named ? named.targets : [];
  if (more.length > 0) throw new CliError('usage', 'cannot exec into multiple objects at a time');
  if (target === undefined) throw new CliError('usage', 'no objects passed to exec');
  return { word: `${target.type.plural}/${target.name}`, namespace: target.namespace ?? namespace };
};

const containerOf = (
  pod: ObservedPod,
  { container, quiet }: ExecInvocation['flags'],
  { stderr }: Pick<World, 'stderr'>,
): string => {
  const phase = phaseOf(pod);
  if (phase === 'Succeeded' || phase === 'Failed') {
    const reason = `cannot exec into a container in a completed pod; current phase is ${phase}`;
    throw new CliError('notPossible', reason);
  }
  return meantContainer(pod, container, (text) => (quiet ? undefined : stderr.write(text)));
};

/** A terminal needs one at this end. */
const sessionOf = (
  { stdin, tty, quiet }: ExecInvocation['flags'],
  world: Pick<World, 'stdin' | 'stderr'>,
): { stdin: boolean; tty: boolean } => {
  if (!stdin || !tty || world.stdin.isTTY) return { stdin, tty: stdin && tty };
  if (!quiet) {
    world.stderr.write('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  }
  return { stdin, tty: false };
};
