import { describe, expect, test } from 'vitest';
import type { Resource } from '../../../src/model/resource.ts';
import * as printers from '../../../src/output/printer.ts';
import type { PrintContext, PrintFlags } from '../../../src/output/printer.ts';

const readFile = (path: string): string => {
  if (path === 'template') return '{{.kind}} {{.metadata.name}}';
  throw new Error(`open ${path}: no such file or directory`);
};
const printerFor = (flags: PrintFlags) => printers.printerFor(flags, readFile);
const objectPrinterFor = (flags: PrintFlags) => printers.objectPrinterFor(flags, readFile);

const NOW = Date.UTC(2026, 0, 1, 1);
const creationTimestamp = '2026-01-01T00:00:00Z';

const pod = (name: string, namespace = 'default', labels?: Record<string, string>): Resource => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, creationTimestamp, ...(labels ? { labels } : {}) },
  spec: { containers: [{ name: 'c', image: 'i' }] },
  status: { phase: 'Running', containerStatuses: [{ name: 'c', ready: true, state: { running: {} } }] },
});

const deployment: Resource = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default', creationTimestamp },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: {
      spec: {
        containers: [
          { name: 'web', image: 'nginx:1' },
          { name: 'log', image: 'log:2' },
        ],
      },
    },
  },
  status: { readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1 },
};

const context = (extra: Partial<PrintContext> = {}): PrintContext => ({ now: NOW, shape: 'list', ...extra });

describe('tables', () => {
  test('columns are as wide as their widest cell and three spaces, and at least six', async () => {
    expect((await printerFor({}))([pod('a'), pod('a-long-name')], context())).toBe(
      [
        'NAME          READY   STATUS    RESTARTS   AGE\n',
        'a             1/1     Running   0          60m\n',
        'a-long-name   1/1     Running   0          60m\n',
      ].join(''),
    );
  });

  test('-A puts the namespace first', async () => {
    const text = (await printerFor({}))(
      [pod('a'), pod('b', 'kube-system')],
      context({ allNamespaces: true }),
    );
    expect(text).toBe(
      [
        'NAMESPACE     NAME   READY   STATUS    RESTARTS   AGE\n',
        'default       a      1/1     Running   0          60m\n',
        'kube-system   b      1/1     Running   0          60m\n',
      ].join(''),
    );
  });

  test('labels: -L one column each, --show-labels all of them', async () => {
    const flags = { labelColumns: ['example.com/tier', 'app'], showLabels: true };
    const text = (await printerFor(flags))([pod('a', 'default', { b: '2', app: 'x' }), pod('b')], context());
    expect(text).toBe(
      [
        'NAME   READY   STATUS    RESTARTS   AGE   TIER   APP   LABELS\n',
        'a      1/1     Running   0          60m          x     app=x,b=2\n',
        'b      1/1     Running   0          60m                <none>\n',
      ].join(''),
    );
  });

  test('several types are parted by an empty line and named', async () => {
    expect((await printerFor({}))([pod('a'), deployment], context())).toBe(
      [
        'NAME    READY   STATUS    RESTARTS   AGE\n',
        'pod/a   1/1     Running   0          60m\n',
        '\n',
        'NAME                  READY   UP-TO-DATE   AVAILABLE   AGE\n',
        'deployment.apps/web   2/3     3            1           60m\n',
      ].join(''),
    );
    expect((await printerFor({ noHeaders: true }))([pod('a'), deployment], context())).toBe(
      'pod/a   1/1   Running   0     60m\ndeployment.apps/web   2/3   3     1     60m\n',
    );
  });

  test('one type found of several asked for is named too', async () => {
    expect((await printerFor({ noHeaders: true }))([deployment], context({ showType: true }))).toBe(
      'deployment.apps/web   2/3   3     1     60m\n',
    );
  });

  test('-o wide', async () => {
    expect((await printerFor({ output: 'wide' }))([deployment], context())).toBe(
      [
        'NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES          SELECTOR\n',
        'web    2/3     3            1           60m   web,log      nginx:1,log:2   app=web\n',
      ].join(''),
    );
  });

  test('nothing found prints nothing', async () => {
    expect((await printerFor({}))([], context())).toBe('');
  });

  test('a cell is one line and cannot reach the terminal', async () => {
    const text = (await printerFor({ noHeaders: true }))([pod('a', 'default', {})], context());
    expect(text).toContain('a     1/1');
    const evil = (await printerFor({ noHeaders: true }))([pod('\x1b[31mred\x07\nsecond')], context());
    expect(evil).toMatch(/^\^\[\[31mred\^G\.\.\. {3}1\/1/);
  });
});

describe('documents', () => {
  const small = (name: string): Resource => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name } });
  const list = [
    'apiVersion: v1',
    'items:',
    '- apiVersion: v1',
    '  kind: Pod',
    '  metadata:',
    '    name: a',
    '',
  ];

  test('what was found comes as one List', async () => {
    expect((await printerFor({ output: 'yaml' }))([small('a')], context())).toBe(
      `${list.join('\n')}kind: List\nmetadata:\n  resourceVersion: ""\n`,
    );
    expect((await printerFor({ output: 'json' }))([], context())).toBe(
      '{\n    "apiVersion": "v1",\n    "items": [],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n',
    );
  });

  test('one object that was named comes alone', async () => {
    expect((await printerFor({ output: 'yaml' }))([small('a')], context({ shape: 'one' }))).toBe(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n',
    );
  });

  test('each for itself', async () => {
    expect(
      (await objectPrinterFor({ output: 'yaml' }))?.([small('a'), small('b')], context({ shape: 'each' })),
    ).toBe(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: b\n',
    );
  });

  test('managed fields are left out unless asked for', async () => {
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', managedFields: [] } };
    const print = async (showManagedFields: boolean) =>
      (await printerFor({ output: 'yaml', showManagedFields }))([object], context({ shape: 'one' }));
    expect(await print(false)).not.toContain('managedFields');
    expect(await print(true)).toContain('managedFields: []');
  });

  test('names', async () => {
    expect((await printerFor({ output: 'name' }))([small('a'), deployment], context())).toBe(
      'pod/a\ndeployment.apps/web\n',
    );
  });
});

