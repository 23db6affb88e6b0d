import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { berthOk, uniqueNamespace } from './berth.ts';

const manifest = (name: string): string => fileURLToPath(new URL(`../../manifests/${name}`, import.meta.url));

let namespace: string;

beforeEach(() => {
  namespace = uniqueNamespace();
});

afterEach(async () => {
  await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
});

const apply = (name: string): Promise<string> => berthOk(['apply', '-n', namespace, '-f', manifest(name)]);

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

  test('guestbook.yaml keeps what is signed, across its three tiers and while all pods are replaced', async () => {
    await apply('guestbook.yaml');
    expect(await textOf('http://127.0.0.1:8081/cgi-bin/guestbook?hello')).toBe('hello\n');
    for (const tier of ['follower', 'frontend']) {
      await berthOk(['rollout', 'restart', '-n', namespace, `deploy/${tier}`]);
    }
    expect(await textOf('http://127.0.0.1:8081/cgi-bin/guestbook?again')).toBe('hello\nagain\n');
  });
});
