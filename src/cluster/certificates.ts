import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ConfigObjects } from '../model/pod-config.ts';
import { refKey, type Resource } from '../model/resource.ts';
import type { DesiredState } from '../model/state.ts';

const textOf = (data: unknown, key: string): string => {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString() : '';
};

/** Undefined where key and certificate are none, or do not belong together. */
const pemOf = ({ data }: Resource): string | undefined => {
  const [certificate, key] = [textOf(data, 'tls.crt'), textOf(data, 'tls.key')];
  try {
    if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) return undefined;
  } catch {
    return undefined;
  }
  return `${certificate.trimEnd()}\n${key.trimEnd()}\n`;
};

/**
 * The certificates that Ingresses name and that are of use, with their keys, by the reference of their Secret. Others
 * would keep the proxy from taking any configuration.
 */
export const usableCertificates = (
  { ingresses = [] }: DesiredState,
  objects: ConfigObjects,
): ReadonlyMap<string, string> => {
  const usable = new Map<string, string>();
  for (const { metadata, spec } of ingresses) {
    for (const { secretName: name = '' } of spec.tls ?? []) {
      const key = refKey({ kind: 'Secret', namespace: metadata.namespace ?? '', name });
      const secret = objects.get(key);
      const pem = secret === undefined ? undefined : pemOf(secret);
      if (pem !== undefined) usable.set(key, pem);
    }
  }
  return usable;
};
