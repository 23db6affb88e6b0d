import { wrapText } from '../output/wrap-text.ts';
import type { CommandEntry, CommandGroup, CommandSpec } from './command-spec.ts';
import type { FlagSpec, Flags } from './flag-spec.ts';
import { helpWidth } from './help-width.ts';

/** Help in kubectl's layout: sections, order, indentation and wrapping are its own. */

const namePadding = 11;
/** Descriptions of flags stand behind a tab, so their lines are shorter. */
const tabAllowance = 10;

const isList = (paragraph: string): boolean => paragraph.split('\n').every((line) => line.startsWith('* '));

const longText = (long: string): string =>
  long
    .trim()
    .split('\n\n')
    .map((paragraph, index) => {
      if (isList(paragraph)) return paragraph.replace(/^\* /gm, '  *  ');
      return index === 0 ? paragraph : paragraph.replace(/^/gm, ' ');
    })
    .join('\n\n');

const exampleText = (examples: string): string => examples.trim().replace(/^/gm, '  ');

const commandList = (commands: readonly CommandEntry[], padding: number): string =>
  commands.map(({ name, short }) => `  ${name.padEnd(padding)}   ${short}`).join('\n');

const visible = (commands: readonly CommandEntry[]): readonly CommandEntry[] =>
  commands.filter((command) => command.hidden !== true);

const paddingOf = (commands: readonly CommandEntry[]): number =>
  Math.max(namePadding, ...visible(commands).map(({ name }) => name.length));

const defaultText = (spec: FlagSpec): string => {
  switch (spec.type) {
    case 'bool':
      return String(spec.default ?? false);
    case 'int':
      return String(spec.default ?? 0);
    case 'duration':
      return spec.default ?? '0s';
    case 'string':
      return `'${spec.default ?? ''}'`;
    case 'list':
      return `[${(spec.default ?? []).join(',')}]`;
  }
};

const flagText = (long: string, spec: FlagSpec, width: number | undefined): string => {
  const short = spec.short === undefined ? '' : `-${spec.short}, `;
  const description =
    width === undefined ? spec.description : wrapText(spec.description, width - tabAllowance);
  return `    ${short}--${long}=${defaultText(spec)}:\n\t${description.replaceAll('\n', '\n\t')}`;
};

const flagList = (flags: Flags, width: number | undefined): string =>
  Object.entries(flags)
    .filter(([, spec]) => spec.hidden !== true)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([long, spec]) => flagText(long, spec, width))
    .join('\n\n');

const usageLine = ({ usage }: CommandSpec): string =>
  usage.includes('[options]') ? usage : `${usage} [options]`;

const section = (title: string, body: string): string => `${title}:\n${body}\n`;

const optionsTip =
  'Use "berth options" for a list of global command-line options (applies to all commands).\n';

const usageTip = (commandPath: string): string =>
  `Use "${commandPath} <command> --help" for more information about a given command.\n`;

const page = (intro: string, sections: readonly string[], width: number | undefined): string => {
  const usage = sections.join('\n');
  if (width === undefined) return `${intro}\n\n${usage}`;
  return `${wrapText(intro, width)}\n\n${wrapText(usage, width)}`;
};

export interface HelpContext {
  /** `berth create deployment`. */
  readonly commandPath: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly columns: number | undefined;
}

export const commandHelp = (
  spec: CommandSpec,
  { commandPath, name, aliases, columns }: HelpContext,
): string => {
  const width = helpWidth(columns);
  const subcommands = visible(spec.subcommands ?? []);
  const flags = flagList(spec.flags, width);
  const tips = (subcommands.length > 0 ? usageTip(commandPath) : '') + optionsTip;
  const sections = [
    ...(aliases.length > 0 ? [section('Aliases', [name, ...aliases].join(', '))] : []),
    ...(spec.examples === undefined ? [] : [section('Examples', exampleText(spec.examples))]),
    ...(subcommands.length > 0
      ? [section('Available Commands', commandList(subcommands, paddingOf(subcommands)))]
      : []),
    ...(flags === '' ? [] : [section('Options', flags)]),
    section('Usage', `  berth ${usageLine(spec)}`),
    tips,
  ];
  return page(longText(spec.long), sections, width);
};

export const rootHelp = (groups: readonly CommandGroup[], columns: number | undefined): string => {
  const padding = paddingOf(groups.flatMap(({ commands }) => commands));
  const sections = [
    ...groups
      .filter(({ commands }) => visible(commands).length > 0)
      .map(({ title, commands }) => section(title, commandList(visible(commands), padding))),
    section('Usage', '  berth [flags] [options]'),
    usageTip('berth') + optionsTip,
  ];
  return page(longText(rootLong), sections, helpWidth(columns));
};

const rootLong = `
berth runs Kubernetes manifests on a plain Docker daemon.

It takes kubectl's commands and flags. What kubectl would ask of a cluster, berth brings about with containers.`;

export const optionsHelp = (flags: Flags, columns: number | undefined): string =>
  `The following options can be passed to any command:\n\n${flagList(flags, helpWidth(columns))}\n\n`;
