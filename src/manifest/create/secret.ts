import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Resource } from '../../model/resource.ts';
import { goJson } from '../merge/go-json.ts';
import { contentHash } from './append-hash.ts';
import { base64, type DataReader, type DataSources, readData } from './keyed-data.ts';
import { refuse } from './refuse.ts';

/** What `create secret generic|docker-registry|tls` make of their flags. */

interface SecretWish {
  readonly name: string;
  readonly type: string;
  readonly appendHash: boolean;
}

const words = {
  badKey: (key: string, fault: string) =>
    `${JSON.stringify(key)} is not valid key name for a Secret ${fault}`,
  repeatedKey: (key: string) => `cannot add key ${key}, another key by that name already exists`,
  envFileIsFolder: 'env secret file cannot be a directory',
};

const newSecret = (
  { name, type, appendHash }: SecretWish,
  entries: Iterable<readonly [string, Uint8Array]>,
): Resource => {
  const data = Object.fromEntries(Array.from(entries, ([key, value]) => [key, base64(value)]));
  const kind = 'Secret';
  const suffix = appendHash ? `-${contentHash({ kind, type, name, data })}` : '';
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name: name + suffix },
    ...(Object.keys(data).length > 0 ? { data } : {}),
    ...(type === '' ? {} : { type }),
  };
};

export const newGenericSecret = (wish: SecretWish, sources: DataSources, reader: DataReader): Resource =>
  newSecret(wish, readData(sources, words, reader));

interface RegistryLogin {
  readonly server: string;
  readonly username: string;
  readonly password: string;
  readonly email: string;
}

const DOCKER_CONFIG = '.dockerconfigjson';

const dockerConfig = ({ server, username, password, email }: RegistryLogin): string => {
  // In the order of the fields of kubectl's own struct.
  const fields = { username, password, email, auth: base64(Buffer.from(`${username}:${password}`)) };
  const written = Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${goJson(name)}:${goJson(value)}`);
  return `{"auths":{${goJson(server)}:{${written.join(',')}}}}`;
};

export const newRegistrySecret = (
  wish: Omit<SecretWish, 'type'>,
  login: RegistryLogin,
  files: readonly string[],
  reader: DataReader,
): Resource => {
  const { server, username, password } = login;
  if (files.length === 0 && (server === '' || username === '' || password === '')) {
    throw refuse(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  }
  const named = files.map((file) => (file.includes('=') ? file : `${DOCKER_CONFIG}=${file}`));
  const data =
    files.length > 0
      ? readData({ literals: [], files: named, envFiles: [] }, words, reader)
      : new Map([[DOCKER_CONFIG, Buffer.from(dockerConfig(login))]]);
  return newSecret({ ...wish, type: 'kubernetes.io/dockerconfigjson' }, data);
};

const readPem = (path: string, { read }: DataReader): Uint8Array => {
  try {
    return read(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(`Cannot read file ${path}, open ${path}: ${reason}`);
  }
};

const parsePem = <T>(pem: Uint8Array, what: string, parse: (pem: Buffer) => T): T => {
  const buffer = Buffer.from(pem);
  if (!buffer.includes('-----BEGIN ')) {
    throw refuse(`tls: failed to find any PEM data in ${what} input`);
  }
  try {
    return parse(buffer);
  } catch (error) {
    throw refuse(`tls: failed to parse ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

export const newTlsSecret = (
  wish: Omit<SecretWish, 'type'>,
  paths: { cert: string; key: string },
  reader: DataReader,
): Resource => {
  if (paths.cert === '' || paths.key === '') throw refuse('key and cert must be specified');
  const cert = readPem(paths.cert, reader);
  const key = readPem(paths.key, reader);
  const certificate = parsePem(cert, 'certificate', (pem) => new X509Certificate(pem));
  if (!certificate.checkPrivateKey(parsePem(key, 'key', createPrivateKey))) {
    throw refuse('tls: private key does not match public key');
  }
  return newSecret({ ...wish, type: 'kubernetes.io/tls' }, [
    ['tls.crt', cert],
    ['tls.key', key],
  ]);
};
