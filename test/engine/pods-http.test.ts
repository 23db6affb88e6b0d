import { once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CERTIFICATE, CERTIFICATE_KEY } from '../support/certificate.ts';
import { berth, berthOk } from './berth.ts';
import { podFixture } from './pod-fixture.ts';

/**
 * What probes and hooks send over http, as the one who is asked sees it: a server of this process, which the pods share
 * the network with.
 */
describe('what probes and hooks ask over http', () => {
  const pod = podFixture();
  const servers: Server[] = [];
  let asked: string[] = [];
  let httpPort = 0;
  let httpsPort = 0;

  const lineOf = ({ method, url, headers }: IncomingMessage): string =>
    `${method} ${url} ${headers.host} ${String(headers['x-probe'])} ${headers['user-agent']}`;
  const answer: RequestListener = (request, response) => {
    asked.push(lineOf(request));
    const [, status = '200'] = /(\d+)$/.exec(request.url ?? '') ?? [];
    response.writeHead(Number(status), { location: '/200' }).end();
  };
  const listen = async (server: Server): Promise<number> => {
    servers.push(server.listen(0));
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port');
    return address.port;
  };

  beforeAll(async () => {
    httpPort = await listen(createPlainServer(answer));
    // Debian 12's busybox, which tests are run with, speaks no better; that of 2024 speaks TLS 1.3.
    const ciphers = 'DEFAULT:@SECLEVEL=0';
    httpsPort = await listen(createServer({ cert: CERTIFICATE, key: CERTIFICATE_KEY, ciphers }, answer));
  });
  afterAll(() => servers.forEach((server) => server.close()));
  beforeEach(() => {
    asked = [];
  });

  const spec = (container: object) => ({ hostNetwork: true, containers: [container] });
  const probe = (httpGet: object) => ({ periodSeconds: 1, timeoutSeconds: 5, httpGet });

  test('goes to their host and port, by their scheme, with their headers, at each point of a life', async () => {
    const plain = { host: '127.0.0.1', port: httpPort };
    await pod.run(
      spec({
        lifecycle: {
          postStart: {
            httpGet: { ...plain, path: '/begin', httpHeaders: [{ name: 'X-Probe', value: "it's $me" }] },
          },
          preStop: {
            httpGet: { ...plain, path: '/end', httpHeaders: [{ name: 'User-Agent', value: 'me/1' }] },
          },
        },
        startupProbe: probe({ port: httpsPort, scheme: 'HTTPS', path: 'up?a=b&c', host: 'localhost' }),
        livenessProbe: probe({
          ...plain,
          path: '/live',
          httpHeaders: [{ name: 'Host', value: 'shop.example.com' }],
        }),
        readinessProbe: probe({ port: httpsPort, scheme: 'HTTPS', path: '/ready' }),
      }),
    );
    const agent = 'kube-probe/1.32';
    expect(asked.slice(0, 2)).toEqual([
      `GET /begin 127.0.0.1:${httpPort} it's $me ${agent}`,
      `GET /up?a=b&c localhost:${httpsPort} undefined ${agent}`,
    ]);
    await expect
      .poll(() => asked, { timeout: 30_000 })
      .toContain(`GET /live shop.example.com undefined ${agent}`);
    expect(asked.slice(2)).toContainEqual(
      expect.stringMatching(new RegExp(`^GET /ready [0-9.]+:${httpsPort} undefined ${agent}$`)),
    );
    expect(asked.join('\n')).not.toContain('/end');
    await berthOk(['delete', '-n', pod.namespace, 'deployment', 'web']);
    expect(asked.at(-1)).toBe(`GET /end 127.0.0.1:${httpPort} undefined me/1`);
  });

  test('counts every answer from 200 to 399, wherever it leads, and no other', async () => {
    const statuses = [200, 204, 302, 399, 400, 503];
    const containers = statuses.map((status) => ({
      name: `status-${status}`,
      readinessProbe: probe({ host: '127.0.0.1', port: httpPort, path: `/${status}` }),
    }));
    const args = ['apply', '-n', pod.namespace, '--timeout=5s', '-f', '-'];
    expect((await berth(args, pod.manifest({ hostNetwork: true, containers }))).code).toBe(1);
    const statusesOf = 'jsonpath={range .items[0].status.containerStatuses[*]}{.name}={.ready} {end}';
    expect(await berthOk(['get', 'pods', '-n', pod.namespace, '-o', statusesOf])).toBe(
      'status-200=true status-204=true status-302=true status-399=true status-400=false status-503=false ',
    );
  });
});
