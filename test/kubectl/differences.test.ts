import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Resource } from '../../src/model/resource.ts';
import { type PrintFlags, printerFor } from '../../src/output/printer.ts';
import { type ApiStandIn, startApiStandIn } from '../support/api-stand-in.ts';
import { hasKubectl, kubectl, type KubectlResult, withFolder } from '../support/kubectl.ts';
import { cluster, NOW } from './cluster.ts';
import { tableOf } from './table-of.ts';

/**
 * Where berth prints something else than kubectl on purpose. Each difference has a name, and both sides are held
 * to it: if kubectl changes, the difference may go.
 */

const thing = (fields: object): Resource => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: 'a' },
  ...fields,
});

/** `json` is what kubectl reads; berth prints what JavaScript makes of it. */
const byKubectl = (json: string, output: string, ...flags: readonly string[]): Promise<KubectlResult> =>
  withFolder((folder) => {
    const file = join(folder, 'thing.json');
    writeFileSync(file, json);
    return kubectl(['patch', '--local', '-f', file, '-p', '{}', '--type=merge', '-o', output, ...flags]);
  });

const byBerth = async (json: string, flags: PrintFlags): Promise<string> => {
  const object: Resource = JSON.parse(json);
  const print = await printerFor(flags, () => '');
  return print([object], { now: NOW, shape: 'one' });
};

const compare = async (json: string, output: string) => {
  const { stdout } = await byKubectl(json, output);
  return { kubectl: stdout, berth: await byBerth(json, { output }) };
};

const withField = (name: string, source: string): string =>
  JSON.stringify(thing({})).replace(/\}$/, `,"${name}":${source}}`);

describe.runIf(hasKubectl)('where berth differs from kubectl', () => {
  test('maps are walked in the order of their keys; with kubectl it is chance', async () => {
    const json = JSON.stringify(thing({ map: { b: '2', c: '3', a: '1', d: '4' } }));
    const { kubectl, berth } = await compare(json, 'jsonpath={.map.*}');
    expect(berth).toBe('1 2 3 4');
    expect(kubectl.split(' ').sort().join(' ')).toBe(berth);
  });

  test('whole numbers that JavaScript cannot hold lose their last digits', async () => {
    const json = withField('big', '123456789012345678');
    expect(await compare(json, 'jsonpath={.big}')).toEqual({
      kubectl: '123456789012345678',
      berth: '123456789012345680',
    });
  });

  test('a Delete character can be printed as YAML', async () => {
    const json = JSON.stringify(thing({ text: 'a\x7fb' }));
    const { stderr } = await byKubectl(json.replace('\x7f', '\\u007f'), 'yaml');
    expect(stderr).toBe('error: yaml: control characters are not allowed\n');
    expect(await byBerth(json, { output: 'yaml' })).toContain('text: "a\\x7Fb"');
  });

  test('a Next Line character in YAML stays what it is', async () => {
    const json = withField('text', '"a\\u0085b"');
    const { kubectl, berth } = await compare(json, 'yaml');
    expect(kubectl).toContain('text: a b');
    expect(berth).toContain('text: "a\\Nb"');
  });

  test('a template that fails leaves stdout empty', async () => {
    const json = JSON.stringify(thing({}));
    const { stdout, stderr } = await byKubectl(json, 'go-template=first {{.kind.x}}');
    expect(stdout).toMatch(/^first Error executing template: .*Printing more information/);
    await expect(byBerth(json, { output: 'go-template=first {{.kind.x}}' })).rejects.toThrow(
      stderr.replace(/^error: /, '').trimEnd(),
    );
  });

  test('templates that call each other are stopped earlier', async () => {
    const output = 'go-template={{define "x"}}{{template "x"}}{{end}}{{template "x"}}';
    const { stderr } = await byKubectl(JSON.stringify(thing({})), output);
    expect(stderr).toContain('exceeded maximum template depth (100000)');
    await expect(byBerth(JSON.stringify(thing({})), { output })).rejects.toThrow(
      'maximum template depth (1000)',
    );
  });

  test('a template does not decode base64 to bytes that are no text', async () => {
    const json = JSON.stringify(thing({ data: Buffer.from([0x66, 0xff, 0x6f]).toString('base64') }));
    const { kubectl, berth } = await compare(json, 'go-template={{.data | base64decode | len}}');
    expect({ kubectl, berth }).toEqual({ kubectl: '3', berth: '5' });
  });

  test.each([
    ['{{printf "%+q" "é"}}', '"\\u00e9"', '"é"'],
    ['{{printf "%#U" 8364}}', "U+20AC '€'", 'U+20AC'],
    ['{{printf "%x" 1.5}}', '0x1.8p+00', '%!x(float64=1.5)'],
  ])('%s: rare verbs of printf are left out', async (template, kubectl, berth) => {
    expect(await compare(JSON.stringify(thing({})), `go-template=${template}`)).toEqual({ kubectl, berth });
  });

  describe('of a cluster', () => {
    let api: ApiStandIn | undefined;

    beforeAll(async () => {
      api = await startApiStandIn(tableOf);
      for (const object of cluster) api.put(object);
    });

    afterAll(() => api?.close());

    const get = (...args: readonly string[]): Promise<KubectlResult> =>
      withFolder((cache) => kubectl(['--server', api?.url ?? '', '--cache-dir', cache, 'get', ...args]));

    const found = (...kinds: readonly string[]): readonly Resource[] =>
      cluster.filter(({ kind, metadata }) => kinds.includes(kind) && metadata.namespace === 'default');

    const print = async (flags: PrintFlags, objects: readonly Resource[]): Promise<string> => {
      const printer = await printerFor(flags, () => '');
      return printer(objects, { now: NOW, shape: 'list', showType: true });
    };

    test('tables of several types can be sorted', async () => {
      const { code, stderr } = await get('deployments,pods', '--sort-by=.metadata.name');
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: 'error: couldn\'t find any field with path "{.metadata.name}" in the list of objects\n',
      });
      const text = await print({ sortBy: '.metadata.name', noHeaders: true }, found('Deployment', 'Pod'));
      expect(text.match(/^[^ ]+/gm)).toEqual([
        'pod/a-pod-with-quite-a-long-name-1234567890',
        'pod/unicode',
        'pod/web-1',
        'pod/web-10',
        'pod/web-2',
        'deployment.apps/api-server',
        'deployment.apps/web',
      ]);
    });

    test('to sort a table by a field that no object has is an error', async () => {
      const { code, stdout, stderr } = await get('pods', '--sort-by=.nope');
      expect({ code, stdout, stderr }).toEqual({
        code: 0,
        stdout: '',
        stderr: 'No resources found in default namespace.\n',
      });
      await expect(print({ sortBy: '.nope' }, found('Pod'))).rejects.toThrow(
        'couldn\'t find any field with path "{.nope}" in the list of objects',
      );
    });

    test('columns that fail leave stdout empty', async () => {
      const spec = 'custom-columns=NAME:.metadata.name,FIRST:.spec.containers[0].name';
      const { stdout, stderr } = await get('pods', '-o', spec);
      expect(stdout).toMatch(/^NAME +FIRST\n/);
      await expect(print({ output: spec }, found('Pod'))).rejects.toThrow(
        stderr.replace(/^error: /, '').trimEnd(),
      );
    });
  });
});
