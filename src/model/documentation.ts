/** What Kubernetes says of its objects. */

export interface DocumentedField {
  readonly name: string;
  /** `string`, `PodSpec`, `[]Container`, `map[string]Quantity`. */
  readonly type: string;
  readonly required: boolean;
  /** Empty where nothing is said of it. */
  readonly description: string;
  /** The words that the field takes, where these are few. */
  readonly choices: readonly unknown[];
}

export interface DocumentedType {
  readonly description: string;
  readonly fields: readonly DocumentedField[];
}

/** The type of a name, if it is one with fields. */
export type Documentation = (name: string) => DocumentedType | undefined;

/** `Container` of `[]Container`. */
export const elementType = (type: string): string => type.replace(/^(\[\]|map\[string\])+/, '');
