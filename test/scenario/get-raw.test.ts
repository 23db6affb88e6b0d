import { expect, test } from 'vitest';
import { openSession } from '../support/session.ts';

const withObjects = async () => {
  const session = openSession();
  await session.berth('create configmap a --from-literal=x=y');
  await session.berth('create namespace shop');
  await session.berth('create configmap b -n shop');
  return session;
};

test.each([
  ['/api/v1/namespaces/default/configmaps', ['a']],
  ['/api/v1/namespaces/shop/configmaps', ['b']],
  ['/api/v1/configmaps/', ['a', 'b']],
  ['/api/v1/configmaps?fieldSelector=metadata.name%3Db', ['b']],
  ['/api/v1/namespaces/default/configmaps?labelSelector=app', []],
  ['/api/v1/namespaces', ['default', 'shop']],
  ['/apis/apps/v1/deployments', []],
])('%s is a list', async (path, names) => {
  const session = await withObjects();
  const { stdout } = await session.berth(`get --raw ${path}`);
  const list: { kind: string; items: { metadata: { name: string } }[] } = JSON.parse(stdout);
  expect(list.kind).toMatch(/List$/);
  expect(list.items.map(({ metadata }) => metadata.name)).toEqual(names);
});

test('an object is there by its name', async () => {
  const session = await withObjects();
  const { stdout } = await session.berth('get --raw /api/v1/namespaces/default/configmaps/a');
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'ConfigMap', data: { x: 'y' } });
});

test.each([
  ['/healthz', /^ok$/],
  ['/version', /"gitVersion": "v/],
  ['/api', /^\{"kind":"APIVersions","versions":\["v1"\]\}\n$/],
  ['/apis', /"groupVersion":"apps\/v1"/],
  ['/apis/batch/v1', /"name":"cronjobs"/],
])('%s has an answer', async (path, answer) => {
  expect(await openSession().berth(`get --raw ${path}`)).toEqual({
    code: 0,
    stdout: expect.stringMatching(answer),
    stderr: '',
  });
});

const NOT_THERE = 'the server could not find the requested resource';

test.each([
  ['/metrics', NOT_THERE],
  ['/api/v1/widgets', NOT_THERE],
  ['/api/v1/configmaps/a', NOT_THERE],
  ['/api/v1/namespaces/default/pods/a/log', NOT_THERE],
  ['/api/v1/namespaces/default/pods/a', 'pods "a" not found'],
])('%s is not there', async (path, message) => {
  expect(await openSession().berth(`get --raw ${path}`)).toEqual({
    code: 1,
    stdout: '',
    stderr: `Error from server (NotFound): ${message}\n`,
  });
});

test.each([
  ['/version pods', 'arguments may not be passed when --raw is specified'],
  ['/version -o json', '--raw and --output are mutually exclusive'],
  ['version', '--raw must be a valid URL path: parse "version": invalid URI for request'],
])('get --raw %s makes no sense', async (words, message) => {
  const { code, stderr } = await openSession().berth(`get --raw ${words}`);
  expect([code, stderr]).toEqual([1, `error: ${message}\n`]);
});
