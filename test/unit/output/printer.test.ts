import { describe, expect, test } from 'vitest';
import type { Resource } from '../../../src/model/resource.ts';
import { objectPrinterFor, printerFor, type PrintContext } from '../../../src/output/printer.ts';

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
  test('columns are as wide as their widest cell and three spaces, and at least six', () => {
    expect(printerFor({})([pod('a'), pod('a-long-name')], context())).toBe(
      [
        'NAME          READY   STATUS    RESTARTS   AGE\n',
        'a             1/1     Running   0          60m\n',
        'a-long-name   1/1     Running   0          60m\n',
      ].join(''),
    );
  });

  test('-A puts the namespace first', () => {
    const text = printerFor({})([pod('a'), pod('b', 'kube-system')], context({ allNamespaces: true }));
    expect(text).toBe(
      [
        'NAMESPACE     NAME   READY   STATUS    RESTARTS   AGE\n',
        'default       a      1/1     Running   0          60m\n',
        'kube-system   b      1/1     Running   0          60m\n',
      ].join(''),
    );
  });

  test('labels: -L one column each, --show-labels all of them', () => {
    const flags = { labelColumns: ['example.com/tier', 'app'], showLabels: true };
    const text = printerFor(flags)([pod('a', 'default', { b: '2', app: 'x' }), pod('b')], context());
    expect(text).toBe(
      [
        'NAME   READY   STATUS    RESTARTS   AGE   TIER     APP      LABELS\n',
        'a      1/1     Running   0          60m   <none>   x        app=x,b=2\n',
        'b      1/1     Running   0          60m   <none>   <none>   <none>\n',
      ].join(''),
    );
  });

  test('several types are parted by an empty line and named', () => {
    expect(printerFor({})([pod('a'), deployment], context())).toBe(
      [
        'NAME    READY   STATUS    RESTARTS   AGE\n',
        'pod/a   1/1     Running   0          60m\n',
        '\n',
        'NAME                  READY   UP-TO-DATE   AVAILABLE   AGE\n',
        'deployment.apps/web   2/3     3            1           60m\n',
      ].join(''),
    );
    expect(printerFor({ noHeaders: true })([pod('a'), deployment], context())).toBe(
      'pod/a   1/1   Running   0     60m\ndeployment.apps/web   2/3   3     1     60m\n',
    );
  });

  test('one type found of several asked for is named too', () => {
    expect(printerFor({ noHeaders: true })([deployment], context({ showType: true }))).toBe(
      'deployment.apps/web   2/3   3     1     60m\n',
    );
  });

  test('-o wide', () => {
    expect(printerFor({ output: 'wide' })([deployment], context())).toBe(
      [
        'NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES          SELECTOR\n',
        'web    2/3     3            1           60m   web,log      nginx:1,log:2   app=web\n',
      ].join(''),
    );
  });

  test('nothing found prints nothing', () => {
    expect(printerFor({})([], context())).toBe('');
  });

  test('a cell is one line and cannot reach the terminal', () => {
    const text = printerFor({ noHeaders: true })([pod('a', 'default', {})], context());
    expect(text).toContain('a     1/1');
    const evil = printerFor({ noHeaders: true })([pod('\x1b[31mred\x07\nsecond')], context());
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

  test('what was found comes as one List', () => {
    expect(printerFor({ output: 'yaml' })([small('a')], context())).toBe(
      `${list.join('\n')}kind: List\nmetadata:\n  resourceVersion: ""\n`,
    );
    expect(printerFor({ output: 'json' })([], context())).toBe(
      '{\n    "apiVersion": "v1",\n    "items": [],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n',
    );
  });

  test('one object that was named comes alone', () => {
    expect(printerFor({ output: 'yaml' })([small('a')], context({ shape: 'one' }))).toBe(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n',
    );
  });

  test('each for itself', () => {
    expect(objectPrinterFor({ output: 'yaml' })?.([small('a'), small('b')], context({ shape: 'each' }))).toBe(
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: b\n',
    );
  });

  test('managed fields are left out unless asked for', () => {
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', managedFields: [] } };
    const print = (showManagedFields: boolean) =>
      printerFor({ output: 'yaml', showManagedFields })([object], context({ shape: 'one' }));
    expect(print(false)).not.toContain('managedFields');
    expect(print(true)).toContain('managedFields: []');
  });

  test('names', () => {
    expect(printerFor({ output: 'name' })([small('a'), deployment], context())).toBe(
      'pod/a\ndeployment.apps/web\n',
    );
  });
});

describe('flags', () => {
  test('an unknown format is refused with the ones there are', () => {
    expect(() => printerFor({ output: 'xml' })).toThrow(
      /^unable to match a printer suitable for the output format "xml", allowed formats are: .*json.*name.*wide,yaml$/,
    );
    expect(() => objectPrinterFor({ output: 'wide' })).toThrow(/"wide", allowed formats are: .*name.*yaml$/);
  });

  test('commands that change objects print them only when asked', () => {
    expect(objectPrinterFor({})).toBeUndefined();
  });

  test('--show-labels needs a table', () => {
    expect(() => printerFor({ output: 'yaml', showLabels: true })).toThrow(
      '--show-labels option cannot be used with yaml printer',
    );
  });
});
