import type { LabelSelector } from '../model/selector.ts';
import { compareText } from './code-points.ts';

/** `app=web,tier=front`, sorted by key; `<none>` where there are none. */
export const formatLabels = (labels: Readonly<Record<string, string>> | undefined): string => {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? '<none>' : pairs.sort(compareText).join(',');
};

const requirementText = (key: string, operator: string, values: readonly string[]): string | undefined => {
  const list = [...values].sort(compareText).join(',');
  switch (operator) {
    case 'In':
      return values.length === 0 ? undefined : `${key} in (${list})`;
    case 'NotIn':
      return values.length === 0 ? undefined : `${key} notin (${list})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return undefined;
  }
};

/** `app=web,tier in (a,b),!old`, sorted by key; undefined where an expression makes no sense. */
export const selectorText = (selector: LabelSelector | undefined): string | undefined => {
  const requirements = [
    ...Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({ key, text: `${key}=${value}` })),
    ...(selector?.matchExpressions ?? []).map(({ key, operator, values }) => ({
      key,
      text: requirementText(key, operator, values ?? []),
    })),
  ];
  if (requirements.some(({ text }) => text === undefined)) return undefined;
  return requirements
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ text }) => text)
    .join(',');
};

/** A selector in a table cell. */
export const formatSelector = (selector: LabelSelector | undefined): string => {
  const text = selectorText(selector);
  if (text === undefined) return '<error>';
  return text === '' ? '<none>' : text;
};
