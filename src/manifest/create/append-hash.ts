import { createHash } from 'node:crypto';
import { goJson } from '../merge/go-json.ts';

/** Digits that could spell a word are replaced, so that no name offends. */
const harmless: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** The suffix that `--append-hash` and kustomize give to names, so that new content gets a new name. */
export const contentHash = (content: object): string => {
  const digest = createHash('sha256').update(goJson(content)).digest('hex');
  return Array.from(digest.slice(0, 10), (digit) => harmless[digit] ?? digit).join('');
};
