import { randomInt } from 'node:crypto';
import { defineCommand } from '../cli/command-spec.ts';
import { phaseOf } from '../cluster/objects/pod.ts';
import { CliError } from '../model/cli-error.ts';
import { containerRef } from '../model/containers.ts';
import { NODE_NAME } from '../model/node.ts';
import type { ObservedPod } from '../model/pod.ts';
import type { DebugSubject, Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { debugCopy } from './debug/copied-pod.ts';
import { type DebugInvocation, flags } from './debug/flags.ts';
import { checkCopying, copyOf } from './debug/pod-copy.ts';
import { debugRights } from './debug/rights.ts';
import { findContainer } from './pods/choose-container.ts';
import { joinStreams, sizeOf } from './pods/run-execution.ts';
import { forCommands, meantPods } from './pods/select-pods.ts';
import { pullFor, withImage } from './pods/with-image.ts';

export const command = defineCommand({
  usage: 'debug (POD | TYPE/NAME) [ -- COMMAND [args...] ]',
  long: `
Debug cluster resources using interactive debugging containers.

A container of the image that you name joins the network of a pod that runs, and with --target the processes of one of its containers. Nothing is needed in the image of the user, and the pod goes on. The debugging container is gone once it has ended.

With node/docker it joins the machine of the Docker daemon, whose files lie at /host.

With --copy-to a copy of the pod is made and looked into: with a container more, or with other images or another command. It has no owner, and stays until it is deleted.`,
  examples: `
# Create an interactive debugging session in pod mypod and immediately attach to it.
berth debug mypod -it --image=busybox

# See the processes of the container "app", and its files in /proc/1/root
berth debug mypod -it --image=busybox --target=app --profile=general -- sh

# Create a copy of mypod with a container more, and join it
berth debug mypod -it --image=busybox --copy-to=my-debugger

# Create a copy of mypod in which the container "app" runs a shell
berth debug mypod -it --copy-to=my-debugger --container=app -- sh

# Create a copy of mypod with other images of all containers
berth debug mypod --copy-to=my-debugger --set-image=*=busybox

# Create a debug container named debugger using a custom automated debugging image.
berth debug --image=myproj/debug-tools -c debugger mypod

# Create an interactive debugging session on a node and immediately attach to it.
# The container will run in the host namespaces and the host's filesystem will be mounted at /host
berth debug node/docker -it --image=busybox`,
  flags,
  run: async (invocation, world) => {
    const { flags } = invocation;
    const { word, command } = checked(invocation);
    const rights = debugRights(flags.profile);
    const runtime = await invocation.runtime();
    const subject = await subjectOf(runtime, invocation, word, world);
    const say = (text: string): void => (flags.quiet ? undefined : world.stdout.write(text));
    const isNew = flags.container === '' && flags.image !== '';
    const name = isNew ? `debugger-${suffix()}` : flags.container;
    if (isNew && subject.kind === 'pod') say(`Defaulting debug container name to ${name}.\n`);
    const parts = command.length === 0 ? {} : flags.argumentsOnly ? { args: command } : commandParts(command);
    if (flags.copyTo !== '' && subject.kind === 'pod') {
      const copy = copyOf(subject.pod, invocation, name, parts);
      const joins = name !== '' && (invocation.given('attach') ? flags.attach : flags.stdin);
      const session = { ...flags, original: subject.pod, copy, container: joins ? name : undefined };
      await debugCopy(invocation, runtime, session, world);
      return 0;
    }

    const terminal = flags.tty && world.stdin.isTTY;
    if (flags.tty && !terminal && !flags.quiet) {
      world.stderr.write('Unable to use a TTY - input is not a terminal or the right kind of file\n');
    }
    const { image, stdin, env } = flags;
    const start = () => runtime.debug(subject, { name, image, ...parts, env, stdin, terminal, rights });
    if (flags.imagePullPolicy === 'Always') await pullFor(runtime, image, world);
    const attachment =
      flags.imagePullPolicy === 'Never' ? await start() : await withImage(runtime, image, world, start);
    if (!flags.attach) return 0;
    if (terminal) await attachment.resize(sizeOf(world)).catch(() => undefined);
    if (stdin && !flags.quiet) {
      world.stderr.write("If you don't see a command prompt, try pressing enter.\n");
    }
    await joinStreams(attachment, { stdin, tty: terminal }, world);
    return 0;
  },
});

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;

const suffix = (): string =>
  Array.from({ length: SUFFIX_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** As Kubernetes has it: a command takes the place of the image's, and its arguments with it. */
const commandParts = ([program = '', ...args]: readonly string[]) => ({ command: [program], args });

const POLICIES = ['', 'Always', 'IfNotPresent', 'Never'];

const refuse = (message: string): CliError => new CliError('usage', message);

const checked = ({
  args,
  argsBeforeDash,
  flags,
}: DebugInvocation): { word: string; command: readonly string[] } => {
  const { image, imagePullPolicy, stdin, tty } = flags;
  const words = args.slice(0, argsBeforeDash);
  const command = args.slice(words.length);
  checkCopying(flags, command);
  if (/\s/.test(image)) throw refuse(`invalid image name ${JSON.stringify(image)}: invalid reference format`);
  if (!POLICIES.includes(imagePullPolicy)) throw refuse(`invalid image pull policy: ${imagePullPolicy}`);
  if (tty && !stdin) throw refuse('-i/--stdin is required for containers with -t/--tty=true');
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) {
    throw refuse('exactly one resource must be specified for debugging');
  }
  return { word, command };
};

type Subject =
  | Extract<DebugSubject, { kind: 'node' }>
  | (Extract<DebugSubject, { kind: 'pod' }> & { readonly pod: ObservedPod });

const subjectOf = async (
  runtime: Runtime,
  { flags, namespace }: DebugInvocation,
  word: string,
  world: World,
): Promise<Subject> => {
  const [, node] = /^no(?:des?)?\/(.*)$/.exec(word) ?? [];
  if (node !== undefined) {
    if (node !== NODE_NAME) throw new CliError('notFound', `nodes ${JSON.stringify(node)} not found`);
    if (flags.target !== '') throw refuse('--target is not supported when debugging nodes.');
    return { kind: 'node' };
  }
  const request = { word, namespace, timeout: 0 };
  const [pod] = (await meantPods(runtime, request, forCommands, world)).pods;
  if (pod === undefined) throw refuse('expected a resource');
  const phase = phaseOf(pod);
  if (phase !== 'Running' && flags.copyTo === '') {
    throw new CliError('notPossible', `pod ${pod.name} is not running. Current status=${phase}`);
  }
  return { kind: 'pod', pod, ...processesOf(pod, flags, world) };
};

const processesOf = (
  pod: ObservedPod,
  { target, quiet }: DebugInvocation['flags'],
  { stdout }: Pick<World, 'stdout'>,
) => {
  if (target === '') return {};
  if (findContainer(pod, target) === undefined) {
    throw new CliError('badRequest', `container ${target} is not valid for pod ${pod.name}`);
  }
  if (!quiet) stdout.write(`Targeting container ${JSON.stringify(target)}.\n`);
  return { processesOf: containerRef(pod, target) };
};
