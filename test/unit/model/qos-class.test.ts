import { expect, test } from 'vitest';
import { qosClassOf } from '../../../src/model/qos-class.ts';
import type { ResourceRequirements } from '../../../src/model/workload.ts';

const full = { cpu: '1', memory: '1Gi' };

test.each<[expected: string, containers: ResourceRequirements[]]>([
  ['BestEffort', [{}]],
  ['BestEffort', [{ requests: { cpu: 0 } }, { limits: { 'ephemeral-storage': '1Gi' } }]],
  ['Guaranteed', [{ limits: full }]],
  ['Guaranteed', [{ limits: full, requests: { cpu: '1000m', memory: '1024Mi' } }]],
  ['Burstable', [{ limits: full }, {}]],
  ['Burstable', [{ limits: full, requests: { cpu: '500m' } }]],
  ['Burstable', [{ requests: full }]],
  ['Burstable', [{ limits: { memory: '1Gi' } }]],
])('%s are containers with %j', (expected, containers) => {
  const spec = {
    containers: containers.map((resources, index) => ({ name: `c${index}`, image: 'web:1', resources })),
  };
  expect(qosClassOf(spec)).toBe(expected);
});
