import { CliError } from '../../model/cli-error.ts';
import type { Resource } from '../../model/resource.ts';
import { isMap } from '../../output/is-map.ts';
import { goText } from '../../output/go/format.ts';
import { evaluateJsonPath } from '../../output/jsonpath/evaluate.ts';
import { parseJsonPath } from '../../output/jsonpath/parse.ts';
import { relaxJsonPath } from '../../output/jsonpath/relax.ts';

/** What `wait --for` names. */
export type WaitCondition =
  | { readonly kind: 'create' | 'delete' }
  /** Throws a CliError where an object can never meet it. */
  | { readonly kind: 'state'; readonly isMet: (object: Resource) => boolean };

const unfold = (text: string): string => text.toLowerCase();

const field = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((inner, name) => (isMap(inner) ? inner[name] : undefined), value);

/** Whether a status is about the object as it was last written. */
const isCurrent = (object: Resource, condition: unknown): boolean => {
  const observed = field(condition, 'observedGeneration') ?? field(object, 'status', 'observedGeneration');
  const { generation } = object.metadata;
  return typeof observed !== 'number' || generation === undefined || observed >= generation;
};

const hasCondition =
  (type: string, status: string) =>
  (object: Resource): boolean => {
    const conditions = field(object, 'status', 'conditions');
    if (!Array.isArray(conditions)) return false;
    const condition: unknown = conditions.find(
      (candidate) => unfold(String(field(candidate, 'type'))) === unfold(type),
    );
    return (
      condition !== undefined &&
      unfold(String(field(condition, 'status'))) === unfold(status) &&
      isCurrent(object, condition)
    );
  };

const refuse = (message: string): CliError => new CliError('usage', message);

const hasValue = (path: string, wanted: string | undefined): ((object: Resource) => boolean) => {
  if (path === '') throw refuse('jsonpath expression cannot be empty');
  const query = parseJsonPath(path);
  return (object) => {
    const results = evaluateJsonPath(query, object, { allowMissingKeys: true });
    const [values = []] = results;
    if (values.length === 0) return false;
    if (results.length > 1) throw refuse('given jsonpath expression matches more than one list');
    if (values.length > 1) throw refuse('given jsonpath expression matches more than one value');
    if (wanted === undefined) return true;
    const [value] = values;
    if (typeof value === 'object' && value !== null) {
      throw refuse('jsonpath leads to a nested object or list which is not supported');
    }
    return goText(value).trim() === wanted.trim();
  };
};

/** Splits at `=`, but never at `==`, which belongs to a filter. */
const splitAtEquals = (text: string): readonly string[] => {
  const parts = [''];
  for (const [piece] of text.matchAll(/==|=|[^=]+/g)) {
    if (piece === '=') parts.push('');
    else parts.push(`${parts.pop() ?? ''}${piece}`);
  }
  return parts;
};

const jsonPathCondition = (text: string): ((object: Resource) => boolean) => {
  const [expression = '', value, ...more] = splitAtEquals(text);
  if (more.length > 0) {
    throw refuse(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  }
  const path = relaxJsonPath(expression);
  const wanted = value?.replaceAll(/^['"]+|['"]+$/g, '');
  if (wanted === '') {
    throw refuse(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  }
  return hasValue(path, wanted);
};

/** Reads `delete`, `create`, `condition=NAME[=STATUS]` and `jsonpath=PATH[=VALUE]`; a wrong one is refused. */
export const parseWaitCondition = (text: string): WaitCondition => {
  const word = text.toLowerCase();
  if (word === 'create' || word === 'delete') return { kind: word };
  const [, form, rest = ''] = /^(condition|jsonpath)=([^]*)$/.exec(text) ?? [];
  if (form === 'jsonpath') return { kind: 'state', isMet: jsonPathCondition(rest) };
  if (form === undefined) throw refuse(`unrecognized condition: ${JSON.stringify(text)}`);
  const equals = rest.indexOf('=');
  const name = equals < 0 ? rest : rest.slice(0, equals);
  return { kind: 'state', isMet: hasCondition(name, equals < 0 ? 'true' : rest.slice(equals + 1)) };
};
