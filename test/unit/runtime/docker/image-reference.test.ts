import { expect, test } from 'vitest';
import { parseImageReference } from '../../../../src/runtime/docker/image-reference.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;

test.each([
  ['nginx', 'nginx', 'latest'],
  ['nginx:1.25', 'nginx', '1.25'],
  ['library/nginx:1.25', 'library/nginx', '1.25'],
  ['localhost:5000/web', 'localhost:5000/web', 'latest'],
  ['localhost:5000/team/web:2', 'localhost:5000/team/web', '2'],
  [`nginx@${DIGEST}`, 'nginx', DIGEST],
  [`localhost:5000/web:2@${DIGEST}`, 'localhost:5000/web', DIGEST],
])('%s is %s, %s', (image, name, tag) => {
  expect(parseImageReference(image)).toEqual({ name, tag });
});
