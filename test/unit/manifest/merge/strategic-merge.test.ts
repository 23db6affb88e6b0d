import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/manifest/merge/json.ts';
import { strategicMergePatch } from '../../../../src/manifest/merge/strategic-merge.ts';
import { type Outcome, STRATEGIC_CASES } from './strategic-cases.ts';

const merge = (original: JsonObject, patch: JsonObject): Outcome => {
  const type = { apiVersion: String(original.apiVersion), kind: String(original.kind) };
  try {
    return { result: strategicMergePatch(type, original, patch) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
};

describe('strategic merge patch', () => {
  it.each(STRATEGIC_CASES)('$name', ({ original, patch, outcome }) => {
    expect(merge(original, patch)).toEqual(outcome);
  });

  it.each(STRATEGIC_CASES)('leaves its arguments as they are: $name', ({ original, patch }) => {
    const before = structuredClone({ original, patch });
    merge(original, patch);
    expect({ original, patch }).toEqual(before);
  });
});
