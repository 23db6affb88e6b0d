import { beforeEach, describe, expect, test } from 'vitest';
import { updateRecord } from '../../src/cluster/store.ts';
import { writtenRecord } from '../../src/cluster/write.ts';
import { refOf, type Resource } from '../../src/model/resource.ts';
import { createMemoryRuntime } from '../../src/runtime/memory/memory-runtime.ts';
import { openSession, type Session } from '../support/session.ts';
import { workloadOf } from '../support/workloads.ts';

let session: Session;
const berth = (line: string) => session.berth(line);

beforeEach(async () => {
  session = openSession();
  const { clock, store } = session;
  const runtime = createMemoryRuntime({ clock, store });
  const put = (resource: Resource) =>
    updateRecord(runtime, refOf(resource), (current) =>
      writtenRecord(resource, current, { now: clock.now(), newUid: () => 'uid' }),
    );
  const run = async (namespace: string, name: string, labels: Record<string, string>) => {
    const spec = { containers: [{ name: 'web', image: 'web:1' }] };
    await runtime.createPod({ namespace, name, uid: name, labels, annotations: {}, hash: 'h', spec });
    const created = (await runtime.listPods()).filter(({ state }) => state === 'created');
    await Promise.all(created.map((pod) => runtime.startPod(pod)));
  };
  await put(workloadOf([], { replicas: 0 }).resource);
  await put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } });
  await runtime.pullImage('web:1', () => {});
  await run('default', 'web-1', { app: 'web' });
  await run('default', 'db-1', { app: 'db', tier: 'back' });
  await run('other', 'web-1', { app: 'web' });
  await clock.sleep(300_000);
});

