import { type RegistryLogin, registryOf } from '../../model/registry-login.ts';
import { type PullOptions, type PullProgress, type Runtime, RuntimeError } from '../driver.ts';
import type { Docker } from './docker.ts';
import type { DockerConfigPlace } from './docker-config.ts';
import type { Engine } from './engine.ts';
import { engineWords, httpStatus, unlessStatus } from './errors.ts';
import { parseImageReference } from './image-reference.ts';
import { jsonLines } from './json-lines.ts';
import { pullError } from './pull-error.ts';
import { createPullProgress, type PullMessage } from './pull-progress.ts';
import { ownLogins } from './registry-logins.ts';

interface Pull extends PullOptions {
  image: string;
  onProgress: (progress: PullProgress) => void;
}

const headersFor = (image: string, login: RegistryLogin | undefined): Record<string, string> => {
  if (login === undefined) return {};
  const { username, password, identityToken } = login;
  const who = identityToken === undefined ? { username, password } : { identitytoken: identityToken };
  const auth = JSON.stringify({ ...who, serveraddress: registryOf(image).host });
  // The engine's decoder wants the padding that base64url leaves out.
  const encoded = Buffer.from(auth).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  return { 'X-Registry-Auth': encoded };
};

const pullWith = async (
  docker: Docker,
  { image, onProgress, signal }: Pull,
  login: RegistryLogin | undefined,
): Promise<void> => {
  const { name, tag } = parseImageReference(image);
  const progress = createPullProgress(image);
  try {
    const query = { fromImage: name, tag };
    const headers = headersFor(image, login);
    const stream = await docker.open('POST', '/images/create', query, { headers, signal });
    for await (const message of jsonLines<PullMessage>(stream)) {
      const words = message.errorDetail?.message ?? message.error;
      if (words !== undefined) throw pullError(image, words, { login });
      onProgress(progress(message));
      signal?.throwIfAborted();
    }
  } catch (error) {
    if (signal?.aborted === true) {
      throw new RuntimeError('interrupted', `the pull of ${image} was interrupted`, { cause: error });
    }
    throw httpStatus(error) === undefined
      ? error
      : pullError(image, engineWords(error), { login, cause: error });
  }
};

/** What was built or loaded here has no digest of a registry; podman puts it under a name that says so. */
const isMadeHere = async (docker: Docker, image: string): Promise<boolean> => {
  const present = await docker.getImage(image).inspect().catch(unlessStatus(404));
  if (present === undefined) return false;
  const digests = present.RepoDigests ?? [];
  return digests.every((digest) => digest.startsWith('localhost/'));
};

const isRefused = (error: unknown): error is RuntimeError =>
  error instanceof RuntimeError && error.code === 'unauthorized';

/** Tries one login after the other, and none only where there is none, as the kubelet does. */
const pull = async (docker: Docker, request: Pull, place: DockerConfigPlace): Promise<void> => {
  const { image, logins = [], onProgress } = request;
  if (await isMadeHere(docker, image)) return;
  onProgress({ image, status: 'Pulling' });
  let refusal: RuntimeError | undefined;
  // A helper that fails is no matter where nobody asks for a login.
  const own = await ownLogins(image, place).catch((error: unknown) => {
    if (!isRefused(error)) throw error;
    refusal = error;
    return [];
  });
  const known = [...logins, ...own];
  for (const login of known.length > 0 ? known : [undefined]) {
    try {
      await pullWith(docker, request, login);
      return;
    } catch (error) {
      if (!isRefused(error)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
};

export const createImages = (
  engine: Engine,
  place: DockerConfigPlace,
): Pick<Runtime, 'imageId' | 'pullImage'> => ({
  imageId: (image) =>
    engine.ask(async (docker) => {
      const present = await docker.getImage(image).inspect().catch(unlessStatus(404));
      return present?.Id;
    }),

  pullImage: (image, onProgress, options = {}) =>
    engine.ask((docker) => pull(docker, { image, onProgress, ...options }, place)),
});
