import type { FlagSpec } from '../../cli/flag-spec.ts';
import { containersOf } from '../../model/containers.ts';
import { type Candidates, FILES, FOLDERS_ONLY, MANIFESTS, onlyThese } from './candidates.ts';
import type { LiveNames } from './live-names.ts';
import type { Line } from './situation.ts';

/** `Must be one of: (json, yaml).`, `Must be "none", "server", or "client".` */
const wordsIn = (description: string): readonly string[] => {
  const [, list] = /One of:? \(([^)]*)\)/i.exec(description) ?? [];
  if (list !== undefined) return list.split(/, */);
  const [, sentence = ''] = /^Must be (?:one of )?([^.]*)\./i.exec(description) ?? [];
  return Array.from(sentence.matchAll(/"([^"]+)"/g), ([, word = '']) => word);
};

/** The containers of the pod that the line names, or of all. */
const containerNames = async ({ parsed }: Line, names: LiveNames): Promise<readonly string[]> => {
  const [word = ''] = parsed.args;
  const name = word.replace(/^pods?\//, '');
  const pods = await names.pods();
  const meant = pods.filter((pod) => pod.name === name);
  const containers = (meant.length > 0 ? meant : pods).flatMap((pod) => containersOf(pod));
  return [...new Set(containers.map((container) => container.name))];
};

/** What may stand as the value of a flag. */
export const valuesOf = async (
  flag: string,
  spec: FlagSpec,
  line: Line,
  names: LiveNames,
): Promise<Candidates> => {
  switch (flag) {
    case 'namespace':
      return onlyThese(await names.ofType('namespaces'));
    case 'context':
      return onlyThese(await names.contexts());
    case 'container':
      return onlyThese(await containerNames(line, names));
    case 'filename':
      return MANIFESTS;
    case 'kustomize':
      return FOLDERS_ONLY;
    default: {
      const words = wordsIn(spec.description);
      return words.length > 0 ? onlyThese(words) : FILES;
    }
  }
};
