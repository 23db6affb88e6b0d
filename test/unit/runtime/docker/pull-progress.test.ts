import { expect, test } from 'vitest';
import { createPullProgress } from '../../../../src/runtime/docker/pull-progress.ts';

test('messages about layers add up to the progress of the image', () => {
  const progress = createPullProgress('web:1');
  const downloading = (id: string, current: number, total: number) =>
    progress({ id, status: 'Downloading', progressDetail: { current, total } });
  expect(progress({ id: '1', status: 'Pulling from web' })).toEqual({
    image: 'web:1',
    status: 'Pulling from web',
  });
  expect(downloading('a', 10, 100)).toMatchObject({ current: 10, total: 100 });
  expect(downloading('b', 5, 50)).toMatchObject({ current: 15, total: 150 });
  expect(downloading('a', 90, 100)).toMatchObject({ current: 95, total: 150 });
  expect(progress({ id: 'a', status: 'Download complete' })).toMatchObject({ current: 105, total: 150 });
  const extracting = { id: 'a', status: 'Extracting', progressDetail: { current: 1, total: 100 } };
  expect(progress(extracting)).toEqual({ image: 'web:1', status: 'Extracting', current: 105, total: 150 });
});
