import type { Resource } from '../../model/resource.ts';
import { compareText } from '../code-points.ts';
import type { Description } from './description.ts';
import { eventLines } from './events.ts';
import { entry } from './lines.ts';
import { metadataLines, nameLines } from './metadata.ts';

interface ConfigMapView extends Resource {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

interface SecretView extends Resource {
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
}

const sortedEntries = (texts: Readonly<Record<string, string>> = {}): [string, string][] =>
  Object.entries(texts).sort(([a], [b]) => compareText(a, b));

const byteCount = (base64: string): number => Buffer.from(base64, 'base64').length;

export const configMapDescription: Description = {
  lines: (map: ConfigMapView, { now, events }) => [
    ...nameLines(map),
    ...metadataLines(map),
    '',
    'Data',
    '====',
    ...sortedEntries(map.data).flatMap(([key, text]) => [`${key}:`, '----', ...text.split('\n'), '']),
    '',
    'BinaryData',
    '====',
    ...sortedEntries(map.binaryData).map(([key, text]) => `${key}: ${byteCount(text)} bytes`),
    '',
    ...eventLines(events, now),
  ],
};

/** Its values stay hidden; only tokens are shown, as kubectl does. */
export const secretDescription: Description = {
  lines: (secret: SecretView) => {
    const isToken = (key: string): boolean =>
      key === 'token' && secret.type === 'kubernetes.io/service-account-token';
    return [
      ...nameLines(secret),
      ...metadataLines(secret),
      '',
      entry('Type', secret.type ?? ''),
      '',
      'Data',
      '====',
      ...sortedEntries(secret.data).map(([key, text]) =>
        entry(key, isToken(key) ? Buffer.from(text, 'base64').toString() : `${byteCount(text)} bytes`),
      ),
    ];
  },
};