describe('templates', () => {
  const one: PrintContext = context({ shape: 'one' });

  test.each([
    [{ output: 'jsonpath={.metadata.name}' }, 'web'],
    [{ output: 'jsonpath', template: '{.kind}' }, 'Deployment'],
    [{ output: 'jsonpath-as-json={.kind}' }, '[\n    "Deployment"\n]\n'],
    [{ output: 'go-template={{.metadata.name}}' }, 'web'],
    [{ output: 'template={{.kind}}={{.spec.replicas}}' }, 'Deployment=3'],
    [{ template: '{{.kind}}' }, 'Deployment'],
    [{ output: 'go-template-file=template' }, 'Deployment web'],
    [{ output: 'templatefile', template: 'template' }, 'Deployment web'],
    [{ output: 'custom-columns=K:.kind', noHeaders: true }, 'Deployment\n'],
    [{ output: 'wide', template: '{{.kind}}', noHeaders: true }, expect.stringMatching(/^web {3}2\/3/)],
    [{ output: 'YAML' }, expect.stringMatching(/^apiVersion: apps\/v1\n/)],
  ])('%j', async (flags, text) => {
    expect((await printerFor(flags))([deployment], one)).toEqual(text);
  });

  test('a template sees the List of what was found', async () => {
    const flags = { output: 'go-template={{range .items}}{{.metadata.name}};{{end}}' };
    expect((await printerFor(flags))([pod('a'), deployment], context())).toBe('a;web;');
    expect((await printerFor({ output: 'jsonpath={.kind}' }))([], context())).toBe('List');
  });

  test.each([
    [{ output: 'jsonpath' }, 'template format specified but no template given'],
    [{ output: 'go-template=' }, 'template format specified but no template given'],
    [{ output: 'custom-columns' }, 'custom-columns format specified but no custom columns given'],
    [{ output: 'custom-columns-file=x' }, 'error reading template x, open x: no such file or directory\n'],
    [{ output: 'jsonpath-file=x' }, 'error reading --template x, open x: no such file or directory\n'],
    [{ output: 'jsonpath={' }, 'error parsing jsonpath {, unclosed action'],
    [{ output: 'go-template={{' }, 'error parsing template {{, template: output:1: unclosed action'],
    [{ output: 'json=x' }, /^unable to match a printer suitable for the output format "json=x"/],
  ])('%j is refused before anything is looked up', async (flags, message) => {
    await expect(printerFor(flags)).rejects.toThrow(message);
  });

  test('a path that does not fit says so in the words of kubectl', async () => {
    const flags = { output: 'jsonpath={.nope}', allowMissingTemplateKeys: false };
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } };
    const print = await printerFor(flags);
    expect(() => print([object], one)).toThrow(
      'error executing jsonpath "{.nope}": Error executing template: nope is not found. ' +
        'Printing more information for debugging the template:\n\ttemplate was:\n\t\t{.nope}\n' +
        '\tobject given to jsonpath engine was:\n\t\tmap[string]interface {}{"apiVersion":"v1", "kind":"Pod", ' +
        '"metadata":map[string]interface {}{"name":"a"}}\n\n\n',
    );
    const template = { output: 'go-template={{.nope.x}}', allowMissingTemplateKeys: false };
    const printStrictly = await printerFor(template);
    expect(() => printStrictly([object], one)).toThrow(
      'error executing template "{{.nope.x}}": template: output:1:7: executing "output" at <.nope.x>: ' +
        'map has no entry for key "nope"',
    );
  });
});

describe('--sort-by', () => {
  const names = ['web-10', 'web-9', 'api'].map((name) => pod(name));

  test('orders lists and tables', async () => {
    const flags = { sortBy: '.metadata.name' };
    expect((await printerFor({ ...flags, output: 'name' }))(names, context())).toBe(
      'pod/api\npod/web-10\npod/web-9\n',
    );
    expect((await printerFor({ ...flags, noHeaders: true }))(names, context())).toMatch(
      /^api.*\nweb-10.*\nweb-9/,
    );
    const columns = { ...flags, output: 'custom-columns=N:.metadata.name', noHeaders: true };
    expect((await printerFor(columns))(names, context())).toBe('api\nweb-10\nweb-9\n');
  });
});

describe('flags', () => {
  test('an unknown format is refused with the ones there are', async () => {
    await expect(printerFor({ output: 'xml' })).rejects.toThrow(
      /^unable to match a printer suitable for the output format "xml", allowed formats are: .*json.*name.*wide,yaml$/,
    );
    await expect(objectPrinterFor({ output: 'wide' })).rejects.toThrow(
      /"wide", allowed formats are: .*name.*yaml$/,
    );
  });

  test('commands that change objects print them only when asked', async () => {
    expect(await objectPrinterFor({})).toBeUndefined();
  });

  test('--show-labels needs a table', async () => {
    await expect(printerFor({ output: 'yaml', showLabels: true })).rejects.toThrow(
      '--show-labels option cannot be used with yaml printer',
    );
  });
});
