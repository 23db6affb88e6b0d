import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { startLoad } from '../support/load.ts';
import { berthOk, uniqueNamespace } from './berth.ts';
import { ensureNodeImage, NODE_IMAGE, nodeCommand } from './node-image.ts';

/** Programs close connections that nobody uses, and a request may be on its way just then. */

const namespace = uniqueNamespace();

afterEach(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

/** It always closes one just as the second request of it comes, which happens out there now and then. */
const SERVER = `
const used = new WeakSet();
require('node:http').createServer((request, response) => {
  if (used.has(request.socket)) return request.socket.destroy();
  used.add(request.socket);
  request.resume();
  response.end();
}).listen(8080);`;

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        terminationGracePeriodSeconds: 0,
        containers: [{ name: 'web', image: NODE_IMAGE, command: nodeCommand(SERVER) }],
      },
    },
  },
};

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: {
    type: 'NodePort',
    selector: { app: 'web' },
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
  },
};

test('no request is lost to a connection that a program closes because nobody uses it', async () => {
  await ensureNodeImage();
  await berthOk(
    ['apply', '-n', namespace, '-f', '-'],
    [deployment, service].map((object) => JSON.stringify(object)).join('\n---\n'),
  );
  const path = 'jsonpath={.spec.ports[0].nodePort}';
  const port = await berthOk(['get', 'service', 'web', '-n', namespace, '-o', path]);
  const loads = [true, false].map((keepAlive) => startLoad(`http://127.0.0.1:${port}/`, 8, keepAlive));
  await pause(1_000);
  const counts = await Promise.all(loads.map((load) => load.stop()));
  expect(counts.flatMap(({ lost }) => lost)).toEqual([]);
  expect(counts.filter(({ answered }) => answered === 0)).toEqual([]);
}, 60_000);
