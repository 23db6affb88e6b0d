/**
 * A suite is a text: first what it says of itself, then its scenarios, then the files that they use.
 *
 *     # Comments.
 *     === the title of a scenario
 *     $ kubectl get pods one < file        a command; `|` hands on its output, also to sed s/…/…/
 *     NAME   READY   STATUS    RESTARTS   AGE
 *     one    1/1     Running   0          …
 *     & kubectl wait …                     goes on while the next lines are played
 *     = pods {{len .items}} => 1           `get pods` with this template, or with {a JSONPath}, prints this
 *     name := kubectl get …                what it prints stands for %name% from here on
 *     ~ 5s                                 time that passes
 *     -- pod.yaml --
 *
 * What follows a command is what it prints: all of stdout, line by line (a backslash stands before what would
 * be read as something else, and alone for an empty line), `! ` all of stderr, `? ` its exit code where it is
 * not 0, `has: ` and `lacks: ` a part of either. `…` is any text, and on a line of its own any lines; `(nothing)` is an empty stdout. Where no
 * line of stdout or stderr is given, it is not looked at.
 */
export interface Suite {
  readonly head: string;
  readonly scenarios: readonly Scenario[];
  readonly files: Readonly<Record<string, string>>;
}

export interface Scenario {
  readonly title: string;
  readonly acts: readonly Act[];
}

export type Act = Command | Look | Capture | Pause;

interface Written {
  /** Where it stands, from 1. */
  readonly at: number;
}

export interface Command extends Written, Expected {
  readonly type: 'command';
  readonly line: string;
  readonly goesOn: boolean;
}

export interface Expected {
  readonly code: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly has: readonly string[];
  readonly lacks: readonly string[];
}

interface Look extends Written {
  readonly type: 'look';
  readonly of: string;
  readonly template: string;
  readonly prints: string;
}

interface Capture extends Written {
  readonly type: 'capture';
  readonly name: string;
  readonly line: string;
}

interface Pause extends Written {
  readonly type: 'pause';
  readonly ms: number;
}

const nothingYet: Expected = { code: 0, stdout: [], stderr: [], has: [], lacks: [] };

const readAct = (line: string, at: number): Act | undefined => {
  const command = /^([$&]) (.*)$/.exec(line);
  if (command !== null) {
    return { type: 'command', at, line: command[2] ?? '', goesOn: command[1] === '&', ...nothingYet };
  }
  const look = /^= (.*?) (\{.*\}) =>(?: (.*))?$/.exec(line);
  if (look !== null) {
    return { type: 'look', at, of: look[1] ?? '', template: look[2] ?? '', prints: look[3] ?? '' };
  }
  const capture = /^(\w+) := (.*)$/.exec(line);
  if (capture !== null) return { type: 'capture', at, name: capture[1] ?? '', line: capture[2] ?? '' };
  const pause = /^~ (\d+)s$/.exec(line);
  return pause === null ? undefined : { type: 'pause', at, ms: Number(pause[1]) * 1000 };
};

const withExpectation = (command: Command, line: string): Command => {
  const [, mark, text = ''] = /^(!|\?|has:|lacks:)(?: (.*))?$/.exec(line) ?? [];
  if (mark === '!') return { ...command, stderr: [...command.stderr, text] };
  if (mark === '?') return { ...command, code: Number(text) };
  if (mark === 'has:') return { ...command, has: [...command.has, text] };
  if (mark === 'lacks:') return { ...command, lacks: [...command.lacks, text] };
  return { ...command, stdout: [...command.stdout, line.replace(/^\\/, '')] };
};

const readScenario = (title: string, lines: readonly (readonly [number, string])[]): Scenario => {
  const acts: Act[] = [];
  for (const [at, line] of lines) {
    const act = readAct(line, at);
    const last = acts.at(-1);
    if (act !== undefined) acts.push(act);
    else if (last?.type === 'command') acts.splice(-1, 1, withExpectation(last, line));
    else throw new Error(`line ${at} says nothing that could be played: ${line}`);
  }
  return { title, acts };
};

export const readSuite = (text: string): Suite => {
  const [script = '', ...parts] = text.split(/^-- (.+) --\n/m);
  const files = Object.fromEntries(
    Array.from({ length: parts.length / 2 }, (_, index) => [
      parts[2 * index] ?? '',
      parts[2 * index + 1] ?? '',
    ]),
  );
  const lines = script
    .split('\n')
    .map((line, index) => [index + 1, line] as const)
    .filter(([, line]) => line !== '' && !/^#( |$)/.test(line));
  const starts = lines.flatMap(([, line], index) => (line.startsWith('=== ') ? [index] : []));
  return {
    head: script.slice(0, script.search(/^=== /m)),
    files,
    scenarios: starts.map((start, index) =>
      readScenario(lines[start]?.[1].slice(4) ?? '', lines.slice(start + 1, starts[index + 1])),
    ),
  };
};

/** How much of berth's answers a scenario looks at: each command, each template and each text is one. */
export const countAssertions = ({ acts }: Scenario): number =>
  acts.reduce((sum, act) => {
    if (act.type === 'command') return sum + 1 + act.has.length + act.lacks.length;
    return act.type === 'pause' ? sum : sum + 1;
  }, 0);
