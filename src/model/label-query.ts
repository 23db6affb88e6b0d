import { labelKeyProblems, labelValueProblems } from './label-syntax.ts';
import { isInt64, type LabelRequirement, type Labels, meetsRequirement } from './selector.ts';

/** Label selectors as people type them: `app in (web,api),!canary,tier!=db`. The grammar is Kubernetes' own. */

const operators: Readonly<Record<string, LabelRequirement['operator']>> = {
  in: 'In',
  notin: 'NotIn',
  '=': 'In',
  '==': 'In',
  '!=': 'NotIn',
  '>': 'Gt',
  '<': 'Lt',
};

/** The words and symbols of the text, and an empty one for its end. */
const tokensOf = (text: string): readonly string[] => [
  ...(text.match(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g) ?? []),
  '',
];

const isWord = (token: string): boolean => token !== '' && !/^[=!(),<>]/.test(token);

const invalidValue = (path: string, value: string, problems: readonly string[]): Error =>
  new Error(`${path}: Invalid value: ${JSON.stringify(value)}: ${problems.join('; ')}`);

const checkKey = (key: string): void => {
  const problems = labelKeyProblems(key);
  if (problems.length > 0) throw invalidValue('<nil>', key, problems);
};

const requirement = (
  key: string,
  operator: LabelRequirement['operator'],
  values: readonly string[],
): LabelRequirement => {
  const isComparison = operator === 'Gt' || operator === 'Lt';
  for (const [index, value] of values.entries()) {
    if (isComparison && !isInt64(value)) {
      throw invalidValue(`values[${index}]`, value, [
        "for 'Gt', 'Lt' operators, the value must be an integer",
      ]);
    }
    const problems = labelValueProblems(value);
    if (problems.length > 0) throw invalidValue(`values[${index}][${key}]`, value, problems);
  }
  return { key, operator, values };
};

/** Throws an Error that says, in Kubernetes' words, what stands where it should not. An empty text selects all. */
export const parseLabelQuery = (text: string): readonly LabelRequirement[] => {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (): string => tokens[at++] ?? '';

  /** `(a,b)`, where a place left empty means the empty value. */
  const takeValues = (): readonly string[] => {
    if (peek() !== '(') throw new Error(`found '${peek()}' expected: '('`);
    take();
    if (peek() !== ')' && peek() !== ',' && !isWord(peek())) {
      throw new Error(`found '${peek()}', expected: ',', ')' or identifier`);
    }
    const values = new Set<string>();
    for (;;) {
      values.add(isWord(peek()) ? take() : '');
      const end = take();
      if (end === ')') return [...values].sort();
      if (end !== ',') throw new Error(`found '${end}', expected: ',' or ')'`);
      if (peek() !== ')' && peek() !== ',' && !isWord(peek())) {
        throw new Error(`found '${peek()}', expected: ',', or identifier`);
      }
    }
  };

  const takeValue = (): string => {
    if (peek() === '' || peek() === ',') return '';
    if (!isWord(peek())) throw new Error(`found '${peek()}', expected: identifier`);
    return take();
  };

  const takeRequirement = (): LabelRequirement => {
    const negated = peek() === '!';
    if (negated) take();
    const key = take();
    if (!isWord(key)) throw new Error(`found '${key}', expected: identifier`);
    checkKey(key);
    if (negated) return requirement(key, 'DoesNotExist', []);
    if (peek() === '' || peek() === ',') return requirement(key, 'Exists', []);
    const symbol = take();
    const operator = operators[symbol];
    if (operator === undefined) {
      throw new Error(`found '${symbol}', expected: in, notin, =, ==, !=, gt, lt`);
    }
    const values = symbol === 'in' || symbol === 'notin' ? takeValues() : [takeValue()];
    return requirement(key, operator, values);
  };

  const requirements: LabelRequirement[] = [];
  if (peek() === '') return requirements;
  if (!isWord(peek()) && peek() !== '!') {
    throw new Error(`found '${peek()}', expected: !, identifier, or 'end of string'`);
  }
  for (;;) {
    try {
      requirements.push(takeRequirement());
    } catch (error) {
      throw new Error(`unable to parse requirement: ${error instanceof Error ? error.message : ''}`, {
        cause: error,
      });
    }
    const separator = take();
    if (separator === '') return requirements;
    if (separator !== ',') throw new Error(`found '${separator}', expected: ',' or 'end of string'`);
    if (!isWord(peek()) && peek() !== '!') {
      throw new Error(`found '${peek()}', expected: identifier after ','`);
    }
  }
};

export const meetsQuery = (requirements: readonly LabelRequirement[], labels: Labels): boolean =>
  requirements.every((requirement) => meetsRequirement(requirement, labels));
