import { expect, test } from 'vitest';
import { listLabelVolumes } from '../../../../src/runtime/docker/list-label-volumes.ts';

const volume = (name: string, label: string) => ({
  Name: name,
  Mountpoint: '',
  Labels: { 'berth.dev/managed': 'true', [label]: 'x' },
});

const VOLUMES = [
  volume('berth_Pod_a_1', 'record'),
  volume('berth_Job_a_1', 'record'),
  volume('held_1', 'note'),
];

/** Answers with everything, as podman may. */
const listing = () => {
  const asked: unknown[] = [];
  const docker = {
    listVolumes: async (query: Record<string, unknown> = {}) => {
      asked.push(JSON.parse(String(query['filters'])));
      return { Volumes: VOLUMES };
    },
  };
  const names = async (label: string, patterns?: string[]) =>
    (await listLabelVolumes(docker, { label, names: patterns })).map(({ Name }) => Name);
  return { asked, names };
};

test('one question asks for just what is wanted', async () => {
  const { asked, names } = listing();
  expect(await names('record', ['^berth_Pod_'])).toEqual(['berth_Pod_a_1']);
  expect(asked).toEqual([{ label: ['berth.dev/managed', 'record'], name: ['^berth_Pod_'] }]);
});

test('questions of one moment are one, and each has its own answer', async () => {
  const { asked, names } = listing();
  const answers = await Promise.all([names('note', ['^held_']), names('record', ['^berth_Job_'])]);
  expect(answers).toEqual([['held_1'], ['berth_Job_a_1']]);
  expect(asked).toEqual([{ label: ['berth.dev/managed'], name: ['^held_', '^berth_Job_'] }]);
});

test('who wants every name is not kept from any by the names of others', async () => {
  const { asked, names } = listing();
  const answers = await Promise.all([names('note', ['^held_']), names('record')]);
  expect(answers).toEqual([['held_1'], ['berth_Pod_a_1', 'berth_Job_a_1']]);
  expect(asked).toEqual([{ label: ['berth.dev/managed'] }]);
});

test('a later question is one of its own', async () => {
  const { asked, names } = listing();
  await names('note');
  await names('note');
  expect(asked).toHaveLength(2);
});

test('an engine that does not answer fails all who asked', async () => {
  const docker = { listVolumes: () => Promise.reject(new Error('gone')) };
  const ask = () => listLabelVolumes(docker, { label: 'note' });
  const results = await Promise.allSettled([ask(), ask()]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
