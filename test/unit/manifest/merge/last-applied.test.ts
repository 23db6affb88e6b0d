import { describe, expect, it } from 'vitest';
import { lastAppliedOf, withLastApplied } from '../../../../src/manifest/merge/last-applied.ts';
import { LAST_APPLIED } from '../../../../src/model/labels.ts';
import type { Resource } from '../../../../src/model/resource.ts';

const config: Resource = {
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { namespace: 'default', name: 'web' },
  data: { b: '<x> & \u2028', a: 'é\t"', '10': '1', '9': '2', B: '' },
};

const noteOf = (resource: Resource): string | undefined =>
  withLastApplied(resource).metadata.annotations?.[LAST_APPLIED];

describe('the note of what was last applied', () => {
  it('is what kubectl writes, byte for byte', () => {
    expect(noteOf(config)).toBe(
      '{"apiVersion":"v1","data":{"10":"1","9":"2","B":"","a":"é\\t\\"","b":"\\u003cx\\u003e \\u0026 \\u2028"},' +
        '"kind":"ConfigMap","metadata":{"annotations":{},"name":"web","namespace":"default"}}\n',
    );
  });

  it('says what the resource says, and not what the note said before', () => {
    const noted = withLastApplied({
      ...config,
      metadata: { ...config.metadata, annotations: { x: 'y', [LAST_APPLIED]: 'old' } },
    });
    expect(noted.metadata.annotations).toMatchObject({ x: 'y' });
    expect(lastAppliedOf(noted)).toEqual({
      ...config,
      metadata: { ...config.metadata, annotations: { x: 'y' } },
    });
  });

  it('keeps fields that are null, for they remove what others set', () => {
    expect(noteOf({ ...config, data: null })).toContain('"data":null');
  });

  it('is nothing for what was not applied', () => {
    expect(lastAppliedOf(config)).toBeUndefined();
  });

  it('is refused where someone broke it', () => {
    const broken = { ...config, metadata: { ...config.metadata, annotations: { [LAST_APPLIED]: '{' } } };
    expect(() => lastAppliedOf(broken)).toThrow('invalid JSON document');
  });
});
