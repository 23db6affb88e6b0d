import { expect, test } from 'vitest';
import { readDocumentation } from '../../../../src/manifest/documentation.ts';
import { resourceTypeOfKind } from '../../../../src/model/resource-types.ts';
import { flowText } from '../../../../src/output/explain/flow-text.ts';
import { explainInOlderPlaintext } from '../../../../src/output/explain/plaintext-openapiv2.ts';

const explain = async (kind: string, path: string, recursive = false) => {
  const type = resourceTypeOfKind(kind);
  if (type === undefined) throw new Error(`no ${kind}`);
  const documentation = await readDocumentation();
  return explainInOlderPlaintext({
    type,
    path: path === '' ? [] : path.split('.'),
    recursive,
    documentation,
  });
};

test('a type has its description and its fields', async () => {
  const { text } = await explain('Pod', 'spec.dnsConfig.options');
  expect(text).toBe(`KIND:     Pod
VERSION:  v1

RESOURCE: options <[]Object>

DESCRIPTION:
     A list of DNS resolver options. This will be merged with the base options
     generated from DNSPolicy. Duplicated entries will be removed. Resolution
     options given in Options will override those that appear in the base
     DNSPolicy.

     PodDNSConfigOption defines DNS resolver options of a pod.

FIELDS:
   name\t<string>
     Name is this DNS resolver option's name. Required.

   value\t<string>
     Value is this DNS resolver option's value.

`);
});

test('a scalar has no fields', async () => {
  const { text } = await explain('Pod', 'spec.nodeName');
  expect(text).toContain('\nFIELD:    nodeName <string>\n\nDESCRIPTION:\n     NodeName indicates');
  expect(text).not.toContain('FIELDS:');
});

test('fields within fields stand further in, without descriptions', async () => {
  const { text } = await explain('ConfigMap', 'metadata.managedFields', true);
  expect(text).toContain('RESOURCE: managedFields <[]Object>\n');
  expect(text.slice(text.indexOf('FIELDS:'))).toBe(
    'FIELDS:\n   apiVersion\t<string>\n   fieldsType\t<string>\n   fieldsV1\t<map[string]>\n' +
      '   manager\t<string>\n   operation\t<string>\n   subresource\t<string>\n   time\t<string>\n',
  );
});

test('the first field that is not there is missed', async () => {
  expect(await explain('Pod', 'spec.nothing.more')).toEqual({ text: '', missing: 'nothing' });
});

test.each([
  ['lines of a paragraph are joined', 'a b\nc d', 20, ['a b c d']],
  ['a line that just fits stays', 'aaa bbb', 7, ['aaa bbb']],
  ['a word that would pass the limit goes down', 'aaa bbb c', 6, ['aaa', 'bbb c']],
  ['empty lines stay but for the first', 'a\n\nb\n\nc', 20, ['a', 'b', '', 'c']],
  ['lists stay', 'a\n- b\n* c\n1. d', 20, ['a', '- b', '* c', '1. d']],
  ['code stays', 'a\n    b  c', 20, ['a', '    b  c']],
  ['what follows a colon begins a line', 'a:\nb', 20, ['a:', 'b']],
])('%s', (_, text, width, lines) => {
  expect(flowText(text, width)).toEqual(lines);
});
