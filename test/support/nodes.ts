import { labelsOfMachine, type Machine, type ObservedNode } from '../../src/model/node.ts';
import type { Labels } from '../../src/model/selector.ts';

/** A machine with four cores and eight gibibytes. */
const MACHINE: Machine = {
  os: 'linux',
  architecture: 'amd64',
  cpus: 4,
  memory: 8 * 2 ** 30,
  osImage: 'Debian GNU/Linux 12 (bookworm)',
  kernelVersion: '6.1.0',
  engine: 'docker://28.5.1',
  hostName: 'workstation',
  id: 'ABCD:EFGH',
  address: '172.18.0.1',
};

export const nodeOf = (node: Partial<ObservedNode> & { labels?: Labels } = {}): ObservedNode => ({
  machine: MACHINE,
  enforcesRequests: false,
  namespaces: new Map(),
  ...node,
  labels: { ...labelsOfMachine(MACHINE), ...node.labels },
});
