import { describe, expect, test } from 'vitest';
import { shortHash, templateHash, uuidOf } from '../../../src/model/hash.ts';
import type { PodTemplate } from '../../../src/model/workload.ts';

const template: PodTemplate = {
  metadata: { labels: { app: 'web', tier: 'front' } },
  spec: { containers: [{ name: 'web', image: 'web:1' }] },
};

describe('the hash of a template', () => {
  test('does not change from one version of berth to the next', () => {
    expect(templateHash(template)).toBe('b5dz9drv5d');
  });

  test('is written in the alphabet of Kubernetes and begins with its version', () => {
    expect(templateHash(template)).toMatch(/^b[bcdfghjklmnpqrstvwxz2456789]{9}$/);
  });

  test('is the same however the template is written', () => {
    const other: PodTemplate = {
      spec: { containers: [{ image: 'web:1', name: 'web' }], priority: undefined },
      metadata: { creationTimestamp: null, labels: { tier: 'front', app: 'web' } },
    };
    expect(templateHash(other)).toBe(templateHash(template));
  });

  test.each<[string, PodTemplate]>([
    ['image', { ...template, spec: { containers: [{ name: 'web', image: 'web:2' }] } }],
    ['label', { ...template, metadata: { labels: { app: 'web', tier: 'back' } } }],
    ['annotation', { ...template, metadata: { ...template.metadata, annotations: { a: 'b' } } }],
    [
      'another container',
      { spec: { containers: [...template.spec.containers, { name: 'x', image: 'x:1' }] } },
    ],
  ])('changes with %s', (_, changed) => {
    expect(templateHash(changed)).not.toBe(templateHash(template));
  });

  test('tells many templates apart', () => {
    const hashes = Array.from({ length: 20_000 }, (_, index) =>
      templateHash({ spec: { containers: [{ name: 'web', image: `web:${index}` }] } }),
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

test('five characters differ enough for the names of pods', () => {
  const suffixes = new Set(Array.from({ length: 1_000 }, (_, index) => shortHash(`web ${index}`, 5)));
  expect(suffixes.size).toBeGreaterThan(990);
});

test('a UUID depends on its text', () => {
  expect(uuidOf('a')).toBe(uuidOf('a'));
  expect(uuidOf('a')).not.toBe(uuidOf('b'));
  expect(uuidOf('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});
