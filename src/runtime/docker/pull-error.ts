import { DOCKER_HUB, type RegistryLogin, registryOf } from '../../model/registry-login.ts';
import { RuntimeError, type RuntimeErrorCode } from '../driver.ts';

/** The engine tells why a pull failed in words only, mostly the registry's. The first that fits counts. */
const PULL_FAILURES: readonly (readonly [RegExp, RuntimeErrorCode])[] = [
  [/unauthorized|authentication required|no basic auth|denied|incorrect username/i, 'unauthorized'],
  [/not found|manifest unknown|name unknown|does not exist/i, 'imageNotFound'],
  [/invalid reference/i, 'invalid'],
  [
    /dial tcp|lookup |no such host|refused|unreachable|timeout|deadline|handshake|certificate|EOF|reset by peer|HTTP response to HTTPS/i,
    'unreachable',
  ],
];

/** Docker's own registry does not tell the two apart. */
const IS_HIDDEN_OR_MISSING = /repository does not exist or may require/i;

const refusedLogin = (host: string, login: RegistryLogin | undefined, words: string): string => {
  if (IS_HIDDEN_OR_MISSING.test(words)) return `${host} has no such image, or asks for another login`;
  if (login === undefined) return `${host} asks for a login, and there is none for it`;
  const who = login.username === '' ? 'the token' : `user ${JSON.stringify(login.username)}`;
  return `${host} refuses ${who} of ${login.source}`;
};

/** What the words mean, where the code alone would not say it. */
const meaning = (
  code: RuntimeErrorCode,
  host: string,
  login: RegistryLogin | undefined,
  words: string,
): string => {
  if (code === 'unauthorized') return `${refusedLogin(host, login, words)}: `;
  if (code === 'imageNotFound') return `${host} has no such image: `;
  return code === 'unreachable' ? `${host} cannot be reached: ` : '';
};

export const pullError = (
  image: string,
  words: string,
  { login, cause }: { login?: RegistryLogin | undefined; cause?: unknown } = {},
): RuntimeError => {
  const [, code = 'failed'] = PULL_FAILURES.find(([pattern]) => pattern.test(words)) ?? [];
  const registry = registryOf(image).host;
  const host = registry === DOCKER_HUB ? 'docker.io' : registry;
  return new RuntimeError(
    code,
    `failed to pull image ${JSON.stringify(image)}: ${meaning(code, host, login, words)}${words}`,
    { cause },
  );
};
