import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../../src/manifest/parse.ts';
import { validate } from '../../../src/manifest/validate.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { hasKubectl, jsonDocuments, kubectl, withFolder } from '../../support/kubectl.ts';
import { forAll, type Random } from '../../support/random.ts';

const parse = (text: string) => parseManifests([{ file: 'a.yaml', text }]);

const names = (text: string) => parse(text).documents.map(({ resource }) => resource.metadata.name);

const configMap = (body: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n${body}`;

/** The value of the field `data`, with what was said about it. */
const data = (body: string) => {
  const { documents, problems } = parse(configMap(body));
  return {
    data: documents[0]?.resource['data'],
    said: problems.map(
      ({ severity, code, position }) => `${severity} ${code} ${position?.line}:${position?.column}`,
    ),
  };
};

describe('what a stream of YAML or JSON holds', () => {
  it.each<[string, string, string[]]>([
    ['several documents', `${configMap('')}---\n${configMap('')}`, ['a', 'a']],
    ['empty documents', `---\n# nothing\n---\n${configMap('')}---\n---\n`, ['a']],
    ['only comments', '# nothing here\n', []],
    ['nothing at all', '', []],
    ['a document that ends with dots', `${configMap('')}...\n---\n${configMap('')}`, ['a', 'a']],
    ['lines that end as on Windows', configMap('').replaceAll('\n', '\r\n'), ['a']],
    ['a byte order mark', `\uFEFF${configMap('')}`, ['a']],
    ['a comment right after a quote', `${configMap('')}data: {a: "b"}# why\n`, ['a']],
    ['a YAML directive', `%YAML 1.1\n---\n${configMap('')}`, ['a']],
    ['JSON', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}', ['a']],
    [
      'JSON that is indented with tabs',
      '{\n\t"apiVersion": "v1",\n\t"kind": "ConfigMap",\n\t"metadata": {"name": "a"}\n}',
      ['a'],
    ],
    [
      'JSON objects one after the other',
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a {\\"}"}}\n{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}',
      ['a {"}', 'b'],
    ],
    [
      'a List',
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n',
      ['a', 'b'],
    ],
    [
      'a list of one kind',
      'apiVersion: v1\nkind: ConfigMapList\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n',
      ['a'],
    ],
    ['a List without items', 'apiVersion: v1\nkind: List\n', []],
  ])('reads %s', (_what, text, expected) => {
    expect(parse(text).problems).toEqual([]);
    expect(names(text)).toEqual(expected);
  });

  it('reads the other documents where one is broken, and says where', () => {
    const { documents, problems } = parse(
      `${configMap('data: {a: @}\n')}---\n${configMap('')}---\na: b: c\n`,
    );
    expect(documents).toHaveLength(1);
    expect(problems.map(({ code, position }) => `${code} ${position?.line}`)).toEqual([
      'yamlSyntax 4',
      'yamlSyntax 10',
    ]);
  });
});

describe('scalars, as go-yaml reads them', () => {
  it.each<[string, unknown]>([
    ['yes', true],
    ['off', false],
    ['y', true],
    ['TRUE', true],
    ['tRue', 'tRue'],
    ['~', null],
    ['Null', null],
    ['', null],
    ['0744', 484],
    ['0o744', 484],
    ['-0744', -484],
    ['089', 89],
    ['0x1F', 31],
    ['0b11', 3],
    ['1_000', 1000],
    ['_1', '_1'],
    ['1:30', '1:30'],
    ['2001-01-01', '2001-01-01'],
    ['1e3', 1000],
    ['10e3', 10000],
    ['.5', 0.5],
    ['1.', 1],
    ['+1', 1],
    ['-0', 0],
    ['1e400', '1e400'],
    ['1.5Gi', '1.5Gi'],
    ['"0744"', '0744'],
    ["'yes'", 'yes'],
    ['!!str 123', '123'],
    ['!!int "3"', 3],
    ['!!float 1', 1],
    ['!!binary aGVsbG8=', 'hello'],
    ['!custom foo', 'foo'],
    ['=', '='],
    ['${X}', '${X}'],
    ['$(X)', '$(X)'],
    ['|\n    a\n    b\n', 'a\nb\n'],
    ['>-\n    a\n    b\n', 'a b'],
  ])('%j is %j', (written, value) => {
    expect(data(`data:\n  key: ${written}\n`)).toEqual({ data: { key: value }, said: [] });
  });

  it.each([
    ['.inf', 'yamlNumber'],
    ['.NaN', 'yamlNumber'],
    ['!!int abc', 'yamlTag'],
    ['!!bool "nope"', 'yamlTag'],
    ['*nobody', 'yamlAlias'],
    ['&x {y: *x}', 'yamlAlias'],
    ['{<<: 3}', 'yamlMerge'],
    ['{[a]: 3}', 'yamlKey'],
    ['{~: 3}', 'yamlKey'],
  ])('refuses %j', (written, code) => {
    expect(data(`data:\n  key: ${written}\n`).said[0]).toContain(`error ${code} 5:`);
  });
});

