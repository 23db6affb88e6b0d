import { beforeAll, describe, expect, it } from 'vitest';
import type { CommandEntry } from '../../src/cli/command-spec.ts';
import type { FlagSpec } from '../../src/cli/flag-spec.ts';
import { commandGroups } from '../../src/commands/command-table.ts';
import { kubectl } from '../support/kubectl.ts';
import { otherCommands, otherDefaults, otherFlags } from './meant-flags.ts';

/** Every command and flag of kubectl is there, or named with the reason why not. */

interface Flag {
  readonly short: string;
  readonly value: string;
}

interface Command {
  readonly path: string;
  readonly flags: ReadonlyMap<string, Flag>;
  readonly subcommands: readonly string[];
}

const commandLine = /^ {2}([a-z-]+) {2,}/gm;

const byKubectl = async (path: string): Promise<Command> => {
  const { stdout } = await kubectl([...path.split(' ').filter((word) => word !== ''), '--help']);
  const flags = Array.from(
    stdout.matchAll(/^ {4}(?:-(\w), )?--([\w-]+)=(.*):$/gm),
    ([, short = '', name = '', value = '']) => [name, { short, value }] as const,
  );
  const lists = Array.from(
    stdout.matchAll(/^[\w ()]*Commands[\w ()]*:\n((?: {2}.*\n)+)/gm),
    ([, list]) => list,
  );
  const subcommands = lists.flatMap((list = '') =>
    Array.from(list.matchAll(commandLine), ([, name = '']) => name),
  );
  return { path, flags: new Map(flags), subcommands };
};

const ZEROS: Readonly<Record<string, string>> = { bool: 'false', int: '0', duration: '0s', string: '' };

const defaultOf = (flag: FlagSpec): string =>
  flag.type === 'list' ? `[${(flag.default ?? []).join(',')}]` : String(flag.default ?? ZEROS[flag.type]);

const byBerth = async (path: string, entry: CommandEntry): Promise<readonly Command[]> => {
  const spec = await entry.load();
  const flags = Object.entries(spec.flags).map(
    ([name, flag]) => [name, { short: flag.short ?? '', value: defaultOf(flag) }] as const,
  );
  const subcommands = spec.subcommands ?? [];
  const below = await Promise.all(subcommands.map((entry) => byBerth(`${path} ${entry.name}`, entry)));
  return [{ path, flags: new Map(flags), subcommands: subcommands.map(({ name }) => name) }, ...below.flat()];
};

const entries = commandGroups.flatMap(({ commands }) => commands).filter(({ hidden }) => hidden !== true);
const commands = (await Promise.all(entries.map((entry) => byBerth(entry.name, entry)))).flat();

/** The reason of a difference: for one command, or for all of them. */
const reasonFor = (table: Readonly<Record<string, string>>, path: string, name: string): string | undefined =>
  table[`${path} --${name}`] ?? table[`--${name}`];

describe('the flags of kubectl', () => {
  const answers = new Map<string, Command>();
  beforeAll(async () => {
    const waiting = ['', ...commands.map(({ path }) => path)];
    const worker = async (): Promise<void> => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        answers.set(path, await byKubectl(path));
      }
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
  });
  const kubectlOf = (path: string): Command => {
    const command = answers.get(path);
    if (command === undefined) throw new Error(`kubectl gave no help for ${path}`);
    return command;
  };

  it.each(commands)('$path has them all', ({ path, flags, subcommands }) => {
    const theirs = kubectlOf(path);
    const missing = [...theirs.flags.keys()].filter((name) => !flags.has(name));
    expect(missing.filter((name) => reasonFor(otherFlags, path, name) === undefined)).toEqual([]);
    const absent = theirs.subcommands.filter((name) => !subcommands.includes(name));
    expect(absent.filter((name) => otherCommands[`${path} ${name}`] === undefined)).toEqual([]);
  });

  it.each(commands)('those of $path have the same letters and defaults', ({ path, flags }) => {
    const different = [...kubectlOf(path).flags].flatMap(([name, theirs]) => {
      const ours = flags.get(name);
      const isSame =
        ours === undefined ||
        (ours.short === theirs.short && ours.value === theirs.value.replaceAll("'", ''));
      return isSame || reasonFor(otherDefaults, path, name) !== undefined ? [] : [{ name, theirs, ours }];
    });
    expect(different).toEqual([]);
  });

  it('every command of kubectl is there', () => {
    const names = entries.map(({ name }) => name);
    const absent = kubectlOf('').subcommands.filter((name) => !names.includes(name));
    expect(absent.filter((name) => otherCommands[name] === undefined)).toEqual([]);
  });

  it('no reason stands for what is no difference', () => {
    const paths = new Set(commands.map(({ path }) => path));
    const isMissing = (path: string, name: string): boolean =>
      kubectlOf(path).flags.has(name) &&
      commands.find((command) => command.path === path)?.flags.has(name) === false;
    const idle = Object.keys(otherFlags).filter((key) => {
      const [, path = '', name = ''] = /^(.*?) ?--(.*)$/.exec(key) ?? [];
      return ![...paths].some((other) => (path === '' || path === other) && isMissing(other, name));
    });
    expect(idle).toEqual([]);
  });
});
