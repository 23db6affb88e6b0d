import { randomBytes } from 'node:crypto';
import { DEBUGGER, MANAGED, POD_UID } from '../../model/labels.ts';
import type { PodRef } from '../../model/pod.ts';
import { type DebugRequest, type DebugSubject, type Runtime, RuntimeError } from '../driver.ts';
import { dig } from './dig.ts';
import type { Docker } from './docker.ts';
import type { Engine } from './engine.ts';
import type { ContainerInspectInfo } from './docker-types.ts';
import { unlessStatus } from './errors.ts';
import { attachmentOf } from './executions.ts';
import { removeContainer } from './pod-container.ts';
import { networkHolder } from './sandboxed-pod.ts';

/** Containers for a look from inside of a pod or of the machine. They are gone once they have ended. */

interface Surroundings {
  /** The container's name, after its own. */
  readonly place: string;
  /** By what it is found again. */
  readonly label: string;
  readonly settings: object;
}

const running = async (docker: Docker, { id, namespace, name }: PodRef): Promise<ContainerInspectInfo> => {
  const found = await docker.getContainer(id).inspect();
  if (found.State.Running && !found.State.Restarting) return found;
  throw new RuntimeError('conflict', `pod "${namespace}/${name}" is not running`);
};

/** The machine's files lie at /host, as with kubectl. */
const OF_NODE: Surroundings = {
  place: 'node',
  label: 'node',
  settings: { NetworkMode: 'host', PidMode: 'host', IpcMode: 'host', Binds: ['/:/host'] },
};

const surroundingsOf = async (docker: Docker, subject: DebugSubject): Promise<Surroundings> => {
  if (subject.kind === 'node') return OF_NODE;
  const { pod, processesOf } = subject;
  const holder = await networkHolder(docker, pod);
  const [present] = await Promise.all([
    running(docker, holder),
    ...(processesOf === undefined ? [] : [running(docker, processesOf)]),
  ]);
  return {
    place: `${pod.name}.${pod.namespace}`,
    label: present.Config.Labels?.[POD_UID] ?? '',
    settings: {
      NetworkMode: `container:${holder.id}`,
      ...(processesOf === undefined ? {} : { PidMode: `container:${processesOf.id}` }),
    },
  };
};

/** What is not said is as the image has it. */
const configOf = (request: DebugRequest, { label, settings }: Surroundings): object => {
  const { image, command, args, env, stdin, terminal, rights } = request;
  return {
    Image: image,
    ...(command === undefined ? {} : { Entrypoint: command }),
    ...(args === undefined ? {} : { Cmd: args }),
    Env: env,
    Tty: terminal,
    AttachStdin: stdin,
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: stdin,
    StdinOnce: stdin,
    Labels: { [MANAGED]: 'true', [DEBUGGER]: label },
    HostConfig: {
      ...settings,
      AutoRemove: true,
      CapAdd: rights.add,
      CapDrop: rights.drop,
      Privileged: rights.privileged,
      SecurityOpt: rights.drop.includes('ALL') ? ['no-new-privileges'] : [],
    },
  };
};

/** What looks at a pod goes with it: the network that it is in would outlive the pod otherwise. */
export const removeDebuggers = async (docker: Docker, uid: string): Promise<void> => {
  const filters = { label: [`${DEBUGGER}=${uid}`] };
  const left = await docker.listContainers({ all: true, filters });
  await Promise.all(left.map(({ Id: id }) => removeContainer(docker, id)));
};

export const createDebuggers = (engine: Engine): Pick<Runtime, 'debug'> => ({
  debug: (subject, request) =>
    engine.ask(async (docker, { address }) => {
      const surroundings = await surroundingsOf(docker, subject);
      // The engine may still be removing the last one of that name.
      const name = `${request.name}.${surroundings.place}.${randomBytes(4).toString('hex')}`;
      const created = await docker.post('/containers/create', configOf(request, surroundings), { name });
      const container = docker.getContainer(String(dig(created, 'Id')));
      try {
        const streams = { stdin: request.stdin, stdout: true, stderr: true };
        const stream = await container.attach({ stream: true, ...streams });
        await container.start();
        return attachmentOf(engine, stream, request.terminal, address, (size) => container.resize(size));
      } catch (error) {
        await container.remove({ force: true }).catch(unlessStatus(404, 409));
        throw error;
      }
    }),
});
