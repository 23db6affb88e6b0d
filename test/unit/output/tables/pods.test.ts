import { describe, expect, test } from 'vitest';
import { podTable } from '../../../../src/output/tables/pods.ts';

const NOW = Date.UTC(2026, 0, 1, 1);
const ENDED = '2026-01-01T00:54:30Z';

const running = { ready: true, restartCount: 0, state: { running: {} } };
const waiting = (reason?: string) => ({ state: { waiting: reason === undefined ? {} : { reason } } });
const ended = (terminated: object) => ({ state: { terminated } });
const lastEnded = { lastState: { terminated: { finishedAt: ENDED } } };

interface Case {
  name: string;
  containers?: number;
  init?: object[];
  status: {
    initContainerStatuses?: object[];
    containerStatuses?: object[];
    [field: string]: unknown;
  };
  metadata?: object;
  /** READY STATUS RESTARTS */
  cells: [string, string, string];
}

const named = (statuses: object[] | undefined, prefix: string) =>
  (statuses ?? []).map((status, index) => ({ name: `${prefix}${index}`, ...status }));

const sidecar = { restartPolicy: 'Always' };

const cases: Case[] = [
  { name: 'pending', status: { phase: 'Pending' }, cells: ['0/1', 'Pending', '0'] },
  {
    name: 'its reason goes before its phase',
    status: { phase: 'Failed', reason: 'Evicted' },
    cells: ['0/1', 'Evicted', '0'],
  },
  {
    name: 'gated',
    status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', reason: 'SchedulingGated' }] },
    cells: ['0/1', 'SchedulingGated', '0'],
  },
  {
    name: 'being made',
    status: { phase: 'Pending', containerStatuses: [waiting('ContainerCreating')] },
    cells: ['0/1', 'ContainerCreating', '0'],
  },
  {
    name: 'running',
    status: { phase: 'Running', containerStatuses: [running] },
    cells: ['1/1', 'Running', '0'],
  },
  {
    name: 'running, not ready',
    status: { phase: 'Running', containerStatuses: [{ ...running, ready: false }] },
    cells: ['0/1', 'Running', '0'],
  },
  {
    name: 'two containers, one crashing',
    containers: 2,
    status: {
      phase: 'Running',
      containerStatuses: [running, { ...waiting('CrashLoopBackOff'), restartCount: 3, ...lastEnded }],
    },
    cells: ['1/2', 'CrashLoopBackOff', '3 (5m30s ago)'],
  },
  {
    name: 'the first container that does not run gives the status',
    containers: 2,
    status: { phase: 'Pending', containerStatuses: [waiting('ErrImagePull'), waiting('ContainerCreating')] },
    cells: ['0/2', 'ErrImagePull', '0'],
  },
  {
    name: 'restarted, but when is not known',
    status: { phase: 'Running', containerStatuses: [{ ...running, restartCount: 2 }] },
    cells: ['1/1', 'Running', '2'],
  },
  {
    name: 'restarted',
    status: { phase: 'Running', containerStatuses: [{ ...running, restartCount: 2, ...lastEnded }] },
    cells: ['1/1', 'Running', '2 (5m30s ago)'],
  },
  {
    name: 'completed',
    status: { phase: 'Succeeded', containerStatuses: [ended({ exitCode: 0, reason: 'Completed' })] },
    cells: ['0/1', 'Completed', '0'],
  },
  {
    name: 'one completed, one runs, pod ready',
    containers: 2,
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [ended({ exitCode: 0, reason: 'Completed' }), running],
    },
    cells: ['1/2', 'Running', '0'],
  },
  {
    name: 'one completed, one runs, pod not ready',
    containers: 2,
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [ended({ exitCode: 0, reason: 'Completed' }), running],
    },
    cells: ['1/2', 'NotReady', '0'],
  },
  {
    name: 'ended with a code',
    status: { phase: 'Failed', containerStatuses: [ended({ exitCode: 3 })] },
    cells: ['0/1', 'ExitCode:3', '0'],
  },
  {
    name: 'ended by a signal',
    status: { phase: 'Failed', containerStatuses: [ended({ exitCode: 137, signal: 9 })] },
    cells: ['0/1', 'Signal:9', '0'],
  },
  {
    name: 'terminating',
    metadata: { deletionTimestamp: ENDED },
    status: { phase: 'Running', containerStatuses: [running] },
    cells: ['1/1', 'Terminating', '0'],
  },
  {
    name: 'deleted after it completed',
    metadata: { deletionTimestamp: ENDED },
    status: { phase: 'Succeeded', containerStatuses: [ended({ exitCode: 0, reason: 'Completed' })] },
    cells: ['0/1', 'Completed', '0'],
  },
  {
    name: 'deleted on a node that is lost',
    metadata: { deletionTimestamp: ENDED },
    status: { phase: 'Running', reason: 'NodeLost', containerStatuses: [running] },
    cells: ['1/1', 'Unknown', '0'],
  },
  {
    name: 'the second init container runs',
    init: [{}, {}],
    status: { phase: 'Pending', initContainerStatuses: [ended({ exitCode: 0 }), { state: { running: {} } }] },
    cells: ['0/1', 'Init:1/2', '0'],
  },
  {
    name: 'an init container waits for its image',
    init: [{}],
    status: { phase: 'Pending', initContainerStatuses: [waiting('ImagePullBackOff')] },
    cells: ['0/1', 'Init:ImagePullBackOff', '0'],
  },
  {
    name: 'an init container waits for its turn',
    init: [{}],
    status: { phase: 'Pending', initContainerStatuses: [waiting('PodInitializing')] },
    cells: ['0/1', 'Init:0/1', '0'],
  },
  {
    name: 'an init container failed',
    init: [{}],
    status: {
      phase: 'Pending',
      initContainerStatuses: [{ ...ended({ exitCode: 1, reason: 'Error' }), restartCount: 4, ...lastEnded }],
    },
    cells: ['0/1', 'Init:Error', '4 (5m30s ago)'],
  },
  {
    name: 'an init container failed with nothing but a code',
    init: [{}],
    status: { phase: 'Pending', initContainerStatuses: [ended({ exitCode: 7 })] },
    cells: ['0/1', 'Init:ExitCode:7', '0'],
  },
  {
    name: 'an init container was killed',
    init: [{}],
    status: { phase: 'Pending', initContainerStatuses: [ended({ exitCode: 137, signal: 9 })] },
    cells: ['0/1', 'Init:Signal:9', '0'],
  },
  {
    name: 'restarts of init containers do not count once the pod runs',
    init: [{}],
    status: {
      phase: 'Running',
      initContainerStatuses: [{ ...ended({ exitCode: 0 }), restartCount: 9 }],
      containerStatuses: [{ ...running, restartCount: 1 }],
    },
    cells: ['1/1', 'Running', '1'],
  },
  {
    name: 'a sidecar counts as a container',
    init: [sidecar],
    status: {
      phase: 'Running',
      initContainerStatuses: [{ ...running, started: true, restartCount: 5 }],
      containerStatuses: [{ ...running, restartCount: 1 }],
    },
    cells: ['2/2', 'Running', '6'],
  },
  {
    name: 'a sidecar that has not started holds up the rest',
    init: [sidecar, {}],
    status: {
      phase: 'Pending',
      initContainerStatuses: [{ ...running, ready: false, started: false }, waiting('PodInitializing')],
    },
    cells: ['0/2', 'Init:0/2', '0'],
  },
  {
    name: 'an initialized pod shows its containers though an init container ended badly later',
    init: [sidecar],
    status: {
      phase: 'Running',
      conditions: [{ type: 'Initialized', status: 'True' }],
      initContainerStatuses: [{ ...ended({ exitCode: 1, reason: 'Error' }), restartCount: 1 }],
      containerStatuses: [running],
    },
    cells: ['1/2', 'Init:Error', '1'],
  },
];

