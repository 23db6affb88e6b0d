import type { KubectlResult } from '../support/kubectl.ts';

/** What berth does in another way than kubectl, and why. Each says what of kubectl's answer berth would change. */
interface MeantDifference {
  readonly why: string;
  readonly inBerth: (answer: KubectlResult) => KubectlResult;
}

const sortedFields = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortedFields);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, sortedFields(field)]));
};

export const meantDifferences = {
  'fields of JSON are sorted': {
    why: 'kubectl writes objects that it has built itself in the order of the structs of its source, and all others sorted. berth sorts them all.',
    inBerth: (answer) => ({
      ...answer,
      stdout: answer.stdout
        .split(/(?<=^\}\n)/m)
        .filter((document) => document !== '')
        .map((document) => `${JSON.stringify(sortedFields(JSON.parse(document)), undefined, 4)}\n`)
        .join(''),
    }),
  },
  'documents of YAML are set apart': {
    why: 'Of several objects, kubectl label and kubectl patch print YAML without --- between them, which no program can read.',
    inBerth: (answer) => ({
      ...answer,
      stdout: answer.stdout.replaceAll(/(?<=\n)(?=apiVersion:)/g, '---\n'),
    }),
  },
  'lists of labels are sorted': {
    why: 'kubectl label --list and annotate --list print in any order.',
    inBerth: (answer) => ({
      ...answer,
      stdout: answer.stdout
        .split(/^(Listing .*\n)/m)
        .map((part) =>
          part
            .split(/(?<=\n)/)
            .sort()
            .join(''),
        )
        .join(''),
    }),
  },
  'errors have no log line': {
    why: 'kubectl logs missing flags as a fault of its own, with time and line.',
    inBerth: (answer) => ({
      ...answer,
      stderr: answer.stderr.replace(
        /^E\d+ .* err="(.*)"\n$/,
        (_, text: string) => `error: ${text.replaceAll('\\"', '"')}\n`,
      ),
    }),
  },
  'rules are told without regular expressions': {
    why: 'A rule of names is said in words and by examples; the regular expression says it once more.',
    inBerth: (answer) => ({
      ...answer,
      stderr: answer.stderr.replace(/, regex used for validation is '.*?'/, '').replaceAll(',  or', ', or'),
    }),
  },
} as const satisfies Record<string, MeantDifference>;

export type MeantDifferenceName = keyof typeof meantDifferences;
