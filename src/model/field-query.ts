/** Field selectors as people type them: `status.phase=Running,metadata.name!=web`. */

export interface FieldRequirement {
  readonly path: string;
  readonly equal: boolean;
  readonly value: string;
}

/** Splits at commas that no backslash stands before. */
const termsOf = (text: string): readonly string[] => text.match(/(?:\\[^]?|[^\\,])+/g) ?? [];

const unescape = (value: string): string =>
  value.replaceAll(/\\([^]?)|=/g, (sequence, escaped: string | undefined) => {
    if (sequence === '=') throw new Error('invalid field selector: unescaped character in value: =');
    if (escaped === '\\' || escaped === ',' || escaped === '=') return escaped;
    throw new Error(`invalid field selector: invalid escape sequence: ${sequence}`);
  });

/** Throws an Error in Kubernetes' words. An empty text selects all. */
export const parseFieldQuery = (text: string): readonly FieldRequirement[] =>
  termsOf(text).map((term) => {
    const [, path, operator, value] = /^([^]*?)(!=|==|=)([^]*)$/.exec(term) ?? [];
    if (path === undefined || value === undefined) {
      throw new Error(`invalid selector: '${text}'; can't understand '${term}'`);
    }
    return { path, equal: operator !== '!=', value: unescape(value) };
  });
