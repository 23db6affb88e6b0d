import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { berthOk, uniqueNamespace } from './berth.ts';
import { ensureNodeImage } from './node-image.ts';

const manifest = (name: string): string => fileURLToPath(new URL(`../../manifests/${name}`, import.meta.url));

let namespace: string;

beforeEach(() => {
  namespace = uniqueNamespace();
});

afterEach(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

const apply = (name: string, ...flags: readonly string[]): Promise<string> =>
  berthOk(['apply', '-n', namespace, '-f', manifest(name), ...flags]);

const textOf = async (url: string): Promise<string> => {
  const response = await fetch(url, { headers: { connection: 'close' } });
  expect(response.status).toBe(200);
  return response.text();
};

describe('the examples in manifests/', () => {
  test('web.yaml answers on this machine, and the same file again changes nothing', async () => {
    await apply('web.yaml');
    expect(await textOf('http://127.0.0.1:8080/')).toContain('nginx');
    expect(await berthOk(['get', 'svc', 'web', '-n', namespace])).toMatch(
      /LoadBalancer .* localhost +8080:3\d+/,
    );
    expect(await apply('web.yaml')).toBe('service/web unchanged\ndeployment.apps/web unchanged\n');
  });

  test('web/ holds the same in two files', async () => {
    expect(await apply('web')).toBe('service/web created\ndeployment.apps/web created\n');
    expect(await textOf('http://127.0.0.1:8080/')).toContain('nginx');
    expect(await apply('web.yaml')).toBe('service/web unchanged\ndeployment.apps/web unchanged\n');
    await berthOk(['delete', '-n', namespace, '-f', manifest('web/service.yaml')]);
    await expect(fetch('http://127.0.0.1:8080/')).rejects.toThrow('fetch failed');
    expect(await apply('web')).toBe('service/web created\ndeployment.apps/web unchanged\n');
    expect(await textOf('http://127.0.0.1:8080/')).toContain('nginx');
  });

  test('guestbook.yaml keeps what is signed, across its three tiers and while all pods are replaced', async () => {
    await apply('guestbook.yaml');
    expect(await textOf('http://127.0.0.1:8081/cgi-bin/guestbook?hello')).toBe('hello\n');
    for (const tier of ['follower', 'frontend']) {
      await berthOk(['rollout', 'restart', '-n', namespace, `deploy/${tier}`]);
    }
    expect(await textOf('http://127.0.0.1:8081/cgi-bin/guestbook?again')).toBe('hello\nagain\n');
  });

  test('two-containers.yaml serves with one container what the other writes', async () => {
    await ensureNodeImage('node:22-alpine');
    await apply('two-containers.yaml');
    expect(await textOf('http://127.0.0.1:8082/time.txt')).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(await berthOk(['get', 'pods', '-n', namespace, '--no-headers'])).toMatch(
      /^(clock-\S+ +2\/2 +Running .*\n){2}$/,
    );
  });

  test('ingress.yaml leads to two applications by path', async () => {
    await apply('ingress.yaml', '--ingress-http-port=8083', '--ingress-https-port=8084');
    expect(await textOf('http://127.0.0.1:8083/docs/')).toBe('How to shop\n');
    expect(await textOf('http://127.0.0.1:8083/')).toContain('on shop-');
  });
});
