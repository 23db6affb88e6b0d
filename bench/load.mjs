// Requests without end over several connections, and how long each of them took.
import { Agent, request } from 'node:http';

const CONNECTIONS = 16;
const REQUESTS = 2_000;

/** @param {Agent} agent @param {string} url */
const ask = (agent, url) =>
  new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered with ${response.statusCode}`));
      response.resume().on('end', resolve).on('error', reject);
    })
      .on('error', reject)
      .end();
  });

/**
 * Takes the addresses in turn, as a client does that a name leads to.
 * @param {string[]} urls
 */
export const load = async (urls) => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times = [];
  let sent = 0;
  const client = async () => {
    while (sent < REQUESTS) {
      const url = urls[sent++ % urls.length];
      const start = performance.now();
      await ask(agent, url);
      times.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  const seconds = (performance.now() - start) / 1_000;
  agent.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  return { perSecond: REQUESTS / seconds, p99: sorted[Math.floor(REQUESTS * 0.99)] };
};
