import type { Duplex, Readable } from 'node:stream';
import type {
  ContainerInfo,
  ContainerInspectInfo,
  EndpointSettings,
  EngineInfo,
  ExecInspectInfo,
  ImageInspectInfo,
  NetworkInspectInfo,
  VersionInfo,
  VolumeInspectInfo,
} from './docker-types.ts';
import { EngineError } from './errors.ts';
import type { HttpAnswer } from './http/connection.ts';
import type { HttpClient, HttpRequest } from './http/http-client.ts';

/** The engine's API, as far as berth uses it. Answers of status 400 and up are thrown as EngineErrors. */
export interface Docker extends Calls {
  version(): Promise<VersionInfo>;
  info(): Promise<EngineInfo>;
  listContainers(query?: Query): Promise<ContainerInfo[]>;
  listNetworks(query?: Query): Promise<NetworkInspectInfo[]>;
  listVolumes(query?: Query): Promise<{ Volumes: VolumeInspectInfo[] | null }>;
  getContainer(idOrName: string): Container;
  getImage(name: string): { inspect(): Promise<ImageInspectInfo> };
  getVolume(name: string): { inspect(): Promise<VolumeInspectInfo>; remove(): Promise<void> };
  getNetwork(idOrName: string): Network;
}

/** What every other call is made of. */
interface Calls {
  /** Gives back the JSON of the answer. A part of the query that is an object is sent as JSON, as filters are. */
  post<T = unknown>(path: string, body?: object, query?: Query): Promise<T>;
  /** The body of the answer as it comes. */
  open(method: 'GET' | 'POST', path: string, query: Query, options?: OpenOptions): Promise<Readable>;
  /** What comes back can be written to. */
  hijack(path: string, body: object | undefined, query?: Query): Promise<Duplex>;
}

export type Query = Readonly<Record<string, string | number | boolean | object>>;

interface OpenOptions {
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

export interface Container {
  readonly id: string;
  inspect(): Promise<ContainerInspectInfo>;
  /**
   * One that runs already is no error, nor is one that has stopped already. What an engine starts on its way down it
   * loses sight of, so that it can never be started again.
   */
  start(): Promise<void>;
  stop(query: { t: number }): Promise<void>;
  kill(query: { signal: string }): Promise<void>;
  unpause(): Promise<void>;
  rename(query: { name: string }): Promise<void>;
  remove(query: { force: boolean; v?: boolean }): Promise<void>;
  wait(query: { condition: 'removed' }): Promise<void>;
  putArchive(tar: Buffer | Readable, query: { path: string; noOverwriteDirNonDir?: boolean }): Promise<void>;
  /** What is at the path, as JSON in base64. */
  statArchive(query: { path: string }): Promise<string>;
  getArchive(query: { path: string }): Promise<Readable>;
  logs(query: Query, signal?: AbortSignal): Promise<Readable>;
  /** Measurements, one a second. */
  stats(): Promise<Readable>;
  attach(query: Query): Promise<Duplex>;
  resize(query: { w: number; h: number }): Promise<void>;
  exec(request: object): Promise<Exec>;
}

export interface Exec {
  start(request: { Tty: boolean }): Promise<Duplex>;
  resize(query: { w: number; h: number }): Promise<void>;
  inspect(): Promise<ExecInspectInfo>;
}

interface Network {
  inspect(): Promise<NetworkInspectInfo>;
  remove(): Promise<void>;
  connect(body: { Container: string; EndpointConfig: EndpointSettings }): Promise<void>;
  disconnect(body: { Container: string; Force: boolean }): Promise<void>;
}

const queryText = (query: Query): string => {
  const texts = Object.entries(query).map(([name, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `${name}=${encodeURIComponent(text)}`;
  });
  return texts.length === 0 ? '' : `?${texts.join('&')}`;
};

const gather = (body: Readable): Promise<string> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    body.on('data', (part: Buffer) => parts.push(part));
    body.once('end', () => resolve(Buffer.concat(parts).toString()));
    body.once('error', reject);
  });

/** An answer whose status says that all went well. */
const successful = async <Answer extends HttpAnswer>(answer: Answer): Promise<Answer> => {
  const { status, reason, body } = answer;
  if (status >= 400) throw new EngineError(status, (await gather(body)) || reason);
  return answer;
};

