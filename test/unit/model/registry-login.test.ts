import { describe, expect, test } from 'vitest';
import { loginsFor, registryEntries, registryOf } from '../../../src/model/registry-login.ts';

test.each([
  ['nginx', 'index.docker.io', 'library/nginx'],
  ['nginx:1.25', 'index.docker.io', 'library/nginx'],
  ['team/app', 'index.docker.io', 'team/app'],
  ['docker.io/team/app:1', 'index.docker.io', 'team/app'],
  ['localhost/app', 'localhost', 'app'],
  ['localhost:5000/app:1', 'localhost:5000', 'app'],
  ['r.example/a/b@sha256:00', 'r.example', 'a/b'],
  ['r.example:5000/a:1@sha256:00', 'r.example:5000', 'a'],
])('%s is of the registry %s', (image, host, path) => {
  expect(registryOf(image)).toEqual({ host, path });
});

const encode = (text: string): string => Buffer.from(text).toString('base64');

describe('an entry of a docker configuration', () => {
  const read = (entry: unknown) => registryEntries({ 'r.example': entry }, 'x')[0]?.login;

  test('holds name and password in one', () => {
    expect(read({ auth: encode('ann:a:b') })).toEqual({ username: 'ann', password: 'a:b', source: 'x' });
  });

  test('or each for itself', () => {
    expect(read({ username: 'ann', password: 'b' })).toMatchObject({ username: 'ann', password: 'b' });
  });

  test('or a token instead', () => {
    expect(read({ auth: encode('ann:'), identitytoken: 't' })).toMatchObject({ identityToken: 't' });
  });

  test.each([[{}], ['text'], [null], [{ auth: 5 }]])('%j is none', (entry) => {
    expect(read(entry)).toBeUndefined();
  });

  test.each([[undefined], ['text'], [[]]])('and %j holds no entries', (auths) => {
    expect(registryEntries(auths, 'x')).toEqual([]);
  });
});

describe('a login is for an image', () => {
  const fits = (place: string, image: string): boolean =>
    loginsFor(image, registryEntries({ [place]: { auth: encode('a:b') } }, 'x')).length === 1;

  test.each([
    ['r.example', 'r.example/app'],
    ['https://r.example', 'r.example/app'],
    ['https://r.example/v2/', 'r.example/app'],
    ['r.example:5000', 'r.example:5000/app:1'],
    ['r.example/team', 'r.example/team/app'],
    ['r.example/team/app', 'r.example/team/app'],
    ['*.example', 'r.example/app'],
    ['r*.example', 'r12.example/app'],
    ['https://index.docker.io/v1/', 'nginx'],
    ['docker.io', 'docker.io/team/app'],
  ])('%s is for %s', (place, image) => {
    expect(fits(place, image)).toBe(true);
  });

  test.each([
    ['r.example', 'q.example/app'],
    ['r.example', 'r.example:5000/app'],
    ['r.example/team', 'r.example/teams/app'],
    ['*.example', 'a.b.example/app'],
    ['rXexample', 'r.example/app'],
    ['r.example', 'nginx'],
    ['https://index.docker.io/v1/', 'r.example/nginx'],
  ])('%s is not for %s', (place, image) => {
    expect(fits(place, image)).toBe(false);
  });

  test('and that for the narrower place comes first', () => {
    const auths = {
      'r.example': { auth: encode('all:x') },
      'r.example/team': { auth: encode('team:x') },
    };
    const names = loginsFor('r.example/team/app', registryEntries(auths, 'x')).map(
      ({ username }) => username,
    );
    expect(names).toEqual(['team', 'all']);
  });
});
