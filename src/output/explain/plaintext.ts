import { elementType, type DocumentedField } from '../../model/documentation.ts';
import type { ResourceType } from '../../model/resource-types.ts';
import { wrapText } from '../wrap-text.ts';
import { type Explanation, fieldsAlong, type Question } from './question.ts';

/** The layout that `kubectl explain` has since 1.27. */

const TEXT_WIDTH = 76;
const TEXT_INDENT = 4;
const LEVEL_INDENT = 2;
/** So many words of a field stand in a list of fields. */
const SHOWN_CHOICES = 4;

const indent = (amount: number, text: string): string => text.replaceAll(/^/gm, ' '.repeat(amount));

const wrapped = (text: string): string => `${indent(TEXT_INDENT, wrapText(text, TEXT_WIDTH))}\n`;

const choiceText = (choice: unknown): string => (choice === '' ? '""' : String(choice));

const shortChoices = (choices: readonly unknown[], level: number): string => {
  if (choices.length === 0) return '';
  const more = choices.length > SHOWN_CHOICES ? ', ....' : '';
  const shown = choices.slice(0, SHOWN_CHOICES).map(choiceText).join(', ');
  return `\n${' '.repeat(level * LEVEL_INDENT)}enum: ${shown}${more}`;
};

const fieldLine = ({ name, type, required, choices }: DocumentedField, level: number): string =>
  `${' '.repeat(level * LEVEL_INDENT)}${name}\t<${type}>${required ? ' -required-' : ''}${shortChoices(choices, level)}\n`;

const fieldList = (type: string, question: Question, level: number, within: readonly string[]): string => {
  const { documentation, recursive } = question;
  const name = elementType(type);
  if (within.includes(name)) return '';
  return (documentation(name)?.fields ?? [])
    .map((field) => {
      const line = fieldLine(field, level);
      if (!recursive) return `${line}${wrapped(field.description || '<no description>')}\n`;
      return line + fieldList(field.type, question, level + 1, [...within, name]);
    })
    .join('');
};

const fieldHead = ({ name, type, choices }: DocumentedField): string => {
  const words =
    choices.length === 0 ? '' : `ENUM:${choices.map((word) => `\n    ${choiceText(word)}`).join('')}`;
  return `FIELD: ${name} <${type}>\n${words}\n\n`;
};

const head = ({ kind, group, version }: ResourceType): string =>
  `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;

/** Of a path that leads nowhere there is the head alone, and the name that is missing. */
export const explainInPlaintext = (question: Question): Explanation => {
  const { type: subject, path, documentation } = question;
  const fields = fieldsAlong(question);
  if (fields.length < path.length) return { text: head(subject), missing: path.at(-1) };
  const field = fields.at(-1);
  const type = field?.type ?? subject.kind;
  const description = [field?.description, documentation(elementType(type))?.description]
    .filter((text) => text !== undefined && text !== '')
    .map((text) => `${text}\n`)
    .join('');
  const list = fieldList(type, question, 1, []);
  const parts = [
    head(subject),
    field === undefined ? '' : fieldHead(field),
    `DESCRIPTION:\n${wrapped(description || '<empty>')}`,
    list === '' ? '' : `FIELDS:\n${list}`,
    '\n',
  ];
  return { text: parts.join('') };
};
