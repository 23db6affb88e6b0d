/** What may come next on a command line, as cobra's shells understand it. */

export interface Candidate {
  readonly value: string;
  readonly description?: string;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly directive: number;
}

/** Bits that tell the shell what else to do. */
const NO_SPACE = 2;
const NO_FILES = 4;
const FILTER_BY_EXTENSION = 8;
const FOLDERS = 16;

/** Files, as the shell completes them. */
export const FILES: Candidates = { candidates: [], directive: 0 };
export const FOLDERS_ONLY: Candidates = { candidates: [], directive: FOLDERS };
export const MANIFESTS: Candidates = {
  candidates: ['json', 'yaml', 'yml'].map((value) => ({ value })),
  directive: FILTER_BY_EXTENSION,
};

/** Only these; after one that something must follow, the shell adds no space. */
export const onlyThese = (values: readonly string[]): Candidates => ({
  candidates: values.map((value) => ({ value })),
  directive:
    values.length > 0 && values.every((value) => /[/:]$/.test(value)) ? NO_FILES + NO_SPACE : NO_FILES,
});

export const described = (candidates: readonly Candidate[]): Candidates => ({
  candidates,
  directive: NO_FILES,
});

/** Those that begin with what has been typed. */
export const beginning = (word: string, { candidates, directive }: Candidates): Candidates =>
  directive === FILTER_BY_EXTENSION
    ? { candidates, directive }
    : { candidates: candidates.filter(({ value }) => value.startsWith(word)), directive };

export const candidateText = ({ candidates, directive }: Candidates, isDescribed: boolean): string => {
  const lines = candidates.map(({ value, description = '' }) =>
    isDescribed && description !== '' ? `${value}\t${description.split('\n')[0]}` : value,
  );
  return [...lines, `:${directive}`, ''].join('\n');
};
