import { parseLabelQuery } from '../../model/label-query.ts';
import type { LabelRequirement } from '../../model/selector.ts';
import type { Resource } from '../../model/resource.ts';
import { parseAmounts } from '../edit/compute-resources.ts';
import { refuse } from './refuse.ts';

/** What `create quota` and `create poddisruptionbudget` make of their flags. */

export const newResourceQuota = (wish: { name: string; hard: string; scopes: string }): Resource => {
  const hard = Object.fromEntries(parseAmounts(wish.hard));
  const scopes = wish.scopes === '' ? [] : wish.scopes.split(',');
  if (scopes.includes('')) throw refuse('invalid resource quota scope ""');
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: wish.name },
    spec: { hard, ...(scopes.length === 0 ? {} : { scopes }) },
  };
};

const parseSelector = (text: string): readonly LabelRequirement[] => {
  if (text.includes('!=')) throw refuse('"!=" is not a valid label selector operator');
  try {
    return parseLabelQuery(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(`couldn't parse the selector string ${JSON.stringify(text)}: ${reason}`);
  }
};

const selectorOf = (text: string): object => {
  const requirements = parseSelector(text);
  const isEquality = ({ operator, values }: LabelRequirement): boolean =>
    operator === 'In' && values.length === 1;
  const equal = requirements.filter(isEquality).map(({ key, values }) => [key, values[0]] as const);
  const others = requirements.filter((requirement) => !isEquality(requirement));
  return {
    ...(equal.length === 0 ? {} : { matchLabels: Object.fromEntries(equal) }),
    ...(others.length === 0 ? {} : { matchExpressions: others }),
  };
};

interface BudgetWish {
  readonly name: string;
  readonly selector: string;
  readonly minAvailable: string;
  readonly maxUnavailable: string;
}

/** `3`, `50%` */
const countOrShare = (text: string, flag: string): number | string => {
  if (!/^\d+%?$/.test(text)) throw refuse(`invalid format specified for ${flag}`);
  return text.endsWith('%') ? text : Number(text);
};

export const newPodDisruptionBudget = (wish: BudgetWish): Resource => {
  const { minAvailable, maxUnavailable } = wish;
  if (wish.selector === '') throw refuse('a selector must be specified');
  if (minAvailable === '' && maxUnavailable === '') {
    throw refuse('one of min-available or max-unavailable must be specified');
  }
  if (minAvailable !== '' && maxUnavailable !== '') {
    throw refuse('min-available and max-unavailable cannot be both specified');
  }
  const bound =
    minAvailable === ''
      ? { maxUnavailable: countOrShare(maxUnavailable, 'max-unavailable') }
      : { minAvailable: countOrShare(minAvailable, 'min-available') };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: wish.name },
    spec: { selector: selectorOf(wish.selector), ...bound },
  };
};
