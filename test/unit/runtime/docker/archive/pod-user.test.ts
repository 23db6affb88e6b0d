import { describe, expect, test } from 'vitest';
import { podUser } from '../../../../../src/runtime/docker/archive/pod-user.ts';

const passwd = 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1001::/home/node:/bin/sh\n';
const group = 'root:x:0:\nstaff:x:50:\n';

describe('what a container runs as', () => {
  test.each([
    ['', undefined],
    ['root', undefined],
    ['0', undefined],
    ['root:staff', undefined],
    ['stranger', undefined],
    ['node', { uid: 1000, gid: 1001 }],
    ['1000', { uid: 1000, gid: 1001 }],
    ['7', { uid: 7, gid: 0 }],
    ['7:8', { uid: 7, gid: 8 }],
    ['node:staff', { uid: 1000, gid: 50 }],
  ])('%j is %j', (user, owner) => {
    expect(podUser(user, passwd, group)).toEqual(owner);
  });
});
