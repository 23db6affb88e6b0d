import { CliError } from '../model/cli-error.ts';
import { escapeControls } from '../output/sanitize.ts';
import { RuntimeError } from '../runtime/driver.ts';
import type { World } from '../world.ts';

/** What a shell reports of a program that Ctrl-C ended. */
export const interruptedExitCode = 130;

/** Errors that kubectl would have from the server, by kubectl's names for them. */
const serverReasons: Readonly<Record<string, string>> = {
  alreadyExists: 'AlreadyExists',
  badRequest: 'BadRequest',
  conflict: 'Conflict',
  forbidden: 'Forbidden',
  invalid: 'Invalid',
  notFound: 'NotFound',
};

/** An object that the server refused: kubectl prints its words as they are. */
const REFUSED = 'refused';

/** What is wrong with flags, and with the first word, is said by cobra, with a capital. */
const OF_COBRA: readonly string[] = ['badFlag', 'unknownCommand'];

const prefixOf = (code: string): string => {
  if (OF_COBRA.includes(code)) return 'Error: ';
  if (code === REFUSED) return '';
  const reason = serverReasons[code];
  return reason === undefined ? 'error: ' : `Error from server (${reason}): `;
};

const lines = (...parts: readonly (string | undefined)[]): string =>
  parts.map((part) => (part === undefined ? '' : part.endsWith('\n') ? part : `${part}\n`)).join('');

const errorText = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(errorText).join('');
  if (error instanceof CliError) return lines(prefixOf(error.code) + error.message, error.hint);
  if (error instanceof RuntimeError) return lines(`error: ${error.message}`);
  const message = error instanceof Error ? error.message : String(error);
  return lines(
    `error: ${message}`,
    'This is a fault of berth itself. BERTH_DEBUG=1 shows where it happened.',
  );
};

const wasInterrupted = (error: unknown, world: Pick<World, 'signal'>): boolean =>
  world.signal.aborted &&
  ((error instanceof RuntimeError && error.code === 'interrupted') ||
    (error instanceof Error && error.name === 'AbortError'));

/** Prints an error in kubectl's way and says what to exit with. */
export const reportError = (
  error: unknown,
  world: Pick<World, 'env' | 'signal' | 'stderr'>,
  failureCode = 1,
): number => {
  if (wasInterrupted(error, world)) return interruptedExitCode;
  world.stderr.write(escapeControls(errorText(error)));
  if (world.env.BERTH_DEBUG && error instanceof Error) world.stderr.write(escapeControls(stackOf(error)));
  if (world.signal.aborted) return interruptedExitCode;
  return error instanceof CliError && error.exitCode !== 1 ? error.exitCode : failureCode;
};

const stackOf = (error: Error): string =>
  lines(error.stack, error.cause instanceof Error ? `Caused by: ${stackOf(error.cause)}` : undefined);