const jsonBody = (body: object | undefined) =>
  body && { headers: { 'Content-Type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) };

/** `prefix` is the version of the API to speak: `/v1.41`. `onVersion` is told the newest that the engine speaks. */
export const createDocker = (
  http: HttpClient,
  prefix: string,
  onVersion: (version: string) => void,
): Docker => {
  const pathOf = (path: string, query: Query): string => `${prefix}${path}${queryText(query)}`;

  /** Whoever asks knows what there is to be told. */
  const ask = async (request: HttpRequest) => {
    const { headers, body } = await successful(await http.send(request));
    const version = headers.get('api-version');
    if (version !== undefined) onVersion(version);
    const text = await gather(body);
    return JSON.parse(text === '' ? 'null' : text);
  };

  const get = <T>(path: string, query: Query = {}): Promise<T> =>
    ask({ method: 'GET', path: pathOf(path, query) });
  const post: Docker['post'] = (path, body, query = {}) =>
    ask({ method: 'POST', path: pathOf(path, query), ...jsonBody(body) });
  const remove = (path: string, query: Query = {}): Promise<void> =>
    ask({ method: 'DELETE', path: pathOf(path, query) });
  const open: Docker['open'] = async (method, path, query, options = {}) =>
    (await successful(await http.send({ method, path: pathOf(path, query), ...options }))).body;
  const hijack: Docker['hijack'] = async (path, body, query = {}) =>
    (await successful(await http.hijack({ method: 'POST', path: pathOf(path, query), ...jsonBody(body) })))
      .body;

  const getExec = (id: string): Exec => ({
    start: (request) => hijack(`/exec/${id}/start`, { Detach: false, ...request }),
    resize: (query) => post(`/exec/${id}/resize`, undefined, query),
    inspect: () => get(`/exec/${id}/json`),
  });

  const getContainer = (id: string): Container => {
    const own = `/containers/${id}`;
    const order = (verb: string, query: Query = {}): Promise<void> =>
      post(`${own}/${verb}`, undefined, query);
    return {
      id,
      inspect: () => get(`${own}/json`),
      start: () => ask({ method: 'POST', path: pathOf(`${own}/start`, {}), alone: true }),
      stop: (query) => order('stop', query),
      kill: (query) => order('kill', query),
      unpause: () => order('unpause'),
      rename: (query) => order('rename', query),
      wait: (query) => order('wait', query),
      remove: (query) => remove(own, query),
      putArchive: (body, query) =>
        ask({
          method: 'PUT',
          path: pathOf(`${own}/archive`, query),
          headers: { 'Content-Type': 'application/x-tar' },
          body,
        }),
      getArchive: (query) => open('GET', `${own}/archive`, query),
      statArchive: async (query) => {
        const { headers } = await successful(
          await http.send({ method: 'HEAD', path: pathOf(`${own}/archive`, query) }),
        );
        return headers.get('x-docker-container-path-stat') ?? '';
      },
      stats: () => open('GET', `${own}/stats`, { stream: true }),
      resize: (query) => order('resize', query),
      attach: (query) => hijack(`${own}/attach`, undefined, query),
      logs: (query, signal) => open('GET', `${own}/logs`, query, { signal }),
      exec: async (request) => getExec((await post<{ Id: string }>(`${own}/exec`, request)).Id),
    };
  };

  return {
    post,
    open,
    hijack,
    version: () => get('/version'),
    info: () => get('/info'),
    listContainers: (query) => get('/containers/json', query),
    listNetworks: (query) => get('/networks', query),
    listVolumes: (query) => get('/volumes', query),
    getContainer,
    getImage: (name) => ({ inspect: () => get(`/images/${name}/json`) }),
    getVolume: (name) => ({
      inspect: () => get(`/volumes/${name}`),
      remove: () => remove(`/volumes/${name}`),
    }),
    getNetwork: (id) => ({
      inspect: () => get(`/networks/${id}`),
      remove: () => remove(`/networks/${id}`),
      connect: (body) => post(`/networks/${id}/connect`, body),
      disconnect: (body) => post(`/networks/${id}/disconnect`, body),
    }),
  };
};
