import { describe, expect, it } from 'vitest';
import { jsonPatch } from '../../../../src/manifest/merge/json-patch.ts';

const document = { a: { b: 'c', 'x/y': 1, 'm~n': 2, none: null }, list: ['p', { q: 'r' }, 's'] };

const patched = (...operations: object[]) => jsonPatch(document, operations);

describe('JSON patch', () => {
  it.each([
    ['adds a field', { op: 'add', path: '/n', value: 1 }, { ...document, n: 1 }],
    ['adds null where there is no value', { op: 'add', path: '/n' }, { ...document, n: null }],
    [
      'inserts an item',
      { op: 'add', path: '/list/1', value: 'n' },
      { ...document, list: ['p', 'n', { q: 'r' }, 's'] },
    ],
    [
      'appends an item',
      { op: 'add', path: '/list/-', value: 'n' },
      { ...document, list: [...document.list, 'n'] },
    ],
    [
      'inserts behind the last item',
      { op: 'add', path: '/list/-1', value: 'n' },
      { ...document, list: [...document.list, 'n'] },
    ],
    ['removes a field', { op: 'remove', path: '/a' }, { list: document.list }],
    ['removes an item from the end', { op: 'remove', path: '/list/-2' }, { ...document, list: ['p', 's'] }],
    [
      'replaces at depth',
      { op: 'replace', path: '/list/1/q', value: 9 },
      { ...document, list: ['p', { q: 9 }, 's'] },
    ],
    ['replaces a field that is not there', { op: 'replace', path: '/n', value: 1 }, { ...document, n: 1 }],
    ['replaces the whole', { op: 'replace', path: '', value: { z: 1 } }, { z: 1 }],
    [
      'moves',
      { op: 'move', from: '/a/b', path: '/n' },
      { a: { 'x/y': 1, 'm~n': 2, none: null }, list: document.list, n: 'c' },
    ],
    [
      'copies',
      { op: 'copy', from: '/list/0', path: '/list/-' },
      { ...document, list: [...document.list, 'p'] },
    ],
    ['copies nothing as null', { op: 'copy', from: '/n', path: '/m' }, { ...document, m: null }],
    ['reads ~1 as a slash', { op: 'test', path: '/a/x~1y', value: 1 }, document],
    ['reads ~0 as a tilde', { op: 'test', path: '/a/m~0n', value: 2 }, document],
    ['finds what is not there equal to null', { op: 'test', path: '/n', value: null }, document],
    [
      'compares without regard to the order of fields',
      { op: 'test', path: '/list/1', value: { q: 'r' } },
      document,
    ],
  ])('%s', (_, operation, result) => {
    expect(patched(operation)).toEqual(result);
  });

  it('carries out operations one after the other', () => {
    const operations = [
      { op: 'add', path: '/n', value: {} },
      { op: 'add', path: '/n/m', value: 1 },
      { op: 'test', path: '/n', value: { m: 1 } },
    ];
    expect(patched(...operations)).toEqual({ ...document, n: { m: 1 } });
  });

  it('leaves the document as it is', () => {
    const before = structuredClone(document);
    patched({ op: 'remove', path: '/list/0' }, { op: 'add', path: '/a/b', value: 'z' });
    expect(document).toEqual(before);
  });

  it.each([
    [{ op: 'test', path: '/a/b', value: 'x' }, 'testing value /a/b failed: test failed'],
    [
      { op: 'remove', path: '/n' },
      "error in remove for path: '/n': Unable to remove nonexistent key: n: missing value",
    ],
    [
      { op: 'remove', path: '/n/m' },
      'remove operation does not apply: doc is missing path: "/n/m": missing value',
    ],
    [
      { op: 'add', path: '/list/9', value: 1 },
      "error in add for path: '/list/9': Unable to access invalid index: 9: invalid index referenced",
    ],
    [
      { op: 'add', path: '/list/x', value: 1 },
      "error in add for path: '/list/x': value was not a proper array index: 'x': strconv.Atoi: parsing \"x\": invalid syntax",
    ],
    [
      { op: 'replace', path: '/list/9', value: 1 },
      'Object to be patched is missing field (/list/9: missing value)',
    ],
    [{ op: 'add', value: 1 }, 'add operation failed to decode path: missing value'],
    [
      { op: 'move', path: '/x' },
      'move operation failed to decode from: operation, missing from field: missing value',
    ],
    [{ op: 'prune', path: '/a' }, 'Unexpected kind: prune'],
    [{ path: '/a' }, 'Unexpected kind: unknown'],
  ])('refuses %j', (operation, message) => {
    expect(() => patched(operation)).toThrow(message);
  });

  it('refuses what is no list of operations', () => {
    expect(() => jsonPatch(document, {})).toThrow(
      'json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
    expect(() => jsonPatch(document, [3])).toThrow(
      'json: cannot unmarshal number into Go value of type jsonpatch.Operation',
    );
  });
});
