import { formatPath, type FieldPath } from '../../model/field-path.ts';
import type { Finding } from '../document.ts';
import { isObject, showText } from '../json-value.ts';

/** Findings in the words of Kubernetes' API server. */

const show = (value: unknown): string => {
  if (typeof value === 'string') return showText(value);
  return isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
};

const finding = (code: string, path: FieldPath, what: string, hint: string | undefined): Finding => ({
  code,
  path,
  message: `${formatPath(path)}: ${what}`,
  ...(hint === undefined ? {} : { hint }),
});

export const required = (path: FieldPath, why?: string, hint?: string): Finding =>
  finding('required', path, why === undefined ? 'Required value' : `Required value: ${why}`, hint);

export const invalid = (path: FieldPath, value: unknown, rule: string, hint?: string): Finding =>
  finding('invalidValue', path, `Invalid value: ${show(value)}: ${rule}`, hint);

export const forbidden = (path: FieldPath, why: string, hint?: string): Finding =>
  finding('forbidden', path, `Forbidden: ${why}`, hint);

export const duplicate = (path: FieldPath, value: unknown, hint?: string): Finding =>
  finding('duplicateValue', path, `Duplicate value: ${show(value)}`, hint);

export const notFound = (path: FieldPath, value: unknown, hint?: string): Finding =>
  finding('notFound', path, `Not found: ${show(value)}`, hint);

export const unsupported = (path: FieldPath, value: unknown, supported: readonly string[]): Finding =>
  finding(
    'unsupportedValue',
    path,
    `Unsupported value: ${show(value)}: supported values: ${supported.map((word) => JSON.stringify(word)).join(', ')}`,
    undefined,
  );
