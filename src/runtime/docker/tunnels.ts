import { randomBytes } from 'node:crypto';
import { Duplex } from 'node:stream';
import type { Docker } from './docker.ts';
import { MANAGED, TUNNEL } from '../../model/labels.ts';
import type { PodRef } from '../../model/pod.ts';
import { type Runtime, RuntimeError } from '../driver.ts';
import { dig } from './dig.ts';
import type { Engine } from './engine.ts';
import { httpStatus, toRuntimeError, unlessStatus } from './errors.ts';
import { readFrames } from './frames.ts';
import { networkHolder } from './sandboxed-pod.ts';

/**
 * Connections into pods by way of the engine alone, so that it may be on another machine: a container of the tools
 * image in the pod's network, and one command in it for each connection.
 */

/** The container of one run of a pod. It ends by itself when `hold` does, however berth ends. */
interface Gate {
  readonly id: string;
  readonly hold: Duplex;
  readonly runOfPod: string;
}

/** A pod that starts again has another network, in which its old gate is not. */
const presentRun = async (docker: Docker, pod: PodRef): Promise<string> => {
  const { State: state } = await docker.getContainer(pod.id).inspect();
  if (!state.Running || state.Restarting) {
    throw new RuntimeError('conflict', `pod "${pod.namespace}/${pod.name}" is not running`);
  }
  return state.StartedAt;
};

const gateName = ({ namespace, name }: PodRef): string =>
  `${name}.${namespace}.tunnel.${randomBytes(4).toString('hex')}`;

const openGate = async (docker: Docker, pod: PodRef, runOfPod: string, toolsImage: string): Promise<Gate> => {
  const config = {
    Image: toolsImage,
    // Ends with its input.
    Entrypoint: ['cat'],
    Cmd: [],
    AttachStdin: true,
    OpenStdin: true,
    StdinOnce: true,
    Labels: { [MANAGED]: 'true', [TUNNEL]: `${pod.namespace}/${pod.name}` },
    HostConfig: {
      NetworkMode: `container:${pod.id}`,
      AutoRemove: true,
      CapDrop: ['ALL'],
      LogConfig: { Type: 'none' },
    },
  };
  const created = await docker.post('/containers/create', config, { name: gateName(pod) });
  const id = String(dig(created, 'Id'));
  const container = docker.getContainer(id);
  try {
    const hold = await container.attach({ stream: true, stdin: true });
    hold.on('error', () => undefined).resume();
    await container.start();
    return { id, hold, runOfPod };
  } catch (error) {
    await container.remove({ force: true }).catch(unlessStatus(404, 409));
    throw error;
  }
};

const closeGate = async (docker: Docker, { id, hold }: Gate): Promise<void> => {
  hold.destroy();
  // 409: it removes itself just now.
  await docker.getContainer(id).remove({ force: true }).catch(unlessStatus(404, 409));
};

/** `nc: can't connect to remote host (127.0.0.1): Connection refused` */
const troubleOf = (complaint: string): string => complaint.trim().replace(/^.*: /s, '');

const connectionOf = (stream: Duplex, address: string): Duplex => {
  const frames = readFrames(stream);
  let complaint = '';
  const readOn = async (connection: Duplex): Promise<void> => {
    for (;;) {
      const { done, value } = await frames.next();
      if (done === true) break;
      if (value.stream === 'stdout') {
        connection.push(value.bytes);
        return;
      }
      complaint += value.bytes.toString();
    }
    if (complaint === '') connection.push(null);
    else connection.destroy(new RuntimeError('failed', troubleOf(complaint)));
  };
  const connection = new Duplex({
    read() {
      readOn(this).catch((error: unknown) => this.destroy(toRuntimeError(error, address)));
    },
    write: (bytes, _, done) => stream.write(bytes, done),
    final: (done) => stream.end(done),
    destroy: (error, done) => {
      stream.destroy();
      done(error);
    },
  });
  // Who writes to a connection that has ended is told so by the write.
  stream.on('error', () => undefined);
  return connection;
};

const dial = async (docker: Docker, { id }: Gate, port: number, address: string): Promise<Duplex> => {
  const exec = await docker.getContainer(id).exec({
    Cmd: ['nc', '127.0.0.1', String(port)],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  });
  return connectionOf(await exec.start({ Tty: false }), address);
};

/** Someone else ended or removed the container. */
const isGone = (error: unknown): boolean => httpStatus(error) === 404 || httpStatus(error) === 409;

export const createTunnels = (engine: Engine): Pick<Runtime, 'openTunnel'> => ({
  openTunnel: (named, toolsImage) =>
    engine.ask(async (docker, { address }) => {
      const pod = await networkHolder(docker, named);
      const open = async (): Promise<Gate> =>
        openGate(docker, pod, await presentRun(docker, pod), toolsImage);
      let gate = Promise.resolve(await open());

      /** Of several that find the gate useless, one opens the next. */
      const replace = (useless: Promise<Gate>): Promise<Gate> => {
        if (gate !== useless) return gate;
        gate = useless.then(async (old) => {
          await closeGate(docker, old).catch(() => undefined);
          return open();
        });
        // The one that is tried next may be more lucky.
        gate.catch(() => (gate = useless));
        return gate;
      };

      const connect = async (port: number): Promise<Duplex> => {
        const used = gate;
        const [run, { runOfPod }] = await Promise.all([presentRun(docker, pod), used]);
        const present = run === runOfPod ? used : replace(used);
        try {
          return await dial(docker, await present, port, address);
        } catch (error) {
          if (!isGone(error)) throw error;
          return dial(docker, await replace(present), port, address);
        }
      };

      return {
        connect: (port) => engine.ask(() => connect(port)),
        close: () => engine.ask(async () => closeGate(docker, await gate)),
      };
    }),
});
