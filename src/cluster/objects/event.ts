import { NODE_NAME } from '../../model/node.ts';
import type { Occurrence } from '../../model/occurrence.ts';
import { resourceTypeOfKind } from '../../model/resource-types.ts';
import type { Resource } from '../../model/resource.ts';
import { uuidOf } from '../../model/hash.ts';
import { timestamp } from '../../model/timestamp.ts';

/** Things that belong to no namespace happen in this one. */
const CLUSTER_NAMESPACE = 'default';

/** Events of one object are listed in the order of their names. The last digits tell apart what several commands wrote. */
const inNanoseconds = (milliseconds: number, identity: string): bigint =>
  BigInt(Math.round(milliseconds * 1_000)) * 1_000n +
  BigInt(Number.parseInt(uuidOf(identity).slice(0, 8), 16) % 1_000);

/** An Event as an API server would show it. */
export const eventObject = ({
  object,
  type,
  reason,
  message,
  component,
  first,
  last,
  count,
}: Occurrence): Resource => {
  const namespace = object.namespace === '' ? CLUSTER_NAMESPACE : object.namespace;
  const identity = `${object.kind} ${namespace} ${object.name} ${type} ${reason} ${message}`;
  const name = `${object.name}.${inNanoseconds(first, identity).toString(16)}`;
  const { fieldPath, uid } = object;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace, uid: uuidOf(`${identity} ${first}`), creationTimestamp: timestamp(first) },
    involvedObject: {
      apiVersion: resourceTypeOfKind(object.kind)?.apiVersion ?? 'v1',
      kind: object.kind,
      name: object.name,
      namespace: object.namespace,
      ...(uid === undefined ? {} : { uid }),
      ...(fieldPath === undefined ? {} : { fieldPath }),
    },
    type,
    reason,
    message,
    count,
    firstTimestamp: timestamp(first),
    lastTimestamp: timestamp(last),
    eventTime: null,
    source: component === 'kubelet' ? { component, host: NODE_NAME } : { component },
    reportingComponent: component,
    reportingInstance: component === 'kubelet' ? NODE_NAME : '',
  };
};
