import { execFile } from 'node:child_process';
import {
  DOCKER_HUB,
  loginsFor,
  registryEntries,
  type RegistryLogin,
  registryOf,
} from '../../model/registry-login.ts';
import { RuntimeError } from '../driver.ts';
import { dig } from './dig.ts';
import { configFileIn, configFolderOf, type DockerConfigPlace, readConfig } from './docker-config.ts';

/** The logins that `docker login` has kept: in the file itself, or with a program that keeps secrets. */

/** Under which name a helper keeps the login to a registry. */
const keptFor = (host: string): string => (host === DOCKER_HUB ? `https://${DOCKER_HUB}/v1/` : host);

/** Instead of a name, where what is kept is a token. */
const TOKEN = '<token>';
/** How all helpers say that they have nothing. It is no fault. */
const NOTHING_KEPT = /credentials not found/i;

/** How a helper answers. */
interface KeptLogin {
  Username?: string;
  Secret?: string;
}

const askHelper = (
  helper: string,
  host: string,
  env: DockerConfigPlace['env'],
): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const program = `docker-credential-${helper}`;
    const child = execFile(program, ['get'], { env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (NOTHING_KEPT.test(stdout + stderr)) resolve(undefined);
      else {
        const words = 'code' in error && error.code === 'ENOENT' ? 'it is not installed' : stdout || stderr;
        const message = `${program}, which docker's config.json names, gives no login: ${words.trim()}`;
        reject(new RuntimeError('unauthorized', message, { cause: error }));
      }
    });
    // A helper that is not there reads nothing.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(keptFor(host));
  });

const fromHelper = async (
  helper: string,
  host: string,
  env: DockerConfigPlace['env'],
): Promise<RegistryLogin[]> => {
  const source = `docker-credential-${helper}`;
  const answer = await askHelper(helper, host, env);
  if (answer === undefined) return [];
  const { Username: username = '', Secret: password = '' }: KeptLogin = JSON.parse(answer);
  return username === TOKEN
    ? [{ username: '', password: '', identityToken: password, source }]
    : [{ username, password, source }];
};

const helperFor = (config: unknown, host: string): string | undefined => {
  const names = [host, keptFor(host), ...(host === DOCKER_HUB ? ['docker.io'] : [])];
  const own = names.map((name) => dig(config, 'credHelpers', name)).find((helper) => helper !== undefined);
  const helper = own ?? dig(config, 'credsStore');
  return typeof helper === 'string' && helper !== '' ? helper : undefined;
};

/** The user's own logins for an image. They are read anew each time: someone may log in while berth waits. */
export const ownLogins = async (image: string, place: DockerConfigPlace): Promise<RegistryLogin[]> => {
  const folder = configFolderOf(place);
  const config = readConfig(folder);
  const { host } = registryOf(image);
  const helper = helperFor(config, host);
  const kept = helper === undefined ? [] : await fromHelper(helper, host, place.env);
  return [...kept, ...loginsFor(image, registryEntries(dig(config, 'auths'), configFileIn(folder)))];
};
