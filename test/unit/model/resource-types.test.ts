import { describe, expect, it } from 'vitest';
import { findResourceType, resourceName, resourceTypes } from '../../../src/model/resource-types.ts';

describe('findResourceType', () => {
  it.each([
    ['deployments', 'Deployment'],
    ['deployment', 'Deployment'],
    ['deploy', 'Deployment'],
    ['Deployment', 'Deployment'],
    ['deployments.apps', 'Deployment'],
    ['deployment.v1.apps', 'Deployment'],
    ['deploy.apps', 'Deployment'],
    ['ingresses.networking', 'Ingress'],
    ['ing.networking.k8s.io', 'Ingress'],
    ['ing.v1.networking.k8s.io', 'Ingress'],
    ['pods.v1.', 'Pod'],
    ['po', 'Pod'],
    ['svc', 'Service'],
    ['endpoints', 'Endpoints'],
    ['netpol', 'NetworkPolicy'],
    ['quota', 'ResourceQuota'],
  ])('knows %s', (word, kind) => {
    expect(findResourceType(word)?.kind).toBe(kind);
  });

  it.each(['', 'deploys', 'deployments.batch', 'deployments.v2.apps', 'pods.v1', 'pods.apps', 'pods.'])(
    'does not know %j',
    (word) => {
      expect(findResourceType(word)).toBeUndefined();
    },
  );

  it('finds every type by each of its names', () => {
    for (const type of resourceTypes) {
      for (const word of [type.plural, type.singular, type.kind, ...type.shortNames]) {
        expect(findResourceType(word)).toBe(type);
      }
    }
  });
});

describe('resourceName', () => {
  it('names an object as kubectl does in its results', () => {
    expect(resourceName({ kind: 'Deployment', metadata: { name: 'web' } })).toBe('deployment.apps/web');
    expect(resourceName({ kind: 'Service', metadata: { name: 'web' } })).toBe('service/web');
    expect(resourceName({ kind: 'Ingress', metadata: { name: 'web' } })).toBe(
      'ingress.networking.k8s.io/web',
    );
  });
});
