import { describe, expect, test } from 'vitest';
import type { Event } from '../../../src/model/event.ts';
import type { Step } from '../../../src/model/step.ts';
import { eventLine, lineProgress, pullText } from '../../../src/output/progress.ts';

const workload = { kind: 'Deployment', namespace: 'default', name: 'web' };
const pod = { id: '1', namespace: 'default', name: 'web-1' };
const planned = (step: Step) => ({ step, workload });
const start = planned({ kind: 'startPod', pod, reason: '' });
const pull = planned({ kind: 'pullImage', image: 'web:1', reason: '' });

describe('one line per event worth knowing', () => {
  const cases: [Event, string | undefined][] = [
    [{ type: 'stepStarted', planned: pull }, undefined],
    [{ type: 'pullProgress', image: 'web:1', status: 'Pulling' }, 'pulling image web:1'],
    [{ type: 'stepEnded', planned: pull, durationMs: 1 }, 'pulled image web:1'],
    [{ type: 'stepStarted', planned: start }, undefined],
    [{ type: 'stepEnded', planned: start, durationMs: 1 }, 'pod/web-1 started'],
    [
      { type: 'stepEnded', planned: planned({ kind: 'removePod', pod, reason: '' }), durationMs: 1 },
      'pod/web-1 removed',
    ],
    [{ type: 'stepFailed', planned: start, code: 'failed', message: 'no room' }, 'pod/web-1: no room'],
    [{ type: 'stepFailed', planned: pull, code: 'unreachable', message: 'no route' }, 'no route'],
    [
      { type: 'leaseWait', workload },
      'deployment.apps/web: waiting for another berth command to finish with it',
    ],
    [{ type: 'engineBack' }, 'the engine is back'],
  ];

  test.each(cases)('%j', (event, line) => {
    expect(eventLine(event)).toBe(line);
  });

  test('an image that is found missing by trying is no news: its pull is', () => {
    const create = planned({
      kind: 'createPod',
      pod: { ...pod, uid: '', labels: {}, annotations: {}, hash: '', spec: { containers: [] } },
      reason: '',
    });
    const failed: Event = { type: 'stepFailed', planned: create, code: 'imageNotFound', message: 'none' };
    expect(eventLine(failed)).toBeUndefined();
  });
});

test('what fails again and again is said once', () => {
  const said: string[] = [];
  const progress = lineProgress((text) => said.push(text));
  const failed: Event = { type: 'stepFailed', planned: start, code: 'failed', message: 'no room' };
  progress.onEvent(failed);
  progress.onEvent(failed);
  expect(said).toEqual(['pod/web-1: no room\n']);
});

test('an image is pulled where there is progress, and else only looked at', () => {
  const said: string[] = [];
  const progress = lineProgress((text) => said.push(text));
  const end: Event = { type: 'stepEnded', planned: pull, durationMs: 1 };
  progress.onEvent({ type: 'stepStarted', planned: pull });
  progress.onEvent(end);
  expect(said).toEqual([]);
  const step: Event = { type: 'pullProgress', image: 'web:1', status: 'Downloading' };
  for (const event of [step, step, end]) progress.onEvent(event);
  expect(said).toEqual(['pulling image web:1\n', 'pulled image web:1\n']);
});

test.each([
  [{}, 'pulling web:1: Downloading'],
  [{ current: 0, total: 2 ** 20 }, 'pulling web:1 [>                   ] 0% of 1.0 MiB'],
  [{ current: 2 ** 19, total: 2 ** 20 }, 'pulling web:1 [==========>         ] 50% of 1.0 MiB'],
  [{ current: 2 ** 20, total: 2 ** 20 }, 'pulling web:1 [====================] 100% of 1.0 MiB'],
])('a pull of which %j is known has a bar', (bytes, text) => {
  expect(pullText({ type: 'pullProgress', image: 'web:1', status: 'Downloading', ...bytes })).toBe(text);
});
