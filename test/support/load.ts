import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from './random.ts';

/** What became of the requests of a load: each was answered with 200, or is told here. None is sent again. */
export interface LoadCount {
  answered: number;
  /** `POST after 1203 ms: socket hang up on a connection idle for 12 ms, 3 ms after it was sent` */
  lost: string[];
}

/** Requests without end over several connections at once. */
export interface Load {
  /** Ends the load, and waits for the answers to what has been sent. */
  stop(): Promise<LoadCount>;
}

/** One that takes longer is lost to whoever sent it. */
const PATIENCE_MS = 10_000;

/** A pause between two requests of a client is up to so long: connections are met both busy and idle. */
const LONGEST_THOUGHT_MS = 20;

/** Every third request may not be repeated by anyone on the way. */
const METHODS = ['POST', 'GET', 'GET'];

/** When an answer last ended on a connection: a server may close one that was idle just as a request is sent. */
const lastUses = new WeakMap<Socket, number>();

const ask = (url: string, method: string, agent: Agent): Promise<string> =>
  new Promise((resolve) => {
    const began = performance.now();
    let used = '';
    const asked = request(url, { agent, method, timeout: PATIENCE_MS }, (response) => {
      response.on('error', (error) => resolve(error.message));
      const { socket } = response;
      response.on('end', () => {
        lastUses.set(socket, performance.now());
        resolve(response.statusCode === 200 ? 'ok' : `status ${response.statusCode}${used}`);
      });
      response.resume();
    });
    asked
      .on('timeout', () => asked.destroy(new Error(`no answer in ${PATIENCE_MS} ms`)))
      .on('socket', (socket) => {
        const last = lastUses.get(socket);
        if (last !== undefined) used = ` on a connection idle for ${Math.round(performance.now() - last)} ms`;
      })
      .on('error', (error) => {
        resolve(`${error.message}${used}, ${Math.round(performance.now() - began)} ms after it was sent`);
      })
      .end();
  });

/** `methods`: of the requests of a client, in turn. */
export const startLoad = (
  url: string,
  connections: number,
  keepAlive: boolean,
  methods: readonly string[] = METHODS,
): Load => {
  const agent = new Agent({ keepAlive, maxSockets: connections });
  const random = createRandom(connections);
  const began = performance.now();
  const count: LoadCount = { answered: 0, lost: [] };
  const stopping = new AbortController();
  const client = async (): Promise<void> => {
    for (let sent = 0; !stopping.signal.aborted; sent++) {
      const method = methods[sent % methods.length] ?? 'GET';
      const at = Math.round(performance.now() - began);
      const outcome = await ask(url, method, agent);
      if (outcome === 'ok') count.answered++;
      else count.lost.push(`${method} after ${at} ms: ${outcome}`);
      await pause(random.int(0, LONGEST_THOUGHT_MS));
    }
  };
  const clients = Array.from({ length: connections }, client);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(clients);
      agent.destroy();
      return count;
    },
  };
};
