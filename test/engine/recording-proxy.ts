import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands between berth and the engine, and keeps what is asked. */
export interface RecordingProxy {
  /** For DOCKER_HOST. */
  readonly address: string;
  /** What was asked since the last time: `GET /volumes pod-note`. Ids and names are left out, labels are told. */
  take(): string[];
  close(): void;
}

const engineSocket = (): string => (process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock').slice(7);

/** The label that tells what a list is of: the last one, which is the narrowest. */
const labelOf = (query: string): string => {
  const filters: { label?: string[] } = JSON.parse(new URLSearchParams(query).get('filters') ?? '{}');
  return filters.label?.at(-1)?.replace('berth.dev/', ' ') ?? '';
};

const callOf = (method = '', url = ''): string => {
  const [path = '', query = ''] = url.split('?');
  const plain = path
    .replace(/^\/v[\d.]+/, '')
    .replace(/^(\/(?:containers|networks|volumes|images))\/(?!json$|create$)[^/]+/, '$1/…');
  return `${method} ${plain}${labelOf(query)}`;
};

export const startRecordingProxy = async (): Promise<RecordingProxy> => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-proxy-'));
  const path = join(folder, 'docker.sock');
  let calls: string[] = [];
  const server = createServer((asked, answer) => {
    const { method, url, headers } = asked;
    calls.push(callOf(method, url));
    const passed = request({ socketPath: engineSocket(), method, path: url, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      answer.flushHeaders();
      given.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  });
  await once(server.listen(path), 'listening');
  return {
    address: `unix://${path}`,
    take: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
