import { stat } from 'node:fs/promises';
import { basename, join, posix, resolve } from 'node:path';
import { defineCommand, type Invocation } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import { containerRef, observedContainers } from '../model/containers.ts';
import type { PodRef } from '../model/pod.ts';
import { type Runtime, RuntimeError } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { type FileSpec, parseFileSpec } from './cp/file-spec.ts';
import { localFiles } from './cp/local-files.ts';
import { storeFiles } from './cp/store-files.ts';
import { meantContainer } from './pods/choose-container.ts';
import { forCommands, meantPods } from './pods/select-pods.ts';
import { faultOf } from './read-text-file.ts';

const flags = {
  container: {
    type: 'string',
    short: 'c',
    description:
      'Container name. If omitted, use the kubectl.kubernetes.io/default-container annotation for selecting the container to be attached or the first container in the pod will be chosen',
  },
  'no-preserve': {
    type: 'bool',
    description:
      "The copied file/directory's ownership and permissions will not be preserved in the container",
  },
  retries: {
    type: 'int',
    description:
      'Set number of retries to complete a copy operation from a container. Specify 0 to disable or any negative value for infinite retrying. The default is 0 (no retry).',
  },
} as const;

export const command = defineCommand({
  usage: 'cp <file-spec-src> <file-spec-dest>',
  long: `
Copy files and directories to and from containers.

Nothing is needed in the image of the container, and the container does not have to run. Permissions are kept both ways. Symbolic links are kept on the way into a container and left out on the way out of it, unless a link is named itself: then what it leads to is copied.`,
  examples: `
# Copy /tmp/foo_dir local directory to /tmp/bar_dir in a remote pod in the default namespace
berth cp /tmp/foo_dir <some-pod>:/tmp/bar_dir

# Copy /tmp/foo local file to /tmp/bar in a remote pod in a specific container
berth cp /tmp/foo <some-pod>:/tmp/bar -c <specific-container>

# Copy /tmp/foo local file to /tmp/bar in a remote pod in namespace <some-namespace>
berth cp /tmp/foo <some-namespace>/<some-pod>:/tmp/bar

# Copy /tmp/foo from a remote pod to /tmp/bar locally
berth cp <some-namespace>/<some-pod>:/tmp/foo /tmp/bar

# Copy /tmp/foo local file to /tmp/bar in a remote pod, and let it belong to the user of the container
berth cp --no-preserve /tmp/foo <some-pod>:/tmp/bar`,
  flags,
  run: async (invocation, world) => {
    const [source, destination, ...more] = invocation.args;
    if (source === undefined || destination === undefined || more.length > 0) {
      throw new CliError('usage', 'source and destination are required');
    }
    const from = parseFileSpec(source);
    const to = parseFileSpec(destination);
    if (from.pod !== undefined && to.pod !== undefined) {
      throw new CliError('usage', 'one of src or dest must be a local file specification');
    }
    if (from.path === '' || to.path === '') throw new CliError('usage', 'filepath can not be empty');
    if (from.pod !== undefined) await copyFromPod(invocation, from, to.path, world);
    else if (to.pod !== undefined) await copyToPod(invocation, from.path, to, world);
    else throw new CliError('usage', 'one of src or dest must be a remote file specification');
    return 0;
  },
});

type CpInvocation = Invocation<typeof flags>;

/** There is something of it on the engine. */
const containerOf = async (
  runtime: Runtime,
  { flags, namespace }: CpInvocation,
  spec: FileSpec,
  world: World,
): Promise<PodRef> => {
  const request = { word: `pods/${spec.pod}`, namespace: spec.namespace ?? namespace, timeout: 0 };
  const [pod] = (await meantPods(runtime, request, forCommands, world)).pods;
  if (pod === undefined) throw new CliError('usage', 'expected a resource');
  const container = meantContainer(pod, flags.container, (text) => world.stderr.write(text));
  if (!observedContainers(pod).some(({ name }) => name === container)) {
    throw new CliError('notPossible', `container not found (${JSON.stringify(container)})`);
  }
  return containerRef(pod, container);
};

const isThere = (path: string): Promise<{ isFolder: boolean } | undefined> =>
  stat(path).then(
    (stats) => ({ isFolder: stats.isDirectory() }),
    () => undefined,
  );

/** What the file system of this machine says, in kubectl's words. */
const localTrouble = (error: unknown): unknown => {
  const fault = faultOf(error);
  if (fault === undefined || !(error instanceof Error) || !('path' in error && 'syscall' in error))
    return error;
  return new CliError('file', `${String(error.syscall)} ${String(error.path)}: ${fault}`, { cause: error });
};

const copyToPod = async (
  invocation: CpInvocation,
  path: string,
  to: FileSpec,
  world: World,
): Promise<void> => {
  const source = resolve(world.cwd, path);
  if ((await isThere(source)) === undefined) {
    throw new CliError('usage', `${path} doesn't exist in local filesystem`);
  }
  const runtime = await invocation.runtime();
  const container = await containerOf(runtime, invocation, to, world);
  const isFolder = (await runtime.statFile(container, to.path))?.isFolder === true;
  // `cp . pod:/there` puts what is here into that folder.
  const place = isFolder ? posix.join(to.path, basename(path)) : posix.normalize(to.path);
  const isTop = isFolder && posix.relative(to.path, place) === '';
  const files = localFiles(source, isTop ? '' : posix.basename(place), {
    modifiedAt: world.clock.now(),
    preserves: !invocation.flags.noPreserve,
    onSkipped: (skipped) =>
      world.stderr.write(
        `warning: skipping ${JSON.stringify(skipped)}: neither a file, a folder nor a link\n`,
      ),
  });
  try {
    await runtime.writeFiles(container, isTop ? to.path : posix.dirname(place), files);
  } catch (error) {
    if (error instanceof RuntimeError && error.code === 'notFound') {
      throw new CliError('file', `${place}: no such file or directory`, { cause: error });
    }
    throw localTrouble(error);
  }
};

const copyFromPod = async (
  invocation: CpInvocation,
  from: FileSpec,
  path: string,
  world: World,
): Promise<void> => {
  const runtime = await invocation.runtime();
  const container = await containerOf(runtime, invocation, from, world);
  const isFolder = (await runtime.statFile(container, from.path))?.isFolder;
  if (isFolder === undefined) throw new CliError('file', `${from.path}: no such file or directory`);
  const destination = resolve(world.cwd, path);
  const isInto = !isFolder && (await isThere(destination))?.isFolder === true;
  const top = isInto ? join(destination, posix.basename(from.path)) : destination;
  const copy = (): Promise<void> =>
    storeFiles(runtime.readFiles(container, from.path), top, {
      onLink: (place, target) =>
        world.stderr.write(
          `warning: skipping symlink: ${JSON.stringify(place)} -> ${JSON.stringify(target)}\n`,
        ),
      onOutside: (outside) =>
        world.stderr.write(
          `warning: file ${JSON.stringify(outside)} is outside target destination, skipping\n`,
        ),
    });
  const { retries } = invocation.flags;
  for (let tried = 0; ; tried++) {
    try {
      return await copy();
    } catch (error) {
      if (!(error instanceof RuntimeError) || tried === retries) throw localTrouble(error);
      world.stderr.write(`warning: ${error.message}, trying again\n`);
    }
  }
};
