import { describe, expect, test } from 'vitest';
import type { CommandGroup } from '../../../../src/cli/command-spec.ts';
import { situationOf } from '../../../../src/commands/complete/situation.ts';

const groups: readonly CommandGroup[] = [
  {
    title: 'All',
    commands: [
      {
        name: 'get',
        short: 'Get',
        load: async () => ({
          usage: 'get',
          long: '',
          flags: {
            output: { type: 'string', short: 'o', description: '' },
            all: { type: 'bool', short: 'A', description: '' },
            selector: { type: 'string', short: 'l', description: '' },
          },
        }),
      },
      {
        name: 'rollout',
        short: 'Roll',
        load: async () => ({
          usage: 'rollout',
          long: '',
          flags: {},
          subcommands: [
            {
              name: 'status',
              short: 'Status',
              load: async () => ({ usage: 'status', long: '', flags: {} }),
            },
          ],
        }),
      },
    ],
  },
];

/** `kind: detail`, as a line shows it. */
const stands = async (typed: string): Promise<string> => {
  const situation = await situationOf(typed.split(' '), groups);
  switch (situation.at) {
    case 'nothing':
      return 'nothing';
    case 'command':
      return `command ${situation.word} of ${situation.commands.map(({ name }) => name).join()}`;
    case 'flag':
      return `flag ${situation.word}`;
    case 'value':
      return `value ${situation.word} of ${situation.flag} for ${situation.line.path}`;
    case 'argument': {
      const { path, parsed, isBehindDash } = situation.line;
      return `argument ${situation.word} of ${path} after ${parsed.args.join()}${isBehindDash ? ' behind --' : ''}`;
    }
  }
};

describe('a line that is not finished stands at', () => {
  test.each([
    ['', 'command  of get,rollout'],
    ['ge', 'command ge of get,rollout'],
    ['get ', 'argument  of get after '],
    ['get po', 'argument po of get after '],
    ['get pods -A web', 'argument web of get after pods'],
    ['get -o json pods w', 'argument w of get after pods'],
    ['-n shop get ', 'argument  of get after '],
    ['rollout ', 'command  of status'],
    ['rollout status deploy/', 'argument deploy/ of rollout status after '],
    ['get -', 'flag -'],
    ['get pods --ou', 'flag --ou'],
    ['get -o ', 'value  of output for get'],
    ['get -Ao js', 'value js of output for get'],
    ['get --output js', 'value js of output for get'],
    ['get --output=js', 'value js of output for get'],
    ['get -o=js', 'value js of output for get'],
    ['get pods -n sh', 'value sh of namespace for get'],
    ['get -A ', 'argument  of get after '],
    ['get pods -- -x', 'argument -x of get after pods behind --'],
    ['-n ', 'value  of namespace for '],
    ['nope ', 'nothing'],
    ['get --nope ', 'nothing'],
    ['get --nope=x', 'nothing'],
  ])('%j: %s', async (typed, expected) => {
    expect(await stands(typed)).toBe(expected);
  });
});
