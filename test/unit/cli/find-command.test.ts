import { expect, test } from 'vitest';
import type { CommandEntry, CommandSpec } from '../../../src/cli/command-spec.ts';
import { findCommand } from '../../../src/cli/find-command.ts';

const spec = (subcommands: readonly CommandEntry[] = []): CommandSpec => ({
  usage: '',
  long: '',
  flags: {
    output: { type: 'string', short: 'o', description: '' },
    client: { type: 'bool', description: '' },
  },
  subcommands,
});

const entry = (name: string, subcommands: readonly CommandEntry[] = []): CommandEntry => ({
  name,
  short: '',
  load: () => Promise.resolve(spec(subcommands)),
});

const groups = [
  {
    title: '',
    commands: [
      entry('get'),
      entry('rollout', [entry('status'), { ...entry('undo'), aliases: ['rollback'] }]),
    ],
  },
];

const ask = async (line: string): Promise<string> => {
  const found = await findCommand(line.split(' '), groups);
  return typeof found === 'object' ? `${found.commandPath} | ${found.argv.join(' ')}` : String(found);
};

// kubectl answers all of these alike.
test.each([
  ['get pods', 'berth get | pods'],
  ['-n get get pods', 'berth get | -n get pods'],
  ['--namespace=x get pods', 'berth get | --namespace=x pods'],
  ['-ojson get pods', 'berth get | -ojson pods'],
  ['-o json get pods', 'berth get | -o json pods'],
  ['-nx get get', 'berth get | -nx get'],
  ['--help get', 'berth get | --help'],
  ['--client=true get', 'berth get | --client=true'],
  // A flag that is not known before the verb is taken to have a value.
  ['--client get', 'undefined'],
  ['-A get', 'undefined'],
  ['-- get', 'undefined'],
  ['rollout status deploy/web', 'berth rollout status | deploy/web'],
  ['rollout -n status status x', 'berth rollout status | -n status x'],
  ['-n x rollout --client status y', 'berth rollout status | -n x --client y'],
  ['rollout rollback x', 'berth rollout undo | x'],
  ['rollout foo', 'berth rollout | foo'],
  ['foo get', 'foo'],
])('%s', async (line, found) => {
  expect(await ask(line)).toBe(found);
});
