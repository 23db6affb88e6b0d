import { describe, expect, test } from 'vitest';
import {
  behaviourByName,
  canonicalImage,
  readyDelayMs,
} from '../../../../src/runtime/memory/image-behaviour.ts';

test.each([
  { image: 'nginx', canonical: 'nginx:latest' },
  { image: 'docker.io/library/nginx', canonical: 'nginx:latest' },
  { image: 'index.docker.io/grafana/grafana:11', canonical: 'grafana/grafana:11' },
  { image: 'localhost:5000/web', canonical: 'localhost:5000/web:latest' },
  { image: 'localhost:5000/web:1', canonical: 'localhost:5000/web:1' },
  { image: 'web@sha256:abc', canonical: 'web@sha256:abc' },
])('$image is the same image as $canonical', ({ image, canonical }) => {
  expect(canonicalImage(image)).toBe(canonical);
});

describe('what goes wrong is to be had by name', () => {
  test.each([
    { image: 'nginx:1.27', differs: {} },
    { image: 'missing', differs: { pullFails: 'imageNotFound' } },
    { image: 'web:v2-missing', differs: { pullFails: 'imageNotFound' } },
    { image: 'ghcr.io/unauthorized/web:1', differs: { pullFails: 'unauthorized' } },
    { image: 'unreachable.example/web', differs: { pullFails: 'unreachable' } },
    {
      image: 'web:crash',
      differs: {
        writes: [{ stream: 'stderr', line: 'this image crashes, as its name says' }],
        ends: { afterMs: 1_000, exitCode: 1 },
      },
    },
    { image: 'web:unready', differs: { readyAfterMs: null } },
    { image: 'crashpad/permissioning:already', differs: {} },
  ])('$image', ({ image, differs }) => {
    expect(behaviourByName(image)).toEqual({ ...behaviourByName('plain'), ...differs });
  });
});

test.each([
  { probe: undefined, ms: 0 },
  { probe: { httpGet: { port: 80 } }, ms: 500 },
  { probe: { initialDelaySeconds: 3 }, ms: 3_500 },
])('a container with the readiness probe $probe is ready after $ms ms', ({ probe, ms }) => {
  const container = { name: 'main', image: 'web', ...(probe === undefined ? {} : { readinessProbe: probe }) };
  expect(readyDelayMs(behaviourByName('web'), container)).toBe(ms);
});

test('what an image is scripted to do goes before the probe', () => {
  const probed = { name: 'main', image: 'web', readinessProbe: { initialDelaySeconds: 3 } };
  expect(readyDelayMs({ ...behaviourByName('web'), readyAfterMs: 20 }, probed)).toBe(20);
  expect(readyDelayMs(behaviourByName('web:unready'), probed)).toBeNull();
});
