import { ENFORCE_REQUESTS } from '../../model/labels.ts';
import { labelsOfMachine, type Machine, NODE_NAME, type ObservedNode } from '../../model/node.ts';
import type { StoredRecord } from '../../model/record.ts';
import type { ObjectRef, Resource } from '../../model/resource.ts';
import { findRecord } from '../observe.ts';

/** The machine as a node. What its record adds are the labels and annotations that someone gave it. */

export const NODE_REF: ObjectRef = { kind: 'Node', namespace: '', name: NODE_NAME };

/** The node before anyone changed anything about it. */
export const newNode = (): Resource => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: NODE_NAME } });

const given = (records: readonly StoredRecord[]): Resource => {
  const record = findRecord(records, NODE_REF);
  return record === undefined || record.deleted ? newNode() : record.resource;
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
