import { describe, expect, test } from 'vitest';
import { pullError } from '../../../../src/runtime/docker/pull-error.ts';

// In the words of Docker 20.10 to 28 and podman.
test.each([
  ['manifest for web:9 not found: manifest unknown: manifest unknown', 'imageNotFound'],
  ['manifest unknown: manifest unknown', 'imageNotFound'],
  [
    'failed to resolve reference "docker.io/library/web:9": docker.io/library/web:9: not found',
    'imageNotFound',
  ],
  [
    "pull access denied for web, repository does not exist or may require 'docker login': denied",
    'unauthorized',
  ],
  ['Head "http://127.0.0.1:5000/v2/web/manifests/1": no basic auth credentials', 'unauthorized'],
  ['unauthorized: authentication required', 'unauthorized'],
  ['Get "https://registry.example/v2/": dial tcp: lookup registry.example: no such host', 'unreachable'],
  ['Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused', 'unreachable'],
  ['Get "https://r.example/v2/": net/http: request canceled (Client.Timeout exceeded)', 'unreachable'],
  ['Get "https://r.example/v2/": http: server gave HTTP response to HTTPS client', 'unreachable'],
  ['Get "https://r.example/v2/": x509: certificate signed by unknown authority', 'unreachable'],
  ['invalid reference format: repository name must be lowercase', 'invalid'],
  ['toomanyrequests: You have reached your pull rate limit.', 'failed'],
])('a pull that fails with "%s" fails with %s, in those words', (words, code) => {
  const error = pullError('web:9', words);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^failed to pull image "web:9": /);
  expect(error.message.endsWith(words)).toBe(true);
});

describe('a failed pull says', () => {
  const NO_LOGIN = 'no basic auth credentials';
  const WRONG = 'unauthorized: authentication required';
  const HUB = "pull access denied for web, repository does not exist or may require 'docker login': denied";
  const login = { username: 'ann', password: 'x', source: 'secret "regcred"' };

  test.each([
    [
      'that a login is missing',
      'r.example/web',
      NO_LOGIN,
      undefined,
      'r.example asks for a login, and there is none for it: no basic',
    ],
    [
      'whose login is refused',
      'r.example/web',
      WRONG,
      login,
      'r.example refuses user "ann" of secret "regcred": unauthorized',
    ],
    [
      'which token is refused',
      'r.example/web',
      WRONG,
      { ...login, username: '', identityToken: 't' },
      'refuses the token of secret',
    ],
    [
      'that the image is not there',
      'r.example:5000/web',
      'manifest unknown',
      undefined,
      'r.example:5000 has no such image: manifest',
    ],
    [
      'that the registry does not answer',
      'r.example/web',
      'dial tcp: timeout',
      undefined,
      'r.example cannot be reached: dial',
    ],
    [
      'that it cannot tell the two apart',
      'web',
      HUB,
      undefined,
      'docker.io has no such image, or asks for another login: pull access denied',
    ],
  ])('%s', (_, image, words, used, said) => {
    expect(pullError(image, words, { login: used }).message).toContain(said);
  });
});
