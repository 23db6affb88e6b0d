import type { Clock } from './model/clock.ts';
import type { DockerContexts } from './model/docker-context.ts';
import type { Holder } from './model/holder.ts';
import type { Runtime } from './runtime/driver.ts';

/** All that berth sees of the machine it runs on: the real one in main, a staged one in tests. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly clock: Clock;
  /** Aborts when the user asks berth to stop (Ctrl-C). */
  readonly signal: AbortSignal;
  /** The engines that the user has given names. They load when they are asked for. */
  dockerContexts(): Promise<DockerContexts>;
  readonly newHolder: () => Holder;
  openRuntime(choice: RuntimeChoice): Promise<Runtime>;
}

export interface Input extends AsyncIterable<Uint8Array> {
  readonly isTTY: boolean;
  /** Hands every key on as it is pressed, Ctrl-C among them. Only a terminal can. */
  readonly setRawMode?: (raw: boolean) => void;
}

export interface Output {
  readonly isTTY: boolean;
  /** The width of the terminal, where there is one. */
  readonly columns: number | undefined;
  /** The terminal itself, for what redraws in place. */
  readonly terminal?: NodeJS.WriteStream;
  write(text: string | Uint8Array): void;
}

export type RuntimeName = 'docker' | 'memory';

export interface RuntimeChoice {
  readonly name: RuntimeName;
  /** A Docker context, where the user names one. */
  readonly context: string | undefined;
}
