import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** A way to a registry that gives nobody what images are made of until it is told to. */
export interface SlowRegistry {
  readonly host: string;
  /** Resolves when somebody has asked for it. */
  readonly asked: Promise<void>;
  goOn(): void;
  stop(): void;
}

export const startSlowRegistry = async (registry: string): Promise<SlowRegistry> => {
  const gate = new EventEmitter();
  const asked = once(gate, 'asked').then(() => undefined);
  const going = once(gate, 'open');
  const pass = ({ method, url, headers }: IncomingMessage, response: ServerResponse): void => {
    request(`http://${registry}${url ?? ''}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end();
  };
  const server = createServer((asking, response) => {
    // The engine has time for what an image is made of, and little for anything else.
    if (asking.url?.includes('/blobs/') !== true) {
      pass(asking, response);
      return;
    }
    gate.emit('asked');
    void going.then(() => pass(asking, response));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port');
  return {
    host: `127.0.0.1:${address.port}`,
    asked,
    goOn: () => void gate.emit('open'),
    stop: () => {
      gate.emit('open');
      server.closeAllConnections();
      server.close();
    },
  };
};
