import type { Resource } from '../../model/resource.ts';
import type { Report } from '../document.ts';
import { objectAt, textAt } from '../json-value.ts';
import { invalid, required } from './findings.ts';

/** etcd's bound, which Kubernetes sets and berth keeps: what is larger belongs into a volume. */
const MAX_BYTES = 1024 * 1024;

const sizeOf = (values: Record<string, unknown>, bytesOf: (text: string) => number): number =>
  Object.values(values).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? bytesOf(value) : 0),
    0,
  );

const base64Bytes = (text: string): number => Buffer.byteLength(text, 'base64');

const checkSize = (size: number, field: string, report: Report): void => {
  if (size <= MAX_BYTES) return;
  report({
    code: 'tooLong',
    path: [field],
    message: `${field}: Too long: may not be more than ${MAX_BYTES} bytes, found ${size}`,
  });
};

export const checkConfigMap = (resource: Resource, report: Report): void => {
  const data = objectAt(resource, 'data');
  const binary = objectAt(resource, 'binaryData');
  for (const key of Object.keys(binary)) {
    if (key in data) report(invalid(['binaryData', key], key, 'duplicate of key present in data'));
  }
  checkSize(sizeOf(data, (text) => Buffer.byteLength(text)) + sizeOf(binary, base64Bytes), 'data', report);
};

/** The keys that Secrets of a type must have, for whoever reads them to find. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

export const checkSecret = (resource: Resource, report: Report): void => {
  const data = objectAt(resource, 'data');
  const plain = objectAt(resource, 'stringData');
  const type = textAt(resource, 'type') ?? 'Opaque';
  for (const key of requiredKeys[type] ?? []) {
    if (!(key in data) && !(key in plain)) report(required(['data', key], `Secrets of type ${type} need it`));
  }
  if (type === 'kubernetes.io/dockerconfigjson') {
    const encoded = data['.dockerconfigjson'];
    const text =
      plain['.dockerconfigjson'] ?? (typeof encoded === 'string' ? atobOrEmpty(encoded) : undefined);
    if (typeof text === 'string' && !isJson(text)) {
      report(invalid(['data', '.dockerconfigjson'], '<secret contents redacted>', 'not JSON'));
    }
  }
  checkSize(sizeOf(data, base64Bytes) + sizeOf(plain, (text) => Buffer.byteLength(text)), 'data', report);
};

const atobOrEmpty = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
