import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { openSession, type Session, type Shown } from '../support/session.ts';
import type { Command, Expected, Scenario, Suite } from './read-suite.ts';

/** Lets berth play a scenario in kubectl's place, and says what came out otherwise. */

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patternOf = (lines: readonly string[]): RegExp => {
  if (lines.length === 1 && lines[0] === '(nothing)') return /^$/;
  return new RegExp(
    `^${lines.map((line) => (line === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escaped).join('.*')}\\n`)).join('')}$`,
  );
};

/** berth says its own name where kubectl says its. */
const inBerth = (text: string): string => text.replaceAll(/\bkubectl\b(?![.-])/g, 'berth');

const disagreements = (expected: Expected, shown: Shown): string[] => {
  const all = shown.stdout + shown.stderr;
  const differs = (what: 'stdout' | 'stderr'): boolean =>
    expected[what].length > 0 && !patternOf(expected[what].map(inBerth)).test(shown[what]);
  return [
    ...(shown.code === expected.code ? [] : [`exit code ${shown.code} instead of ${expected.code}`]),
    ...(differs('stdout') ? ['another stdout'] : []),
    ...(differs('stderr') ? ['another stderr'] : []),
    ...expected.has.filter((text) => !all.includes(inBerth(text))).map((text) => `does not say: ${text}`),
    ...expected.lacks.filter((text) => all.includes(inBerth(text))).map((text) => `says: ${text}`),
  ];
};

const openFolder = (files: Suite['files']): { session: Session; folder: string } => {
  const session = openSession();
  const folder = session.write(files);
  const programs = Object.keys(files).filter((name) => name.startsWith('bin/'));
  for (const name of programs) chmodSync(join(folder, name), 0o755);
  return { session, folder };
};

export const playScenario = async ({ acts }: Scenario, files: Suite['files']): Promise<readonly string[]> => {
  const { session, folder } = openFolder(files);
  const captured = new Map<string, string>();
  const found: { readonly at: number; readonly text: string }[] = [];
  const goingOn: Promise<void>[] = [];

  const filledIn = (text: string): string =>
    text.replaceAll(/%(\w+)%/g, (whole, name: string) => captured.get(name) ?? whole);

  /** Runs what a shell would run for this line. */
  const run = async (line: string): Promise<Shown> => {
    const [, commands = '', file] = /^(.*?)(?: < (\S+))?$/.exec(line) ?? [];
    let shown: Shown = { code: 0, stdout: file === undefined ? '' : (files[file] ?? ''), stderr: '' };
    for (const command of commands.split(/ \| (?=kubectl |sed )/)) {
      const [, from, to] = /^sed s\/(.*)\/(.*)\/$/.exec(command) ?? [];
      if (from !== undefined) {
        shown = { ...shown, stdout: shown.stdout.replaceAll(from, to ?? '') };
        continue;
      }
      const [, assignments = '', words = ''] = /^((?:\w+=\S* )*)kubectl ?(.*)$/.exec(command) ?? [];
      const assigned = assignments.split(' ').flatMap((assignment) => {
        const [, name, value] = /^(\w+)=(.*)$/.exec(assignment) ?? [];
        return name === undefined ? [] : [[name, value ?? '']];
      });
      const env = {
        PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        SHELL: '/bin/sh',
        ...Object.fromEntries(assigned),
      };
      shown = await session.berth(words, { stdin: shown.stdout, env });
    }
    return shown;
  };

  const playCommand = async (command: Command): Promise<void> => {
    const line = filledIn(command.line);
    const expected: Expected = {
      ...command,
      stdout: command.stdout.map(filledIn),
      stderr: command.stderr.map(filledIn),
      has: command.has.map(filledIn),
      lacks: command.lacks.map(filledIn),
    };
    const shown = await run(line);
    const wrong = disagreements(expected, shown);
    if (wrong.length === 0) return;
    found.push({
      at: command.at,
      text: `$ ${line}\n${wrong.join('\n')}\n--- stdout\n${shown.stdout}--- stderr\n${shown.stderr}`,
    });
  };

  for (const act of acts) {
    if (act.type === 'pause') await session.clock.sleep(act.ms);
    else if (act.type === 'capture') captured.set(act.name, (await run(filledIn(act.line))).stdout.trimEnd());
    else if (act.type === 'look') {
      const format = act.template.startsWith('{{') ? 'go-template' : 'jsonpath';
      const line = `kubectl get ${act.of} -o ${format}='${act.template}'`;
      const { stdout, stderr } = await run(filledIn(line));
      const prints = filledIn(act.prints);
      if (stdout !== prints)
        found.push({ at: act.at, text: `$ ${line}\n${stdout}${stderr}\ninstead of\n${prints}` });
    } else if (act.goesOn) goingOn.push(playCommand(act));
    else await playCommand(act);
  }
  await Promise.all(goingOn);
  return found.sort((a, b) => a.at - b.at).map(({ at, text }) => `line ${at}: ${text}`);
};
