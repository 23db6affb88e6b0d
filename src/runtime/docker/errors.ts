import { RuntimeError, type RuntimeErrorCode } from '../driver.ts';
import { dig } from './dig.ts';

/** What the engine answers and sockets throw, as RuntimeErrors with the engine's own words. */

const words = (body: string): unknown => {
  try {
    return dig(JSON.parse(body), 'message') ?? body;
  } catch {
    return body;
  }
};

/** An answer that says no. */
export class EngineError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, body: string) {
    super(String(words(body)));
    this.name = 'EngineError';
    this.statusCode = statusCode;
  }
}

export const httpStatus = (error: unknown): number | undefined =>
  error instanceof EngineError ? error.statusCode : undefined;

export const isNameConflict = (error: unknown): boolean =>
  httpStatus(error) === 409 || NAME_IN_USE.test(engineWords(error));

/** Resolves with undefined where the engine answers with one of these. */
export const unlessStatus =
  (...expected: number[]) =>
  (error: unknown): undefined => {
    const status = httpStatus(error);
    if (status === undefined || !expected.includes(status)) throw error;
    return undefined;
  };

export const engineWords = (error: unknown): string => {
  return String(dig(error, 'message') ?? error)
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
};

const PORT_IN_USE = /port is already allocated|bind: address already in use|ports are not available/i;

/** Podman says so with status 500. */
const NAME_IN_USE = /the container name .* is already in use/i;

const codeOf = (status: number, words: string): RuntimeErrorCode => {
  if (PORT_IN_USE.test(words)) return 'portInUse';
  if (NAME_IN_USE.test(words)) return 'conflict';
  switch (status) {
    case 400:
      return 'invalid';
    case 401:
      return 'unauthorized';
    case 404:
      return /no such image/i.test(words) ? 'imageNotFound' : 'notFound';
    case 409:
      return 'conflict';
    default:
      return 'failed';
  }
};

/** What a failure of the connection means, and what to do about it. */
const CONNECTION_TROUBLE: Readonly<Record<string, string>> = {
  ENOENT: 'no such socket. Is Docker running?',
  ECONNREFUSED: 'nothing listens there. Is Docker running?',
  EACCES: 'permission denied. Join the group "docker" (and log in again), or use sudo',
  EPERM: 'permission denied. Join the group "docker" (and log in again), or use sudo',
  ENOTFOUND: 'the name of the host is not known. Check DOCKER_HOST or --context',
  EAI_AGAIN: 'the name of the host cannot be looked up at present. Check DOCKER_HOST or --context',
  ETIMEDOUT: 'no answer. Check DOCKER_HOST or --context',
  EHOSTUNREACH: 'no way to the host. Check DOCKER_HOST or --context',
  ENETUNREACH: 'no way to the network. Check DOCKER_HOST or --context',
  ECONNRESET: 'the connection broke. Is Docker restarting?',
  EPIPE: 'the connection broke. Is Docker restarting?',
};

const connectionTrouble = (error: unknown): string => {
  const code = dig(error, 'code');
  const known = typeof code === 'string' ? CONNECTION_TROUBLE[code] : undefined;
  if (known !== undefined) return known;
  const words = engineWords(error);
  if (/certificate|self.signed|alert|tls|ssl|https/i.test(`${String(code)} ${words}`)) {
    return `${words.replace(/\.$/, '')}. Check DOCKER_TLS_VERIFY and DOCKER_CERT_PATH`;
  }
  return words;
};

export const unreachable = (address: string, error: unknown): RuntimeError =>
  new RuntimeError(
    'unreachable',
    `cannot reach the Docker engine at ${address}: ${connectionTrouble(error)}`,
    {
      cause: error,
    },
  );

/** Whatever a call to the engine at `address` threw. */
export const toRuntimeError = (error: unknown, address: string): RuntimeError => {
  if (error instanceof RuntimeError) return error;
  const words = engineWords(error);
  if (dig(error, 'name') === 'AbortError') return new RuntimeError('interrupted', words, { cause: error });
  const status = httpStatus(error);
  if (status !== undefined) return new RuntimeError(codeOf(status, words), words, { cause: error });
  if (typeof dig(error, 'code') === 'string') return unreachable(address, error);
  return new RuntimeError('failed', words, { cause: error });
};
