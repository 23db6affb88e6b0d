import { CliError } from '../../model/cli-error.ts';
import type { ManifestText } from '../parse.ts';

const ATTEMPTS = 3;

/** kubectl asks again when a server is at fault, and takes every other answer for final. */
export const fetchManifest = async (
  address: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<ManifestText> => {
  let failure = new CliError('unreachable', `unable to read URL "${address}"`);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const response = await ask(address, signal);
    if (response.ok) return { file: address, text: await response.text() };
    await response.body?.cancel();
    failure = new CliError(
      'unreachable',
      `unable to read URL "${address}", server reported ${response.status} ${response.statusText}, status code=${response.status}`,
    );
    if (response.status < 500) break;
  }
  throw failure;
};

const ask = async (address: string, signal: AbortSignal): Promise<Response> => {
  try {
    return await fetch(address, { signal });
  } catch (error) {
    signal.throwIfAborted();
    // fetch says no more than "fetch failed"; why stands in its cause.
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const message = reason instanceof Error ? reason.message : String(reason);
    throw new CliError('unreachable', `unable to read URL "${address}": ${message}`, { cause: error });
  }
};
