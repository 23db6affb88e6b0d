import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import type { Flags, FlagValues } from './flag-spec.ts';

/** What the list of commands says of a command; the rest of it loads when it is used. */
export interface CommandEntry {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Words of other tools that may mean this command. */
  readonly suggestFor?: readonly string[];
  readonly short: string;
  /** Works, but is not shown in the list. */
  readonly hidden?: true;
  readonly load: () => Promise<CommandSpec>;
}

/** Commands that stand together in the list: `Deploy Commands:`. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly CommandEntry[];
}

/** A verb as data: help, parsing and completion all read it. */
export interface CommandSpec<F extends Flags = Flags> {
  /** How it is called, without `berth`: `scale --replicas=COUNT (-f FILENAME | TYPE NAME)`. */
  readonly usage: string;
  /** Help text, in paragraphs that an empty line separates. */
  readonly long: string;
  readonly examples?: string;
  readonly flags: F;
  readonly subcommands?: readonly CommandEntry[];
  /** The exit code of failures, where 1 means something else. */
  readonly errorExitCode?: number;
  /** Errors of flags are told as those of arguments are. */
  readonly flagErrors?: 'usage';
  /** The command ends by itself when the world's signal aborts. Any other is simply left. */
  readonly handlesInterrupt?: true;
  /** Ctrl-C is how the command is meant to end. */
  readonly endsByInterrupt?: true;
  /** Called by itself it shows its help, as kubectl does, as a result. */
  readonly helpIsResult?: true;
  /** Resolves to the exit code. Without it the command only holds subcommands. */
  run?(invocation: Invocation<F>, world: World): Promise<number>;
}

/** Keeps the types of the flags, so that `run` sees `flags.replicas` as a number. */
export const defineCommand = <F extends Flags>(spec: CommandSpec<F>): CommandSpec<F> => spec;

/** One call of a command, parsed. */
export interface Invocation<F extends Flags = Flags> {
  /** `berth rollout status`. */
  readonly commandPath: string;
  readonly args: readonly string[];
  /** How many of `args` stood before `--`; undefined without one. */
  readonly argsBeforeDash: number | undefined;
  readonly flags: FlagValues<F>;
  /** Whether the user gave the flag, whatever its value. */
  readonly given: (name: keyof FlagValues<F> & string) => boolean;
  readonly namespace: string;
  /** Whether the user named the namespace, by --namespace. */
  readonly namespaceGiven: boolean;
  /** The docker context that the user named, by --context. */
  readonly context: string | undefined;
  /** --request-timeout; 0 is for ever. */
  readonly requestTimeoutMs: number;
  /** The runtime that the user chose. It is opened once and closed when the command is over. */
  readonly runtime: () => Promise<Runtime>;
}
