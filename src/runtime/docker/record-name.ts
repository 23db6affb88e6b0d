import { createHash } from 'node:crypto';
import type { RuntimeRecord } from '../driver.ts';

/**
 * The volume's name of one version of a record: `berth_Deployment_default_web_3`. No two records have the same one:
 * where kind or key hold more than plain names and slashes, or are long, a hash of them stands in with two
 * underscores before it, which plain names never give.
 */

const PREFIX = 'berth';
const PLAIN_KIND = /^[A-Za-z0-9]+$/;
const PLAIN_KEY = /^[a-z0-9.-]+(?:\/[a-z0-9.-]+)*$/;
/** A volume is a folder on the engine's disk, whose name has 255 bytes at most; the version needs up to 17. */
const MAX_PLAIN_LENGTH = 230;
const READABLE_KIND_LENGTH = 40;
const READABLE_KEY_LENGTH = 120;

const readable = (text: string, length: number): string =>
  text.replaceAll(/[^A-Za-z0-9.-]/g, '-').slice(0, length);

/** What the names of all records of a kind begin with, and those of no other. */
const kindPart = (kind: string): string => {
  if (PLAIN_KIND.test(kind) && kind.length <= READABLE_KIND_LENGTH) return kind;
  const hash = createHash('sha256').update(kind).digest('hex').slice(0, 16);
  return `${readable(kind, READABLE_KIND_LENGTH)}.${hash}`;
};

export const recordName = ({
  kind,
  key,
  version,
}: Pick<RuntimeRecord, 'kind' | 'key' | 'version'>): string => {
  const plain = `${PREFIX}_${kindPart(kind)}_${key.replaceAll('/', '_')}`;
  if (PLAIN_KEY.test(key) && plain.length <= MAX_PLAIN_LENGTH) return `${plain}_${version}`;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return `${PREFIX}_${kindPart(kind)}_${readable(key, READABLE_KEY_LENGTH)}__${hash}_${version}`;
};

/** Whether a volume may be a record: nothing but its labels tells for sure. */
export const isRecordName = (name: string): boolean => name.startsWith(`${PREFIX}_`);

/** A regular expression for the names of all records of a kind. */
export const recordNamePattern = (kind: string): string =>
  `^${PREFIX}_${kindPart(kind).replaceAll('.', '\\.')}_`;
