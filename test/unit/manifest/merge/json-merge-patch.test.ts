import { describe, expect, it } from 'vitest';
import { jsonMergePatch } from '../../../../src/manifest/merge/json-merge-patch.ts';

describe('JSON merge patch', () => {
  // After the table of RFC 7386, appendix A, as far as it speaks of objects.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', (original, patch, result) => {
    expect(jsonMergePatch(original, patch)).toEqual(result);
  });

  it('keeps fields with names that mean something to JavaScript', () => {
    const patch: unknown = JSON.parse('{"data":{"__proto__":"x","constructor":"y"}}');
    const patched = jsonMergePatch({ data: { a: '1' } }, patch);
    expect(JSON.stringify(patched)).toBe('{"data":{"a":"1","__proto__":"x","constructor":"y"}}');
  });

  it.each([[3], ['x'], [null], [[1]]])('refuses %j, which is no object', (patch) => {
    expect(() => jsonMergePatch({}, patch)).toThrow('Invalid JSON Patch');
  });
});
