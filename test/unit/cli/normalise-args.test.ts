import { describe, expect, test } from 'vitest';
import { CliError } from '../../../src/model/cli-error.ts';
import type { Flags } from '../../../src/cli/flag-spec.ts';
import { normaliseArgs } from '../../../src/cli/normalise-args.ts';

const flags: Flags = {
  namespace: { type: 'string', short: 'n', description: '' },
  output: { type: 'string', short: 'o', description: '' },
  selector: { type: 'string', short: 'l', description: '' },
  'label-columns': { type: 'list', short: 'L', description: '' },
  'all-namespaces': { type: 'bool', short: 'A', description: '' },
  'no-headers': { type: 'bool', description: '' },
  stdin: { type: 'bool', short: 'i', description: '' },
  tty: { type: 'bool', short: 't', description: '' },
  replicas: { type: 'int', description: '' },
  'dry-run': { type: 'string', bare: 'unchanged', description: '' },
};

const ask = (line: string) => normaliseArgs(line === '' ? [] : line.split(' '), flags);

describe('arguments mean what pflag takes them for', () => {
  test.each([
    ['pods', '', 'pods'],
    ['pods -o json', '--output=json', 'pods'],
    ['pods -ojson', '--output=json', 'pods'],
    ['pods -o=json', '--output=json', 'pods'],
    ['pods --output json', '--output=json', 'pods'],
    ['pods --output=json', '--output=json', 'pods'],
    ['-o json pods', '--output=json', 'pods'],
    ['pods -lapp=web', '--selector=app=web', 'pods'],
    ['pods -l app=web', '--selector=app=web', 'pods'],
    ['pods -l=app=web', '--selector=app=web', 'pods'],
    ['pods --selector=app=web', '--selector=app=web', 'pods'],
    ['pods -A', '--all-namespaces=true', 'pods'],
    ['-A pods', '--all-namespaces=true', 'pods'],
    ['pods -A=false', '--all-namespaces=false', 'pods'],
    ['pods --all-namespaces=false', '--all-namespaces=false', 'pods'],
    // A bool takes no separate value: the word after it is an argument.
    ['--all-namespaces false', '--all-namespaces=true', 'false'],
    ['-it web', '--stdin=true --tty=true', 'web'],
    ['-Aojson pods', '--all-namespaces=true --output=json', 'pods'],
    ['-Ao json pods', '--all-namespaces=true --output=json', 'pods'],
    ['-An x pods', '--all-namespaces=true --namespace=x', 'pods'],
    ['--dry-run -o yaml', '--dry-run=unchanged --output=yaml', ''],
    ['--dry-run client', '--dry-run=unchanged', 'client'],
    ['--dry-run=client', '--dry-run=client', ''],
    ['--no-headers', '--no-headers=true', ''],
    ['--no_headers --all_namespaces=false', '--no-headers=true --all-namespaces=false', ''],
    ['-L a -L b,c', '--label-columns=a --label-columns=b,c', ''],
    ['--replicas=-1 --replicas -2', '--replicas=-1 --replicas=-2', ''],
    ['-n -o json', '--namespace=-o', 'json'],
    ['-n= x', '--namespace==', 'x'],
    ['--namespace= x', '--namespace=', 'x'],
    ['- pods', '', '- pods'],
  ])('%s', (line, expectedFlags, expectedArgs) => {
    const { flags, args } = ask(line);
    expect(flags.map(({ long, text }) => `--${long}=${text}`).join(' ')).toBe(expectedFlags);
    expect(args.join(' ')).toBe(expectedArgs);
  });

  test('what follows -- is never a flag, and how much stood before it is known', () => {
    expect(ask('web -n x -- ls -la --color')).toMatchObject({
      flags: [{ long: 'namespace', text: 'x' }],
      args: ['web', 'ls', '-la', '--color'],
      argsBeforeDash: 1,
    });
    expect(ask('web').argsBeforeDash).toBeUndefined();
    expect(ask('-- ls').argsBeforeDash).toBe(0);
  });

  test('an empty argument is an argument', () => {
    expect(normaliseArgs(['pods', ''], flags).args).toEqual(['pods', '']);
  });
});

describe('what pflag refuses is refused in its words', () => {
  test.each([
    ['--foo', 'unknown flag: --foo'],
    ['--foo=bar', 'unknown flag: --foo'],
    ['-Z', "unknown shorthand flag: 'Z' in -Z"],
    ['-AZ', "unknown shorthand flag: 'Z' in -Z"],
    ['-oyaml -Z', "unknown shorthand flag: 'Z' in -Z"],
    ['-A=', "unknown shorthand flag: '=' in -="],
    ['--output', 'flag needs an argument: --output'],
    ['-o', "flag needs an argument: 'o' in -o"],
    ['-Ao', "flag needs an argument: 'o' in -o"],
    ['--=x', 'bad flag syntax: --=x'],
    ['---x', 'bad flag syntax: ---x'],
    ['--constructor', 'unknown flag: --constructor'],
  ])('%s', (line, message) => {
    expect(() => ask(line)).toThrow(new CliError('usage', message));
  });

  test('a flag that is nearly right is named', () => {
    expect(() => ask('--namespce=x')).toThrow(
      new CliError('usage', 'unknown flag: --namespce\n\nDid you mean this?\n\t--namespace\n'),
    );
  });
});
