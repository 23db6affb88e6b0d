import { type Runtime, RuntimeError, type RuntimeErrorCode } from '../driver.ts';
import type { Engine } from './engine.ts';
import { engineWords, httpStatus } from './errors.ts';
import { parseImageReference } from './image-reference.ts';
import { jsonLines } from './json-lines.ts';
import { type PullMessage, createPullProgress } from './pull-progress.ts';

/** The engine tells why a pull failed in words only, mostly the registry's. The first that fits counts. */
const PULL_FAILURES: readonly (readonly [RegExp, RuntimeErrorCode])[] = [
  [/unauthorized|authentication required|no basic auth|denied|incorrect username/i, 'unauthorized'],
  [/not found|manifest unknown|name unknown|does not exist/i, 'imageNotFound'],
  [/invalid reference/i, 'invalid'],
  [
    /dial tcp|lookup |no such host|refused|unreachable|timeout|deadline|handshake|certificate|EOF|reset by peer|HTTP response to HTTPS/i,
    'unreachable',
  ],
];

export const pullError = (image: string, words: string, cause?: unknown): RuntimeError => {
  const [, code = 'failed'] = PULL_FAILURES.find(([pattern]) => pattern.test(words)) ?? [];
  return new RuntimeError(code, `cannot pull ${image}: ${words}`, { cause });
};

export const createImages = (engine: Engine): Pick<Runtime, 'pullImage'> => ({
  pullImage: (image, onProgress, signal) =>
    engine.ask(async (docker) => {
      const { name, tag } = parseImageReference(image);
      const progress = createPullProgress(image);
      try {
        const stream = await docker.open('POST', '/images/create', { fromImage: name, tag }, { signal });
        for await (const message of jsonLines<PullMessage>(stream)) {
          const words = message.errorDetail?.message ?? message.error;
          if (words !== undefined) throw pullError(image, words);
          onProgress(progress(message));
          signal?.throwIfAborted();
        }
      } catch (error) {
        if (signal?.aborted === true) {
          throw new RuntimeError('interrupted', `the pull of ${image} was interrupted`, { cause: error });
        }
        throw httpStatus(error) === undefined ? error : pullError(image, engineWords(error), error);
      }
    }),
});