const podOf = ({ containers = 1, init, status, metadata }: Omit<Case, 'name' | 'cells'>) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', ...metadata },
  spec: {
    containers: Array.from({ length: containers }, () => ({})),
    initContainers: named(init, 'init'),
  },
  status: {
    ...status,
    initContainerStatuses: named(status.initContainerStatuses, 'init'),
    containerStatuses: named(status.containerStatuses, 'c'),
  },
});

describe('ready, status and restarts of a pod', () => {
  test.each(cases)('$name', ({ cells, ...given }) => {
    expect(podTable.row(podOf(given), NOW).slice(1, 4)).toEqual(cells);
  });
});

test('the wide columns of a pod', () => {
  const empty = podOf({ status: {} });
  expect(podTable.row(empty, NOW).slice(5)).toEqual(['<none>', '<none>', '<none>', '<none>']);
  const pod = {
    ...empty,
    spec: { nodeName: 'box', readinessGates: [{ conditionType: 'a' }, { conditionType: 'b' }] },
    status: { podIP: '10.0.0.7', nominatedNodeName: 'other', conditions: [{ type: 'b', status: 'True' }] },
  };
  expect(podTable.row(pod, NOW).slice(5)).toEqual(['10.0.0.7', 'box', 'other', '1/2']);
});
