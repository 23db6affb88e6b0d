/** A JSONPath template of kubectl's dialect: text, and actions in braces. */
export interface JsonPath {
  /** As written. */
  readonly template: string;
  readonly parts: readonly (TextNode | Path)[];
}

/** What stands between braces: steps, each of which works on the values that the one before it found. */
export interface Path {
  readonly type: 'path';
  readonly steps: readonly Step[];
}

interface TextNode {
  readonly type: 'text';
  readonly text: string;
}

export type Step =
  | TextNode
  | { readonly type: 'number'; readonly value: number; readonly isFloat: boolean }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'wildcard' }
  /** `..`: the value and all that is in it. */
  | { readonly type: 'descent' }
  | SliceStep
  | FilterStep
  | { readonly type: 'union'; readonly paths: readonly Path[] }
  /** `range`, `end`, or a word that means nothing. */
  | { readonly type: 'word'; readonly word: string };

export interface SliceStep {
  readonly type: 'slice';
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly step: number | undefined;
  /** `[n]` rather than `[n:m]`. */
  readonly isIndex: boolean;
}

export interface FilterStep {
  readonly type: 'filter';
  readonly left: Path;
  /** `exists` where the filter has no operator. */
  readonly operator: string;
  readonly right: Path | undefined;
}
