import type { Random } from '../support/random.ts';

const long = 'the node was low on resource: ephemeral-storage. Container web was using 164Ki, ';

/** Texts that a YAML writer must not take for something else, and others that it must not touch. */
export const textsToQuote: readonly string[] = [
  ['', ' ', '  ', '\t', '\n', '\n\n', ' a', 'a ', '\na', 'a\n', 'a\n\n', 'a\nb', 'a \nb', 'a\n b', '\n a'],
  ['a\tb', '\ta', 'a\r', 'a\rb', 'a\r\nb\r\n', 'a\n\tb', 'a\n\nb\n', ' a\nb', 'a\nb ', 'a\n b\n  c\n'],
  [
    'yes',
    'no',
    'Yes',
    'n',
    'y',
    'on',
    'OFF',
    'true',
    'True',
    'null',
    'Null',
    '~',
    'NaN',
    '.nan',
    '.inf',
    '-.INF',
  ],
  [
    '0',
    '1',
    '-1',
    '+1',
    '007',
    '08',
    '0x1F',
    '0b11',
    '0o17',
    '1_000',
    '1.5',
    '.5',
    '1.',
    '1e3',
    '1e',
    'e1',
    '_1',
  ],
  ['99999999999999999999', '1e999', '0.10', '-0', '--1', '1-2', '1.2.3', '12:30', '12:30:45', '1:2', '99:99'],
  ['2026-01-02', '2026-1-2', '2026-13-01', '2026-02-30', '2026-01-02T03:04:05Z', '2026-01-02t03:04:05+01:00'],
  ['2026-01-02 03:04:05', '2026-01-02T03:04:05', '2026-01-02T25:00:00Z', '2026-01-02T03:04:05.123456Z'],
  [
    '-',
    '--',
    '---',
    '--- a',
    '- a',
    '-a',
    '...',
    '. ',
    '?',
    '? a',
    '?a',
    ':',
    ': a',
    ':a',
    'a:',
    'a: b',
    'a:b',
  ],
  [
    '#',
    '#a',
    'a#b',
    'a #b',
    'a# b',
    ',a',
    '[',
    '[a',
    'a]',
    '{',
    '{a: b}',
    '}',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%',
    '@',
  ],
  [
    '`',
    '`a`',
    '"',
    '"a"',
    "'",
    "it's",
    '\\',
    'a\\b',
    '<<',
    '=',
    '<&>',
    'a,b',
    'a, b',
    'a ? b',
    'key: "v"',
    '"a": b',
  ],
  [
    'é',
    '日本',
    '😀',
    'a😀b',
    '\xa0',
    'a\xa0b',
    '\ufeff',
    '\ufeffabc',
    '\ufffd',
    '\x00',
    '\x07',
    '\x1b[31m',
    '\x1f',
  ],
  [
    'http://example.org:80/a?b=c#d',
    'nginx:1.27',
    'app.kubernetes.io/name',
    '/bin/sh -c "exit 1"',
    '10Gi',
    '100m',
  ],
  [
    long,
    long + long,
    `${long}\n${long}`,
    `- ${long}`,
    `${long}: ${long}`,
    `${long}  two blanks`,
    `"${long}" ${long}`,
  ],
  ['x'.repeat(100), `${'x'.repeat(100)} y`, 'é'.repeat(64), 'é'.repeat(65), 'x'.repeat(128), 'x'.repeat(129)],
  ['#!/bin/sh\nset -e\nexec "$@"\n', '{\n  "a": 1\n}', 'a: 1\nb:\n- 2\n', '\n\n', 'a\n\n\n', '  a\n b\n'],
].flat();

/** Line separators in a text of several lines come out of kubectl as something that is not YAML. */
const withoutBrokenLines = (text: string): string =>
  text.includes('\n') ? text.replaceAll(/[\u2028\u2029]/g, '') : text;

const drawText = (random: Random): string => {
  if (random.chance(0.6)) return random.pick(textsToQuote);
  const parts = random.listOf({ min: 1, max: random.chance(0.2) ? 12 : 3 }, () => random.pick(textsToQuote));
  return withoutBrokenLines(parts.join(random.pick(['', '', ' ', 'a', '1', '-', '.', '_', '\u2028'])));
};

/**
 * Keys as people write them. Where letters follow digits, Go's order of keys goes round in a circle (1e3 before 99,
 * 99 before 100, 100 before 1e3), so the order in which kubectl prints such keys is chance.
 */
export const drawKey = (random: Random): string => {
  const word = (): string => random.pick(['app', 'web', 'Web', 'key', 'a', 'b', 'é']);
  const number = (): string => random.pick(['', '1', '2', '10', '11', '20', '100', '01', '001', '0', '00']);
  const separator = (): string => random.pick(['-', '.', '_', '/', '']);
  return `${random.pick(['', '', '1', '10', '2'])}${separator() || '.'}${word()}${number()}${separator()}${number()}`;
};

const numbers = [0, 1, -1, 80, 65535, 1e6, 1e20, 1e21, 0.1, 3.5, -2.25, 1.5e6, 123456.5, 0.0001, 0.00001];

export const drawValue = (random: Random, depth: number): unknown => {
  if (depth === 0 || random.chance(0.5)) {
    if (random.chance(0.7)) return drawText(random);
    return random.pick<unknown>([...numbers, null, true, false, [], {}]);
  }
  if (random.chance(0.4)) return random.listOf({ min: 0, max: 4 }, () => drawValue(random, depth - 1));
  if (random.chance(0.3)) return { [drawText(random)]: drawValue(random, depth - 1) };
  const fields = random.listOf({ min: 0, max: 5 }, () => [drawKey(random), drawValue(random, depth - 1)]);
  return Object.fromEntries(fields);
};
