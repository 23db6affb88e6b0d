import { describe, expect, test } from 'vitest';
import type { Event } from '../../../src/model/event.ts';
import type { Step } from '../../../src/model/step.ts';
import { eventLine, lineProgress } from '../../../src/output/progress.ts';

const workload = { kind: 'Deployment', namespace: 'default', name: 'web' };
const pod = { id: '1', namespace: 'default', name: 'web-1' };
const planned = (step: Step) => ({ step, workload });
const start = planned({ kind: 'startPod', pod, reason: '' });
const pull = planned({ kind: 'pullImage', image: 'web:1', reason: '' });

describe('one line per event worth knowing', () => {
  const cases: [Event, string | undefined][] = [
    [{ type: 'stepStarted', planned: pull }, 'pulling image web:1'],
    [{ type: 'stepEnded', planned: pull, durationMs: 1 }, 'pulled image web:1'],
    [{ type: 'stepStarted', planned: start }, undefined],
    [{ type: 'stepEnded', planned: start, durationMs: 1 }, 'pod/web-1 started'],
    [
      { type: 'stepEnded', planned: planned({ kind: 'removePod', pod, reason: '' }), durationMs: 1 },
      'pod/web-1 removed',
    ],
    [{ type: 'stepFailed', planned: start, code: 'failed', message: 'no room' }, 'pod/web-1: no room'],
    [
      { type: 'stepFailed', planned: pull, code: 'unreachable', message: 'no route' },
      'image web:1: no route',
    ],
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
