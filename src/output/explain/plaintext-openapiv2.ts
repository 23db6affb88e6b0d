import { elementType, type Documentation, type DocumentedField } from '../../model/documentation.ts';
import { flowText } from './flow-text.ts';
import { type Explanation, fieldsAlong, type Question } from './question.ts';

/** The layout that `kubectl explain` had before 1.27: `--output=plaintext-openapiv2`. */

const WIDTH = 80;
const TEXT_INDENT = 5;
const FIELD_INDENT = 3;

/** Where the older document has other words. */
const OLDER_WORDS: Readonly<Record<string, string>> = {
  FieldsV1: 'map[string]',
  IntOrString: 'string',
  Quantity: 'string',
};

const typeWord = (type: string, documentation: Documentation): string => {
  const element = elementType(type);
  const word = OLDER_WORDS[element] ?? (documentation(element) === undefined ? element : 'Object');
  return type.slice(0, type.length - element.length) + word;
};

const paragraph = (text: string): string =>
  flowText(text, WIDTH - TEXT_INDENT)
    .map((line) => (line === '' ? '\n' : `${' '.repeat(TEXT_INDENT)}${line}\n`))
    .join('');

const fieldList = (
  fields: readonly DocumentedField[],
  question: Question,
  indent: number,
  within: readonly string[],
): string =>
  fields
    .map(({ name, type, required, description }) => {
      const { documentation, recursive } = question;
      const head = `${' '.repeat(indent)}${name}\t<${typeWord(type, documentation)}>`;
      if (!recursive) return `${head}${required ? ' -required-' : ''}\n${paragraph(description)}\n`;
      const element = elementType(type);
      const inner = within.includes(element) ? [] : (documentation(element)?.fields ?? []);
      return `${head}\n${fieldList(inner, question, indent + FIELD_INDENT, [...within, element])}`;
    })
    .join('');

export const explainInOlderPlaintext = (question: Question): Explanation => {
  const { type: subject, path, documentation } = question;
  const found = fieldsAlong(question);
  const field = found.at(-1);
  const type = field?.type ?? subject.kind;
  const owner = documentation(elementType(type));
  const missing = path[found.length];
  if (missing !== undefined && owner !== undefined) return { text: '', missing };
  const texts = [field?.description ?? '', owner?.description ?? ''];
  const description = texts
    .map((text, index) =>
      text === '' ? '' : (index > 0 && field !== undefined ? '\n' : '') + paragraph(text),
    )
    .join('');
  const title = owner === undefined ? 'FIELD:   ' : 'RESOURCE:';
  const name = path.at(-1);
  const parts = [
    `KIND:     ${subject.kind}\nVERSION:  ${subject.apiVersion}\n\n`,
    name === undefined ? '' : `${title} ${name} <${typeWord(type, documentation)}>\n\n`,
    `DESCRIPTION:\n${description || paragraph('<empty>')}`,
    owner === undefined ? '' : `\nFIELDS:\n${fieldList(owner.fields, question, FIELD_INDENT, [])}`,
  ];
  return { text: parts.join('') };
};
