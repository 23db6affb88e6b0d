import { expect, test } from 'vitest';
import { isOurs, podChange } from '../../../../src/runtime/docker/events.ts';
import { jsonLines } from '../../../../src/runtime/docker/json-lines.ts';

const Attributes = { 'io.kubernetes.pod.namespace': 'shop', 'io.kubernetes.pod.name': 'web-1' };

test.each([
  ['create', 'created'],
  ['start', 'started'],
  ['health_status: healthy', 'health'],
  ['health_status: unhealthy', 'health'],
  ['die', 'stopped'],
  ['destroy', 'removed'],
  ['rename', 'other'],
  ['pause', 'other'],
  ['unpause', 'other'],
])('%s is told as %s', (Action, change) => {
  expect(podChange({ Action, Actor: { Attributes } })).toEqual({
    pod: { namespace: 'shop', name: 'web-1' },
    change,
  });
});

test.each([
  { Action: 'exec_start: true', Actor: { Attributes } },
  { Action: 'create', Actor: { Attributes: {} } },
  { Action: 'create' },
  {},
])('%o is told to nobody', (event) => {
  expect(podChange(event)).toBeUndefined();
});

test.each([
  [{ Type: 'volume', Action: 'create', Actor: { ID: 'berth_Service_default_web_1', Attributes: {} } }, true],
  [{ Type: 'volume', Action: 'create', Actor: { ID: 'berth-tools', Attributes: {} } }, undefined],
  [{ Type: 'container', Action: 'rename', Actor: { Attributes: { 'berth.dev/managed': 'true' } } }, true],
  [{ Type: 'container', Action: 'rename', Actor: { Attributes: {} } }, undefined],
  [{}, undefined],
])('%o is news to who watches all: %s', (event, told) => {
  expect(isOurs(event)).toBe(told);
});

test('a stream of JSON is read whatever pieces it comes in', async () => {
  const bytes = Buffer.from('{"name":"grün"}\n{"n":1}\r\n\n{"n":2}');
  const pieces = async function* () {
    for (const byte of bytes) yield Uint8Array.of(byte);
  };
  const values: unknown[] = [];
  for await (const value of jsonLines(pieces())) values.push(value);
  expect(values).toEqual([{ name: 'grün' }, { n: 1 }, { n: 2 }]);
});
