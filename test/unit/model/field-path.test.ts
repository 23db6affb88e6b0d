import { expect, it } from 'vitest';
import { formatPath, type FieldPath } from '../../../src/model/field-path.ts';

it.each<[FieldPath, string]>([
  [[], ''],
  [['spec'], 'spec'],
  [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
  [['metadata', 'labels', 'app.kubernetes.io/name'], 'metadata.labels[app.kubernetes.io/name]'],
  [['data', 'a-b'], 'data.a-b'],
  [['matrix', 0, 1], 'matrix[0][1]'],
])('%j is written %j', (path, text) => {
  expect(formatPath(path)).toBe(text);
});
