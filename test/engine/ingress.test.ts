import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CERTIFICATE, CERTIFICATE_KEY } from '../support/certificate.ts';
import { startLoad } from '../support/load.ts';
import { berth, berthOk, docker, uniqueNamespace } from './berth.ts';

const IMAGE = 'busybox:musl';
/** Not those that the machine may use itself. */
const [HTTP, HTTPS] = [61_080, 61_443];
const PORTS = [`--ingress-http-port=${HTTP}`, `--ingress-https-port=${HTTPS}`];

/** Says which one it is, and what it was asked for by whom. */
const SHELL = `
mkdir -p /www/cgi-bin; cat > /www/cgi-bin/about <<'END'
#!/bin/sh
printf 'Content-Type: text/plain\\r\\n\\r\\n'
echo "$NAME $HTTP_X_FORWARDED_PROTO $HTTP_X_FORWARDED_FOR"
END
chmod +x /www/cgi-bin/about; echo $NAME > /www/index.html; mkdir /www/a; echo $NAME > /www/a/index.html
exec httpd -f -p 8080 -h /www`;

const app = (name: string, replicas = 1, version = '1') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [
          {
            name: 'web',
            image: IMAGE,
            command: ['sh', '-c', SHELL],
            env: [
              { name: 'NAME', value: name },
              { name: 'VERSION', value: version },
            ],
          },
        ],
      },
    },
  },
});

const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ name: 'web', port: 80, targetPort: 8080 }] },
});

const backend = (name: string) => ({ service: { name, port: { name: 'web' } } });

const ingress = (spec: object, name = 'shop') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name },
  spec,
});

const rules = [
  {
    host: 'shop.example.com',
    http: {
      paths: [
        { path: '/', pathType: 'Prefix', backend: backend('web') },
        { path: '/a', pathType: 'Prefix', backend: backend('api') },
      ],
    },
  },
  {
    host: '*.wild.example.com',
    http: { paths: [{ path: '/', pathType: 'Prefix', backend: backend('api') }] },
  },
];

const namespace = uniqueNamespace();
const apply = (objects: readonly object[]): Promise<string> =>
  berthOk(
    ['apply', '-n', namespace, ...PORTS, '-f', '-'],
    objects.map((object) => JSON.stringify(object)).join('\n---\n'),
  );

interface Answer {
  status: number | undefined;
  text: string;
}

const ask = (host: string, path: string, secure = false): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options: RequestOptions = {
      host: '127.0.0.1',
      path,
      headers: { host, connection: 'close' },
      ...(secure ? { port: HTTPS, servername: host, ca: CERTIFICATE } : { port: HTTP }),
    };
    const call = (secure ? httpsRequest : httpRequest)(options, (response) => {
      let text = '';
      response.on('data', (part) => (text += String(part)));
      response.on('end', () => resolve({ status: response.statusCode, text: text.trim() }));
    });
    call.on('error', reject).end();
  });

beforeAll(async () => {
  await apply([app('web', 3), service('web'), app('api'), service('api'), ingress({ rules })]);
});

afterAll(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

describe('an Ingress on a real engine', () => {
  test.each([
    ['shop.example.com', '/', 'web'],
    ['SHOP.example.com:8443', '/index.html', 'web'],
    ['shop.example.com', '/a/', 'api'],
    ['one.wild.example.com', '/', 'api'],
    ['two.one.wild.example.com', '/', 'default backend - 404'],
    ['other.example.com', '/', 'default backend - 404'],
  ])('leads %s%s to %s', async (host, path, text) => {
    expect(await ask(host, path)).toEqual({ status: text.includes('404') ? 404 : 200, text });
  });

  test('takes a path element by element', async () => {
    // The one that it does not lead to `api` has no such file.
    expect((await ask('shop.example.com', '/ab')).status).toBe(404);
  });

  test('tells the pods who asked, and how', async () => {
    const { text } = await ask('shop.example.com', '/cgi-bin/about');
    expect(text).toMatch(/^web http \d+\.\d+\.\d+\.\d+$/);
  });

  test('is shown as kubectl shows it', async () => {
    const shown = await berthOk(['get', 'ingress', '-n', namespace]);
    expect(shown).toMatch(/^NAME +CLASS +HOSTS +ADDRESS +PORTS +AGE$/m);
    expect(shown).toMatch(/^shop +<none> +shop\.example\.com,\*\.wild\.example\.com +localhost +80 +\S+$/m);
  });

  test('serves the certificates of Secrets by the names of hosts', async () => {
    const tls = [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }];
    const input = JSON.stringify(ingress({ rules, tls }));
    const { stderr } = await berth(['apply', '-n', namespace, ...PORTS, '-f', '-'], input);
    expect(stderr).toContain('is pending: secret "shop-tls" not found');
    const stringData = { 'tls.crt': CERTIFICATE, 'tls.key': CERTIFICATE_KEY };
    const metadata = { name: 'shop-tls' };
    await apply([{ apiVersion: 'v1', kind: 'Secret', metadata, type: 'kubernetes.io/tls', stringData }]);
    expect(await ask('shop.example.com', '/', true)).toEqual({ status: 200, text: 'web' });
    expect((await ask('shop.example.com', '/cgi-bin/about', true)).text).toMatch(/^web https /);
  });

  test('loses no request while pods are replaced', async () => {
    await apply([ingress({ defaultBackend: backend('web') }, 'all')]);
    const load = startLoad(`http://127.0.0.1:${HTTP}/cgi-bin/about`, 4, true);
    await apply([app('web', 3, '2')]);
    const { answered, lost } = await load.stop();
    expect([...new Set(lost)]).toEqual([]);
    expect(answered).toBeGreaterThan(100);
  });

  test('serves again after its proxy was restarted, and is gone with the last Ingress', async () => {
    await docker('restart', '--time=1', 'berth-ingress').catch(async () => {
      const filter = 'label=berth.dev/service=ingress';
      const [id = ''] = (await docker('ps', '--quiet', '--filter', filter)).split('\n');
      await docker('restart', '--time=1', id);
    });
    await expect
      .poll(() => ask('shop.example.com', '/', true).catch(String), { timeout: 10_000 })
      .toEqual({ status: 200, text: 'web' });
    await berthOk(['delete', '-n', namespace, 'ingress', '--all']);
    expect(await docker('ps', '--quiet', '--filter', 'label=berth.dev/service=ingress')).toBe('');
  });
});