describe('keys, anchors and merges', () => {
  it.each<[string, string, unknown, string[]]>([
    [
      'numbers as keys are text',
      '{1: a, 1.5: b, 0x10: c, true: d}',
      { 1: 'a', 1.5: 'b', 16: 'c', true: 'd' },
      [],
    ],
    [
      'a key that YAML 1.1 takes for a boolean is named',
      '{on: a}',
      { true: 'a' },
      ['warning booleanKey 4:8'],
    ],
    [
      'of duplicate keys the last wins, with a warning',
      '{a: 1, a: 2}',
      { a: 2 },
      ['warning duplicateKey 4:14'],
    ],
    ['an alias repeats its anchor', '{a: &x {b: 1}, c: *x}', { a: { b: 1 }, c: { b: 1 } }, []],
    ['an anchor may be set anew', '{a: &x 1, b: &x 2, c: *x}', { a: 1, b: 2, c: 2 }, []],
    ['a merge adds what is not set', '{<<: {a: 1, b: 2}, a: 3}', { a: 3, b: 2 }, []],
    ['a merge after a key wins over it, as in go-yaml', '{a: 3, <<: {a: 1}}', { a: 1 }, []],
    ['of several merged mappings the first wins', '{<<: [{a: 1}, {a: 2, b: 2}]}', { a: 1, b: 2 }, []],
    ['a merge key in quotes is a key', '{"<<": 1}', { '<<': 1 }, []],
    [
      'a name of the language itself is a key',
      '{__proto__: {a: 1}, constructor: 2}',
      { ['__proto__']: { a: 1 }, constructor: 2 },
      [],
    ],
  ])('%s', (_what, written, value, said) => {
    expect(data(`data: ${written}\n`)).toEqual({ data: value, said });
  });

  it('gives up on aliases that multiply', () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
        : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(10)}]`,
    );
    expect(parse(levels.join('\n')).problems.map(({ code }) => code)).toEqual(['yamlExpansion']);
  });

  it.each([1000, 20_000])('gives up on what is nested %d levels deep', (depth) => {
    expect(parse('['.repeat(depth) + ']'.repeat(depth)).problems.map(({ code }) => code)).toEqual([
      'yamlDepth',
    ]);
  });
});

describe('where a document is wrong', () => {
  it.each([
    ['a tab', 'metadata:\n\tname: a\n', 'yamlTab 2:1'],
    ['an item that is indented too deep', 'metadata:\n  name: a\n   labels: {}\n', 'yamlIndentation 3:4'],
    ['an item that is indented too little', 'metadata:\n   name: a\n  labels: {}\n', 'yamlIndentation 3:3'],
    ['a first line that is indented', '  kind: x\nmetadata: {}\n', 'yamlIndentation 2:1'],
    ['a line without its colon', 'metadata\n  name: a\n', 'yamlSyntax 1:1'],
    ['a quote that is not closed', 'metadata:\n  name: "a\nkind: x\n', 'yamlSyntax 2:9'],
    ['a quote that is not closed before a key', 'metadata:\n  name: a\n  "labels : {}\n', 'yamlSyntax 3:3'],
    ['a quote inside of quotes', "metadata: {name: 'it's'}\n", 'yamlSyntax 1:22'],
    ['a bracket that is not closed', 'metadata:\n  labels: {a: b\n', 'yamlSyntax 2:11'],
    ['a list item among fields', 'metadata:\n  name: a\n  - b\n', 'yamlSyntax 3:3'],
    ['a field that is no list item', 'a:\n  - b: c\n   d: e\n', 'yamlIndentation 3:4'],
    ['text that is indented too little for a block', 'a:\n  b: |\n  c\n', 'yamlSyntax 3:3'],
    ['an escape that does not exist', 'a: "C:\\Users"\n', 'yamlSyntax 1:7'],
    ['two hyphens for three', 'a: b\n--\nc: d\n', 'yamlSyntax 2:1'],
    ['a merge conflict', 'a: b\n<<<<<<< HEAD\nc: d\n=======\n', 'yamlSyntax 2:1'],
    ['a space that is none', 'metadata:\n\u00a0\u00a0name: a\n', 'yamlSpace 2:1'],
    [
      'a control character',
      'kind: Pod\napiVersion: v1\nmetadata: {name: a, labels: {a: "\u0001"}}\n',
      'yamlCharacter 3:34',
    ],
    ['a star that is no alias', 'a: *.example.com\n', 'yamlAlias 1:4'],
    ['neither kind nor apiVersion', 'replicas: 1\n', 'notAnObject 1:1'],
    ['metadata without its spaces', 'kind: Pod\napiVersion: v1\nmetadata:\n  name:a\n', 'wrongType 4:3'],
    ['a value that is a mapping, too', 'command: a: b\n', 'yamlSyntax 1:10'],
    ['a list that is not an object', '- a\n', 'notAnObject 1:3'],
    ['text', 'hello\n', 'notAnObject 1:1'],
    ['a template', '{{- if .Values.x }}\nkind: x\n{{- end }}\n', 'yamlSyntax 1:3'],
    ['no kind', 'apiVersion: v1\nmetadata: {name: a}\n', 'required 1:1'],
    ['no apiVersion', 'kind: Pod\nmetadata: {name: a}\n', 'required 1:1'],
    ['no metadata', 'kind: Pod\napiVersion: v1\n', 'required 1:1'],
    ['no name', 'kind: Pod\napiVersion: v1\nmetadata: {labels: {}}\n', 'required 3:1'],
    ['a name that is a number', 'kind: Pod\napiVersion: v1\nmetadata: {name: 1}\n', 'wrongType 3:18'],
  ])('%s', (_what, text, expected) => {
    const { problems } = parse(text);
    expect(problems.map(({ code, position }) => `${code} ${position?.line}:${position?.column}`)).toEqual([
      expected,
    ]);
  });

  it('takes a template for what it is', () => {
    expect(parse('a: {{ .Values.x }}\n').problems[0]?.hint).toBe(
      'this looks like a template: render it first',
    );
  });
});

describe('locate', () => {
  const text = `apiVersion: v1
kind: Pod
metadata:
  name: a
  labels: &labels {app.kubernetes.io/name: web}
spec:
  containers:
    - name: web
      image: nginx
      env:
      - {name: A, value: "1"}
  <<: {nodeName: b}
`;
  const [document] = parse(text).documents;

  it.each<[(string | number)[], 'key' | 'value', string]>([
    [['kind'], 'value', '2:7 3'],
    [['kind'], 'key', '2:1 4'],
    [['metadata', 'labels', 'app.kubernetes.io/name'], 'value', '5:44 3'],
    [['spec', 'containers', 0], 'value', '8:7 4'],
    [['spec', 'containers', 0, 'image'], 'value', '9:14 5'],
    [['spec', 'containers', 0, 'env', 0, 'value'], 'value', '11:26 3'],
    [['spec', 'nodeName'], 'value', '12:18 1'],
    [['spec', 'containers', 0, 'ports'], 'value', '8:7 4'],
    [['spec', 'volumes', 3, 'name'], 'value', '6:1 4'],
    [['status'], 'value', '1:1 10'],
  ])('%j (%s) is at %s', (path, part, expected) => {
    const place = document?.locate(path, part);
    expect(`${place?.line}:${place?.column} ${place?.length}`).toBe(expected);
  });

  it('finds the fields of an item in a List', () => {
    const list = parse(
      'kind: List\napiVersion: v1\nitems:\n- kind: Pod\n  apiVersion: v1\n  metadata: {name: a}\n',
    );
    expect(list.documents[0]?.locate(['metadata', 'name'])).toMatchObject({ line: 6, column: 20 });
  });
});

describe('whatever is in a file', () => {
  const sample = `apiVersion: v1
kind: Pod
metadata: {name: "a", labels: &labels {app: 'web'}}
spec:
  containers:
    - name: web
      image: nginx # why
      command: [sh, -c, "echo \\"hi\\""]
      env:
      - {name: A, value: |-
          text}
---
- *labels
`;
  const bits = [
    '\t',
    ' ',
    ':',
    '- ',
    '#',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '|',
    '&a ',
    '*a',
    '\n',
    '\r\n',
    '---\n',
    '? ',
    '!!int ',
    '%',
    '\\',
    '<<: ',
    '\u0000',
    '\uFEFF',
    '\u{1F600}',
  ];

  const mutate = (random: Random, text: string): string => {
    const at = random.int(0, text.length);
    const rest = text.slice(at);
    return text.slice(0, at) + (random.chance() ? random.pick(bits) + rest : rest.slice(random.int(1, 5)));
  };

  it('is read or refused, and every fault is somewhere in the text', async () => {
    const outside: unknown[] = [];
    await forAll(300, (random) => {
      let text = sample;
      for (let left = random.int(1, 4); left > 0; left -= 1) text = mutate(random, text);
      const { documents, problems } = parse(text);
      const found = [...problems, ...validate(documents, { level: 'strict', ignoreUnknownKinds: false })];
      const lines = text.split('\n');
      const isInside = ({ position }: Problem): boolean =>
        position !== undefined &&
        position.column >= 1 &&
        position.column <= (lines[position.line - 1]?.length ?? -1) + 1;
      outside.push(...found.filter((problem) => !isInside(problem)));
    });
    expect(outside).toEqual([]);
  });
});

describe('beside real kubectl', () => {
  if (!hasKubectl) return;

  it('every scalar is read alike', async () => {
    const written = [
      'yes',
      'n',
      'On',
      'tRue',
      '~',
      '',
      '0744',
      '0o17',
      '-017',
      '089',
      '0x1F',
      '0b11',
      '1_000',
      '_1',
      '1__0',
      '-1_0',
      '1:30',
      '190:20:30',
      '2001-01-01',
      '2001-12-14t21:59:43.10-05:00',
      '1e3',
      '1E3',
      '.5',
      '-.5',
      '1.',
      '+1',
      '-0',
      '0.10',
      '1e-7',
      '1e21',
      '1e400',
      '9007199254740992',
      '1.5Gi',
      '100m',
      '=',
      '<<',
      '1e',
      '0x',
      '0o',
      '0b2',
      '+',
      '-',
      '.',
      '..',
      '1.2.3',
      '0_7',
      '0x_1F',
      '+.5',
      '0.0',
      '1e+3',
      '!!str 1',
      '!!int "7"',
      '!!float 3',
      '!!bool yes',
      '!!null ""',
      '!!binary aGk=',
      '!foo bar',
      '"\\x41\\u263a\\n"',
      "'it''s'",
    ];
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a: b}}\ndata:\n${written.map((value, index) => `  k${index}: ${value}\n`).join('')}`;
    const read = await withFolder(async (folder) => {
      writeFileSync(join(folder, 'a.yaml'), text);
      const { stdout } = await kubectl([
        'label',
        '--local',
        '-o',
        'json',
        '-f',
        join(folder, 'a.yaml'),
        'c=d',
      ]);
      return jsonDocuments<{ data: unknown }>(stdout);
    });
    expect(parse(text).documents[0]?.resource['data']).toEqual(read[0]?.data);
  });
});
