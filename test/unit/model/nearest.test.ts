import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../../src/model/nearest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['', 'abc', 3],
    ['replica', 'replicas', 1],
    ['lable', 'label', 1],
    ['kitten', 'sitting', 3],
  ])('from %j to %j it is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('nearest', () => {
  const words = [
    'containers',
    'initContainers',
    'replicas',
    'readinessProbe',
    'env',
    'envFrom',
    'defaultBackend',
  ];

  it.each([
    ['container', 'containers'],
    ['contianers', 'containers'],
    ['initcontainer', 'initContainers'],
    ['init_containers', 'initContainers'],
    ['replica', 'replicas'],
    ['readynessProbe', 'readinessProbe'],
    ['envs', 'env'],
    ['backend', 'defaultBackend'],
    ['xyz', undefined],
    ['e', undefined],
  ])('%s means %s', (word, meant) => {
    expect(nearest(word, words)).toBe(meant);
  });
});
