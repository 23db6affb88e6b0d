import { describe, expect, test } from 'vitest';
import { selectedPods, selectingIndex, selectsPod } from '../../../src/model/selection.ts';
import { createRandom } from '../../support/random.ts';
import { serviceOf, servingPod } from '../../support/services.ts';

const web = servingPod('a', 1, {}, { labels: { app: 'web', tier: 'front' } });

describe('a Service', () => {
  test.each<[string, Record<string, string> | undefined, boolean]>([
    ['selects pods that have its labels', { app: 'web' }, true],
    ['needs all of its labels', { app: 'web', tier: 'back' }, false],
    ['selects no other pods', { app: 'db' }, false],
    ['without a selector selects nothing', undefined, false],
    ['with an empty selector selects nothing', {}, false],
  ])('%s', (_, selector, selected) => {
    const service = { ...serviceOf(), spec: { ...(selector && { selector }) } };
    expect(selectsPod(service, web)).toBe(selected);
    expect(selectedPods(service, [web])).toEqual(selected ? [web] : []);
  });

  test('selects nothing of another namespace', () => {
    expect(selectsPod(serviceOf(), { ...web, namespace: 'other' })).toBe(false);
  });
});

test.each([1, 2, 3, 4, 5])(
  'what is found by one label is what is found by looking at every pair (seed %i)',
  (seed) => {
    const random = createRandom(seed);
    const labels = () => ({
      ...random.maybe(() => ({ app: random.pick(['web', 'db']) })),
      ...random.maybe(() => ({ tier: random.pick(['front', 'back', 'db']) })),
    });
    const namespace = () => random.pick(['default', 'other']);
    const pods = random.listOf({ min: 0, max: 12 }, (index) =>
      servingPod(`pod-${index}`, index, {}, { labels: labels(), namespace: namespace() }),
    );
    const services = random.listOf({ min: 0, max: 12 }, (index) => {
      const service = serviceOf({ selector: labels() }, `service-${index}`);
      return { ...service, metadata: { ...service.metadata, namespace: namespace() } };
    });
    const selecting = selectingIndex(services, (service) => service);
    for (const service of services)
      expect(selectedPods(service, pods)).toEqual(pods.filter((pod) => selectsPod(service, pod)));
    for (const pod of pods)
      expect(new Set(selecting(pod))).toEqual(
        new Set(services.filter((service) => selectsPod(service, pod))),
      );
  },
);
