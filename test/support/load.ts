import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from './random.ts';

/** What became of the requests of a load: each was answered with 200, or is told here. None is sent again. */
export interface LoadCount {
  answered: number;
  /** `POST after 1203 ms: ECONNRESET on a kept connection` */
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

const ask = (url: string, method: string, agent: Agent): Promise<string> =>
  new Promise((resolve) => {
    const asked = request(url, { agent, method, timeout: PATIENCE_MS }, (response) => {
      response.on('error', (error) => resolve(error.message));
      response.on('end', () => resolve(response.statusCode === 200 ? 'ok' : `status ${response.statusCode}`));
      response.resume();
    });
    asked
      .on('timeout', () => asked.destroy(new Error(`no answer in ${PATIENCE_MS} ms`)))
      .on('error', (error) => {
        resolve(`${error.message}${asked.reusedSocket ? ' on a kept connection' : ''}`);
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
