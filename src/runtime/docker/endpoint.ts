import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DEFAULT_CONTEXT } from '../../model/docker-context.ts';
import { RuntimeError } from '../driver.ts';
import { dig } from './dig.ts';
import {
  configFolderOf,
  type DockerConfigPlace,
  isSet,
  parseJson,
  readConfig,
  readIfThere,
} from './docker-config.ts';

/** Where a Docker engine answers, found in the same places and order as the docker command finds it. */
export type Endpoint =
  | { kind: 'socket'; address: string; path: string }
  | { kind: 'tcp'; address: string; host: string; port: number; tls: Tls | undefined }
  | { kind: 'ssh'; address: string; destination: SshDestination };

export interface Tls {
  verify: boolean;
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
}

export interface SshDestination {
  host: string;
  user: string | undefined;
  port: string | undefined;
  /** The engine's socket on the other machine, where it is not the usual one. */
  socketPath: string | undefined;
}

export interface EndpointChoice extends DockerConfigPlace {
  /** A Docker context that the user named; it wins over the environment. */
  context: string | undefined;
}

const DEFAULT_ADDRESS =
  process.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
const DEFAULT_PORT = 2375;
const DEFAULT_TLS_PORT = 2376;

const invalid = (message: string): RuntimeError => new RuntimeError('invalid', message);

const parseSsh = (address: string, url: URL): Endpoint => {
  if (url.password !== '') throw invalid(`${address}: an ssh address cannot hold a password`);
  const destination = {
    host: url.hostname,
    user: url.username === '' ? undefined : decodeURIComponent(url.username),
    port: url.port === '' ? undefined : url.port,
    socketPath: url.pathname === '' || url.pathname === '/' ? undefined : url.pathname,
  };
  return { kind: 'ssh', address, destination };
};

/** `tls` is what the address is reached with, should it be a TCP address. */
export const parseAddress = (text: string, tls: Tls | undefined): Endpoint => {
  const address = text.includes('://') ? text : `tcp://${text}`;
  const [scheme = '', rest = ''] = address.split('://', 2);
  if (scheme === 'unix' || scheme === 'npipe') {
    return rest === '' ? parseAddress(DEFAULT_ADDRESS, tls) : { kind: 'socket', address, path: rest };
  }
  if (!['tcp', 'http', 'https', 'ssh'].includes(scheme)) {
    throw invalid(`${address}: a Docker address begins with unix://, tcp:// or ssh://`);
  }
  // As http, port 80 would go without saying.
  const location = `tcp://${rest === '' ? '127.0.0.1' : rest}`;
  if (!URL.canParse(location)) throw invalid(`${address} is not an address`);
  const url = new URL(location);
  if (scheme === 'ssh') return parseSsh(address, url);
  const secure = tls ?? (scheme === 'https' ? { verify: true } : undefined);
  const port = url.port === '' ? (secure === undefined ? DEFAULT_PORT : DEFAULT_TLS_PORT) : Number(url.port);
  return { kind: 'tcp', address, host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, tls: secure };
};

const readTls = (folder: string, verify: boolean): Tls => {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readIfThere(join(folder, name)));
  return { verify, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
};

const fromEnvironment = ({ env }: EndpointChoice, configFolder: string): Endpoint => {
  const verify = isSet(env['DOCKER_TLS_VERIFY']);
  const tls =
    verify || isSet(env['DOCKER_TLS'])
      ? readTls(isSet(env['DOCKER_CERT_PATH']) ? env['DOCKER_CERT_PATH'] : configFolder, verify)
      : undefined;
  return parseAddress(isSet(env['DOCKER_HOST']) ? env['DOCKER_HOST'] : DEFAULT_ADDRESS, tls);
};

export const contextFolder = (configFolder: string): string => join(configFolder, 'contexts', 'meta');

const fromContext = (name: string, configFolder: string): Endpoint => {
  const folder = createHash('sha256').update(name).digest('hex');
  const path = join(contextFolder(configFolder), folder, 'meta.json');
  const text = readIfThere(path);
  if (text === undefined)
    throw invalid(`there is no Docker context "${name}" (docker context ls shows them)`);
  const endpoint = dig(parseJson(path, text), 'Endpoints', 'docker');
  const host = dig(endpoint, 'Host');
  const tlsFolder = join(configFolder, 'contexts', 'tls', folder, 'docker');
  const tls = readTls(tlsFolder, dig(endpoint, 'SkipTLSVerify') !== true);
  const hasTls = tls.ca !== undefined || tls.cert !== undefined || !tls.verify;
  return parseAddress(
    typeof host === 'string' && host !== '' ? host : DEFAULT_ADDRESS,
    hasTls ? tls : undefined,
  );
};

export const contextOf = (choice: EndpointChoice, configFolder: string): string => {
  const { env, context } = choice;
  if (isSet(context)) return context;
  if (isSet(env['DOCKER_HOST'])) return DEFAULT_CONTEXT;
  if (isSet(env['DOCKER_CONTEXT'])) return env['DOCKER_CONTEXT'];
  const current = dig(readConfig(configFolder), 'currentContext');
  return typeof current === 'string' && current !== '' ? current : DEFAULT_CONTEXT;
};

/** The context named `default` is whatever the environment says. */
export const findEndpoint = (choice: EndpointChoice): Endpoint => {
  const configFolder = configFolderOf(choice);
  const context = contextOf(choice, configFolder);
  return context === DEFAULT_CONTEXT
    ? fromEnvironment(choice, configFolder)
    : fromContext(context, configFolder);
};

export const addressOf = (choice: EndpointChoice): string => findEndpoint(choice).address;
