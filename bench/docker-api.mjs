// The engine without anything in between.
import { spawnSync } from 'node:child_process';
import { Agent, request } from 'node:http';

const address = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
const socketPath = address.replace('unix://', '');
const agent = new Agent({ keepAlive: true });

export const socketMissing = () =>
  address.startsWith('unix://') ? undefined : `the engine at ${address} has no socket here`;

export const dockerMissing = () =>
  spawnSync('docker', ['--version']).status === 0 ? undefined : 'there is no docker command';

/** @param {string} method @param {string} path @param {object} [body] */
export const api = (method, path, body) =>
  new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    const call = request({ socketPath, agent, method, path, headers }, async (answer) => {
      const text = (await answer.toArray()).join('');
      if (answer.statusCode < 400) resolve(text);
      else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
    });
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
