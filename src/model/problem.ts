/** Where something stands in a manifest. Lines and columns count from 1. */
export interface SourcePosition {
  file: string;
  line: number;
  column: number;
}

/** A stretch of one line, for underlining. */
export interface SourceSpan extends SourcePosition {
  length: number;
}

/** Something found in a manifest that its author should know. */
export interface Problem {
  severity: 'error' | 'warning';
  /** The contract: it stays when the wording changes. For example `unknownField`. */
  code: string;
  message: string;
  position?: SourcePosition;
  /** How many characters of the line are meant, for underlining. */
  length?: number;
  /** The field, as Kubernetes writes it: `spec.template.spec.containers[0].image`. */
  path?: string;
  /** Which object: `Deployment default/web`. */
  object?: string;
  /** What to do about it: `did you mean "replicas"?` */
  hint?: string;
  /** The line holds a secret: it is never shown. */
  confidential?: true;
}
