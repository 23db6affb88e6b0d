import type { StoredRecord } from '../../model/record.ts';
import type { Resource } from '../../model/resource.ts';
import { storedObject } from './stored.ts';

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** A claim is as good as bound: its volume is made when the first pod wants it. */
export const claimObject = (record: StoredRecord): Resource => {
  const object = storedObject(record);
  const spec = object['spec'];
  const { namespace = '', name } = object.metadata;
  return {
    ...object,
    spec: { ...(typeof spec === 'object' ? spec : {}), volumeName: `${name}.${namespace}.claim` },
    status: {
      phase: 'Bound',
      accessModes: fieldOf(spec, 'accessModes'),
      capacity: fieldOf(fieldOf(spec, 'resources'), 'requests'),
    },
  };
};
