import { ENFORCE_REQUESTS } from '../../model/labels.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { uuidOf } from '../../model/hash.ts';
import { labelsOfMachine, type Machine, NODE_NAME, type ObservedNode } from '../../model/node.ts';
import type { StoredRecord } from '../../model/record.ts';
import type { ObjectRef, Resource } from '../../model/resource.ts';
import { timestamp } from '../../model/timestamp.ts';
import { findRecord } from '../observe.ts';
import { storedObject } from './stored.ts';

/** The machine as a node. What its record adds are the labels and annotations that someone gave it. */

export const NODE_REF: ObjectRef = { kind: 'Node', namespace: '', name: NODE_NAME };

/** The node before anyone changed anything about it. */
export const newNode = (): Resource => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: NODE_NAME } });

const given = (records: readonly StoredRecord[]): Resource => {
  const record = findRecord(records, NODE_REF);
  return record === undefined || record.deleted ? newNode() : storedObject(record);
};

const namespaceLabels = (records: readonly StoredRecord[]): ObservedNode['namespaces'] =>
  new Map(
    records
      .filter(({ resource, deleted }) => resource.kind === 'Namespace' && !deleted)
      .map(({ resource: { metadata } }) => [metadata.name, metadata.labels ?? {}]),
  );

export const observedNode = (machine: Machine, records: readonly StoredRecord[]): ObservedNode => {
  const { labels, annotations = {} } = given(records).metadata;
  return {
    labels: { ...labels, ...labelsOfMachine(machine) },
    machine,
    enforcesRequests: annotations[ENFORCE_REQUESTS] === 'true',
    namespaces: namespaceLabels(records),
  };
};

/** All that there is can be given to pods. */
const capacity = ({ cpus, memory }: Machine): object => ({
  cpu: String(cpus),
  memory: `${Math.floor(memory / 1024)}Ki`,
});

const addresses = ({ address, hostName }: Machine): object[] => [
  ...(address === undefined ? [] : [{ type: 'InternalIP', address }]),
  { type: 'Hostname', address: hostName },
];

/** berth is what the kubelet and the proxy of nodes are elsewhere. */
const VERSION = `v${packageJson.version}`;

const statusOf = (machine: Machine, now: number, since: string): object => ({
  addresses: addresses(machine),
  allocatable: capacity(machine),
  capacity: capacity(machine),
  conditions: [
    {
      type: 'Ready',
      status: 'True',
      lastHeartbeatTime: timestamp(now),
      lastTransitionTime: since,
      reason: 'EngineReady',
      message: 'the engine answers',
    },
  ],
  nodeInfo: {
    architecture: machine.architecture,
    bootID: '',
    containerRuntimeVersion: machine.engine,
    kernelVersion: machine.kernelVersion,
    kubeProxyVersion: VERSION,
    kubeletVersion: VERSION,
    machineID: machine.id,
    operatingSystem: machine.os,
    osImage: machine.osImage,
    systemUUID: '',
  },
});

const nodeObject = (machine: Machine, records: readonly StoredRecord[], now: number): Resource => {
  const node = given(records);
  const { labels, uid = uuidOf(`Node ${machine.id}`) } = node.metadata;
  const since = timestamp(machine.since ?? now);
  return {
    ...node,
    metadata: {
      ...node.metadata,
      uid,
      creationTimestamp: since,
      labels: { ...labels, ...labelsOfMachine(machine) },
    },
    spec: { ...Object(node['spec']) },
    status: statusOf(machine, now, since),
  };
};

/** The one that there is, where the engine was asked, and what manifests call nodes besides. */
export const nodeObjects = (
  machine: Machine | undefined,
  records: readonly StoredRecord[],
  now: number,
): Resource[] => [
  ...(machine === undefined ? [] : [nodeObject(machine, records, now)]),
  ...records
    .filter(({ resource, deleted }) => resource.kind === NODE_REF.kind && !deleted)
    .filter(({ resource }) => resource.metadata.name !== NODE_NAME)
    .map(storedObject),
];
