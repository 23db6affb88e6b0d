import { describe, expect, test } from 'vitest';
import type { Resource } from '../../../src/model/resource.ts';
import { refKey, refOf } from '../../../src/model/resource.ts';
import type { PodSpec } from '../../../src/model/workload.ts';
import { missingPullSecrets, pullLogins } from '../../../src/planner/pull-secrets.ts';

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

const auths = (user: string) => ({ 'r.example': { username: user, password: 'x' } });

const object = (kind: string, name: string, more: object): Resource => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'team' },
  ...more,
});

const secret = (name: string, user = name): Resource =>
  object('Secret', name, { data: { '.dockerconfigjson': base64({ auths: auths(user) }) } });

const objectsOf = (...resources: Resource[]) =>
  new Map(resources.map((resource) => [refKey(refOf(resource)), resource]));

const spec = (more: Partial<PodSpec> = {}): PodSpec => ({
  containers: [{ name: 'web', image: 'r.example/web' }],
  ...more,
});

const naming = (...names: string[]) => ({ imagePullSecrets: names.map((name) => ({ name })) });

const usersFor = (pod: PodSpec, ...resources: Resource[]): string[] =>
  pullLogins('r.example/web', 'team', pod, objectsOf(...resources)).map(({ username }) => username);

describe('an image is pulled with', () => {
  test('the Secrets that its pod names', () => {
    expect(usersFor(spec(naming('a', 'b')), secret('b'), secret('a'), secret('c'))).toEqual(['a', 'b']);
  });

  test('one of the older form', () => {
    expect(
      usersFor(
        spec(naming('old')),
        object('Secret', 'old', { data: { '.dockercfg': base64(auths('ann')) } }),
      ),
    ).toEqual(['ann']);
  });

  test('those of its service account where it names none', () => {
    const account = object('ServiceAccount', 'default', naming('a'));
    expect(usersFor(spec(), account, secret('a'))).toEqual(['a']);
    expect(usersFor(spec(naming('b')), account, secret('a'), secret('b'))).toEqual(['b']);
    expect(usersFor(spec({ serviceAccountName: 'robot' }), account, secret('a'))).toEqual([]);
  });

  test('nothing that is for another registry, or cannot be read', () => {
    const broken = object('Secret', 'a', { data: { '.dockerconfigjson': 'bm9uZQ==' } });
    expect(usersFor(spec(naming('a')), broken)).toEqual([]);
    expect(pullLogins('nginx', 'team', spec(naming('b')), objectsOf(secret('b')))).toEqual([]);
  });
});

test('a Secret that is not there is known by name', () => {
  expect(missingPullSecrets('team', spec(naming('a', 'b')), objectsOf(secret('a')))).toEqual(['b']);
});