describe('get prints what is there', () => {
  test('pods of the default namespace, by name', async () => {
    expect(await berth('get pods')).toEqual({
      code: 0,
      stderr: '',
      stdout: `\
NAME    READY   STATUS    RESTARTS   AGE
db-1    1/1     Running   0          5m
web-1   1/1     Running   0          5m
`,
    });
  });

  test.each(['get po', 'get pod', 'get Pods', '-n default get pods', 'get pods --namespace=default'])(
    'berth %s means the same',
    async (line) => {
      expect(await berth(line)).toEqual(await berth('get pods'));
    },
  );

  test('pods of another namespace, and of all', async () => {
    expect((await berth('get pods -n other -o name')).stdout).toBe('pod/web-1\n');
    expect((await berth('get pods -A --no-headers')).stdout).toMatch(
      /^default +db-1 .*\ndefault +web-1 .*\nother +web-1 .*\n$/,
    );
  });

  test.each([
    ['-l app=web', 'pod/web-1\n'],
    ['-l "app in (web,db),!tier"', 'pod/web-1\n'],
    ['-l tier', 'pod/db-1\n'],
    ['--field-selector metadata.name=db-1', 'pod/db-1\n'],
    ['--field-selector status.phase=Running,metadata.name!=db-1', 'pod/web-1\n'],
    ['db-1', 'pod/db-1\n'],
    ['web-1 db-1', 'pod/web-1\npod/db-1\n'],
  ])('get pods %s', async (selection, stdout) => {
    expect(await berth(`get pods ${selection} -o name`)).toEqual({ code: 0, stderr: '', stdout });
  });

  test('several types in one answer, each with its type before the name', async () => {
    const { stdout } = await berth('get deploy/web pod/db-1');
    expect(stdout).toMatch(/^NAME .*\ndeployment.apps\/web .*\n\nNAME .*\npod\/db-1 .*\n$/);
    expect((await berth('get all')).stdout).toMatch(/\npod\/db-1 [^]*\ndeployment.apps\/web /);
    expect((await berth('get pods,deploy -o name')).stdout).toBe(
      'pod/db-1\npod/web-1\ndeployment.apps/web\n',
    );
  });

  test('namespaces belong to no namespace', async () => {
    expect((await berth('get ns -n other -o name')).stdout).toBe('namespace/default\nnamespace/other\n');
  });

  test('one object by name is an object, several are a List', async () => {
    const one = JSON.parse((await berth('get pod db-1 -o json')).stdout);
    expect([one.kind, one.metadata.name]).toEqual(['Pod', 'db-1']);
    const several = JSON.parse((await berth('get pods -o json')).stdout);
    expect([several.kind, several.items.length]).toEqual(['List', 2]);
  });

  describe('-f names objects by manifest', () => {
    const manifest = (kind: string, name: string, namespace?: string) =>
      JSON.stringify({ kind, apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1', metadata: { name, namespace } });
    beforeEach(() => {
      session.write({
        'all.yaml': [
          manifest('Pod', 'web-1', 'other'),
          manifest('Deployment', 'web'),
          manifest('Pod', 'db-1'),
        ].join('\n---\n'),
        'gone.yaml': `${manifest('Pod', 'db-1')}\n---\n${manifest('Pod', 'gone')}`,
      });
    });

    test('wherever they are', async () => {
      expect(await berth('get -f all.yaml -o name')).toEqual({
        code: 0,
        stderr: '',
        stdout: 'pod/web-1\ndeployment.apps/web\npod/db-1\n',
      });
    });

    test('as far as they are there', async () => {
      expect(await berth('get -f gone.yaml -o name')).toEqual({
        code: 1,
        stdout: 'pod/db-1\n',
        stderr: 'Error from server (NotFound): pods "gone" not found\n',
      });
    });

    test('as far as the selector wants them', async () => {
      expect((await berth('get -f all.yaml -l tier -o name')).stdout).toBe('pod/db-1\n');
    });

    test('and a selector that makes no sense is refused', async () => {
      expect((await berth("get -f all.yaml -l 'app in'")).stderr).toBe(
        "error: the provided selector \"app in\" is not valid: unable to parse requirement: found '' expected: '('\n",
      );
    });

    test('and not by word as well', async () => {
      expect(await berth('get -f all.yaml pods')).toEqual({
        code: 1,
        stdout: '',
        stderr:
          'error: when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well\n',
      });
    });
  });

  test('sorted by a field, and shown by path', async () => {
    const { stdout } = await berth('get pods --sort-by={.metadata.labels.tier} -o name');
    expect(stdout).toBe('pod/web-1\npod/db-1\n');
    expect((await berth('get pod db-1 -o jsonpath={.metadata.labels.tier}')).stdout).toBe('back');
    expect((await berth('get pods -o custom-columns=NAME:.metadata.name')).stdout).toBe(
      'NAME\ndb-1\nweb-1\n',
    );
  });

  test('labels as columns', async () => {
    const { stdout } = await berth('get pods -L app,tier --show-labels');
    expect(stdout).toMatch(/ APP +TIER +LABELS\n/);
    expect(stdout).toMatch(/db-1 .* db +back +app=db,tier=back\n/);
  });
});

describe('get says what is not there, in the words of kubectl', () => {
  test.each([
    ['get pods -n empty', 0, 'No resources found in empty namespace.\n'],
    ['get pods -l app=none', 0, 'No resources found in default namespace.\n'],
    ['get pods -l app=none -A', 0, 'No resources found\n'],
    ['get pv', 0, 'No resources found\n'],
    ['get pods nope', 1, 'Error from server (NotFound): pods "nope" not found\n'],
    ['get deploy nope', 1, 'Error from server (NotFound): deployments.apps "nope" not found\n'],
    ['get pod/nope -o json', 1, 'Error from server (NotFound): pods "nope" not found\n'],
    [
      'get pods a b',
      1,
      'Error from server (NotFound): pods "a" not found\nError from server (NotFound): pods "b" not found\n',
    ],
    ['get pods nope --ignore-not-found', 0, ''],
    ['get pods a b --ignore-not-found -o json', 0, ''],
    ['get pods -n empty --ignore-not-found', 0, ''],
    ['get pods -n empty -o name', 0, ''],
    ['get foo', 1, 'error: the server doesn\'t have a resource type "foo"\n'],
    ['get pods web-1 -l app=web', 1, 'error: name cannot be provided when a selector is specified\n'],
    [
      'get pod/web-1 -l app=web',
      1,
      'error: selectors and the all flag cannot be used when passing resource/name arguments\n',
    ],
    ['get pods -A web-1', 1, 'error: a resource cannot be retrieved by name across all namespaces\n'],
    ["get pods ''", 1, 'error: resource name may not be empty\n'],
    [
      "get pods -l 'app in'",
      1,
      'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "app in", field selector "": unable to parse requirement: found \'\' expected: \'(\'\n',
    ],
    [
      'get deploy --field-selector spec.replicas=1',
      1,
      'Error from server (BadRequest): Unable to find "apps/v1, Resource=deployments" that match label selector "", field selector "spec.replicas=1": field label not supported: spec.replicas\n',
    ],
  ])('berth %s', async (line, code, stderr) => {
    expect(await berth(line)).toEqual({ code, stdout: '', stderr });
  });

  test('what is there is printed beside what is not', async () => {
    expect(await berth('get pods nope web-1 -o name')).toEqual({
      code: 1,
      stdout: 'pod/web-1\n',
      stderr: 'Error from server (NotFound): pods "nope" not found\n',
    });
  });

  test('an empty list is a List', async () => {
    expect((await berth('get pods -n empty -o json')).stdout).toContain('"items": []');
  });

  test('a type has to be named', async () => {
    const { code, stdout, stderr } = await berth('get');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`\
You must specify the type of resource to get. Use "berth api-resources" for a complete list of supported resources.

error: Required resource not specified.
Use "berth explain <resource>" for a detailed description of that resource (e.g. berth explain pods).
See 'berth get -h' for help and examples
`);
  });
});
