import { expect, it } from 'vitest';
import { inDependencyOrder } from '../../../src/manifest/order.ts';
import { resourceTypes } from '../../../src/model/resource-types.ts';

const document = (kind: string, name = 'a') => ({ resource: { apiVersion: 'v1', kind, metadata: { name } } });

const kindsIn = (documents: readonly { resource: { kind: string } }[]) =>
  documents.map(({ resource }) => resource.kind);

it('what others need comes first', () => {
  const shuffled = ['Ingress', 'Deployment', 'Service', 'PersistentVolumeClaim', 'ConfigMap', 'Namespace'];
  expect(kindsIn(inDependencyOrder(shuffled.map((kind) => document(kind))))).toEqual([
    'Namespace',
    'ConfigMap',
    'PersistentVolumeClaim',
    'Service',
    'Deployment',
    'Ingress',
  ]);
});

it('objects of one kind stay in the order of the manifest', () => {
  const documents = ['c', 'a', 'b'].map((name) => document('Pod', name));
  expect(inDependencyOrder(documents)).toEqual(documents);
});

it('every kind that berth knows has its place', () => {
  const kinds = resourceTypes.map(({ kind }) => kind);
  const ordered = kindsIn(inDependencyOrder([...kinds, 'Unknown'].map((kind) => document(kind))));
  expect(ordered.at(-1)).toBe('Unknown');
});
