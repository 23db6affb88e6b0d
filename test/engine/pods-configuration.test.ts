import { describe, expect, test } from 'vitest';
import { berth, berthOk, docker } from './berth.ts';
import { inside, podFixture } from './pod-fixture.ts';

const object = (kind: string, name: string, more: object): string =>
  JSON.stringify({ apiVersion: 'v1', kind, metadata: { name }, ...more });

const CONFIG_MAP = object('ConfigMap', 'app', { data: { LEVEL: 'debug', MODE: '$(LEVEL)' } });
const SECRET = object('Secret', 'keys', { stringData: { token: 's3cr3t-value', pin: '1234' } });

describe('what ConfigMaps and Secrets hold', () => {
  const pod = podFixture();
  const apply = (manifest: string) =>
    berthOk(['apply', '-n', pod.namespace, '--timeout=60s', '-f', '-'], manifest);

  test('is in the variables of a container, whole or key by key', async () => {
    await apply(CONFIG_MAP);
    await apply(SECRET);
    const container = await pod.run({
      containers: [
        {
          envFrom: [
            { configMapRef: { name: 'app' } },
            { prefix: 'KEY_', secretRef: { name: 'keys' } },
            { secretRef: { name: 'nope', optional: true } },
          ],
          env: [
            { name: 'PIN', valueFrom: { secretKeyRef: { name: 'keys', key: 'pin' } } },
            { name: 'GONE', valueFrom: { configMapKeyRef: { name: 'app', key: 'gone', optional: true } } },
            { name: 'URL', value: 'http://$(LEVEL):$(PIN)' },
          ],
        },
      ],
    });
    expect(await inside(container, 'echo $LEVEL $MODE $KEY_token $PIN $URL ${GONE-unset}')).toBe(
      'debug $(LEVEL) s3cr3t-value 1234 http://debug:1234 unset\n',
    );
  });

  test('is waited for, by name and for all to see, and then taken without another apply', async () => {
    const waiting = await berth(
      ['apply', '-n', pod.namespace, '--timeout=2s', '-f', '-'],
      pod.manifest({ containers: [{ envFrom: [{ secretRef: { name: 'keys' } }] }] }),
    );
    expect(waiting.code).toBe(1);
    expect(waiting.stderr).toContain('secret "keys" not found');
    expect(await berthOk(['get', 'pods', '-n', pod.namespace])).toMatch(
      /^web-\S+ +0\/1 +CreateContainerConfigError +0 /m,
    );
    await apply(SECRET);
    expect(await inside(await pod.container(), 'echo $token')).toBe('s3cr3t-value\n');
    expect(await berthOk(['get', 'pods', '-n', pod.namespace])).toMatch(/^web-\S+ +1\/1 +Running +0 /m);
  });

  test('stays as it is in a running pod where it is immutable', async () => {
    const fixed = (LEVEL: string) => object('ConfigMap', 'app', { immutable: true, data: { LEVEL } });
    await apply(fixed('debug'));
    const container = await pod.run({
      volumes: [{ name: 'app', configMap: { name: 'app' } }],
      containers: [{ volumeMounts: [{ name: 'app', mountPath: '/app' }] }],
    });
    const refused = await berth(['apply', '-n', pod.namespace, '-f', '-'], fixed('info'));
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('data: Forbidden: field is immutable when `immutable` is set'),
    });
    expect(await inside(container, 'cat /app/LEVEL')).toBe('debug');
  });

  test('of a Secret is in no label of any container', async () => {
    await apply(SECRET);
    const container = await pod.run({ containers: [{ envFrom: [{ secretRef: { name: 'keys' } }] }] });
    expect(await docker('inspect', '-f', '{{json .Config.Labels}}', container)).not.toContain('s3cr3t');
  });
});
