import type { Server, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { defineCommand } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { phaseOf } from '../cluster/objects/pod.ts';
import { CliError } from '../model/cli-error.ts';
import type { ObservedPod } from '../model/pod.ts';

import { type Runtime, RuntimeError } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { forCommands, meantPods } from './pods/select-pods.ts';
import { hostAndPort, listen, parseAddresses } from './port-forward/listen.ts';
import { openPodWay, type PodWay } from './port-forward/pod-way.ts';
import { type PortPair, portPair } from './port-forward/ports.ts';
import { podRunningTimeoutFlag } from './shared-flags.ts';

const flags = {
  address: {
    type: 'list',
    default: ['localhost'],
    description:
      'Addresses to listen on (comma separated). Only accepts IP addresses or localhost as a value. When localhost is supplied, berth will try to bind on both 127.0.0.1 and ::1 and will fail if neither of these addresses are available to bind.',
  },
  ...podRunningTimeoutFlag('1m0s'),
} as const;

export const command = defineCommand({
  usage: 'port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  long: `
Forward one or more local ports to a pod.

Use resource type/name such as deployment/mydeployment to select a pod. Resource type defaults to 'pod' if omitted.

If there are multiple pods matching the criteria, a pod will be selected automatically. A pod of a workload or a service that is replaced is followed by the one in its place; forwarding to a pod by its name ends when that pod terminates.

Connections go through the Docker daemon, also one on another machine.`,
  examples: `
# Listen on ports 5000 and 6000 locally, forwarding data to/from ports 5000 and 6000 in the pod
berth port-forward pod/mypod 5000 6000

# Listen on ports 5000 and 6000 locally, forwarding data to/from ports 5000 and 6000 in a pod selected by the deployment
berth port-forward deployment/mydeployment 5000 6000

# Listen on port 8443 locally, forwarding to the targetPort of the service's port named "https" in a pod selected by the service
berth port-forward service/myservice 8443:https

# Listen on port 8888 locally, forwarding to 5000 in the pod
berth port-forward pod/mypod 8888:5000

# Listen on port 8888 on all addresses, forwarding to 5000 in the pod
berth port-forward --address 0.0.0.0 pod/mypod 8888:5000

# Listen on port 8888 on localhost and selected IP, forwarding to 5000 in the pod
berth port-forward --address localhost,10.19.21.23 pod/mypod 8888:5000

# Listen on a random port locally, forwarding to 5000 in the pod
berth port-forward pod/mypod :5000`,
  flags,
  handlesInterrupt: true,
  endsByInterrupt: true,
  run: async (invocation, world) => {
    const { args, flags, namespace } = invocation;
    const [word, ...words] = args;
    if (word === undefined || words.length === 0) {
      throw usageError(invocation, 'TYPE/NAME and list of ports are required for port-forward');
    }
    const addresses = parseAddresses(flags.address);
    const runtime = await invocation.runtime();
    const request = { word, namespace, timeout: flags.podRunningTimeout };
    const { object, pod } = await bestPod(runtime, request, world);
    const pairs = words.map((text) => ({ text, pair: portPair(text, object, pod) }));
    const phase = phaseOf(pod);
    if (phase !== 'Running') {
      const reason = `pod is not running. Current status=${phase}`;
      throw new CliError('notPossible', `unable to forward port because ${reason}`);
    }

    const choose = async (): Promise<ObservedPod> => (await bestPod(runtime, request, world)).pod;
    const way = await openPodWay(
      runtime,
      { pod, choose: object.kind === 'Pod' ? undefined : choose, timeout: flags.podRunningTimeout },
      world,
    );
    const sockets = new Set<Socket>();
    const servers: Server[] = [];
    try {
      for (const { text, pair } of pairs) {
        const onConnection = (socket: Socket, local: number): void => {
          sockets.add(socket.once('close', () => sockets.delete(socket)));
          const portOf = (other: ObservedPod): number => portPair(text, object, other).remote;
          void handle(socket, { local, remote: pair.remote }, () => way.connect(portOf), world);
        };
        servers.push(...(await open(addresses, pair, onConnection, world)));
      }
      if (servers.length === 0) {
        const wanted = pairs.map(({ pair }) => `{${pair.local} ${pair.remote}}`).join(' ');
        throw new CliError('usage', `unable to listen on any of the requested ports: [${wanted}]`);
      }
      await way.over;
      return 0;
    } finally {
      for (const server of servers) server.close();
      for (const socket of sockets) socket.destroy();
      await way.close();
    }
  },
});

type ForwardRequest = Parameters<typeof meantPods>[1];

/** The object that is named, and the pod of it that serves best. */
const bestPod = async (runtime: Runtime, request: ForwardRequest, world: World) => {
  const { object, pods } = await meantPods(runtime, request, forCommands, world);
  const pod = pods.find(({ state, terminating }) => state === 'running' && !terminating) ?? pods[0];
  if (pod === undefined) throw new CliError('usage', 'expected a resource');
  return { object, pod };
};

const open = async (
  addresses: ReturnType<typeof parseAddresses>,
  { local, remote }: PortPair,
  onConnection: (socket: Socket, port: number) => void,
  { stdout, stderr }: Pick<World, 'stdout' | 'stderr'>,
): Promise<readonly Server[]> => {
  try {
    const { servers, hosts, port } = await listen(addresses, local, onConnection);
    for (const host of hosts) stdout.write(`Forwarding from ${hostAndPort(host, port)} -> ${remote}\n`);
    return servers;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    stderr.write(`Unable to listen on port ${local}: ${error.message}\n`);
    return [];
  }
};

const handle = async (
  socket: Socket,
  { local, remote }: PortPair,
  connect: () => ReturnType<PodWay['connect']>,
  { stdout, stderr, signal }: World,
): Promise<void> => {
  // Whoever connected may leave at any time.
  socket.on('error', () => undefined);
  stdout.write(`Handling connection for ${local}\n`);
  try {
    const connection = await connect();
    await Promise.all([pipeline(socket, connection), pipeline(connection, socket)]);
  } catch (error) {
    socket.destroy();
    if (signal.aborted || !(error instanceof RuntimeError || error instanceof CliError)) return;
    stderr.write(`error: an error occurred forwarding ${local} -> ${remote}: ${error.message}\n`);
  }
};
