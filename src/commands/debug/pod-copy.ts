import { newPodCopy } from '../../manifest/create/pod-copy.ts';
import { parseImages } from '../../manifest/edit/image.ts';
import { CliError } from '../../model/cli-error.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { Pod } from '../../model/workload.ts';
import { findContainer } from '../pods/choose-container.ts';
import type { DebugInvocation } from './flags.ts';

const refuse = (message: string): CliError => new CliError('usage', message);

/** What goes with --copy-to, and what goes without it. */
export const checkCopying = (
  { copyTo, image, setImage, container, target, replace, sameNode }: DebugInvocation['flags'],
  command: readonly string[],
): void => {
  if (copyTo === '') {
    if (replace) throw refuse('--replace may only be used with --copy-to.');
    if (sameNode) throw refuse('--same-node may only be used with --copy-to.');
    if (setImage.length > 0) throw refuse('--set-image may only be used with --copy-to.');
    if (image === '') throw refuse('you must specify --image when not using --copy-to.');
    return;
  }
  if (image === '' && setImage.length === 0 && command.length === 0) {
    throw refuse('you must specify --image, --set-image or command arguments.');
  }
  if (command.length > 0 && container === '' && image === '') {
    throw refuse('you must specify an existing container or a new image when specifying args.');
  }
  if (target !== '') throw refuse('--target is incompatible with --copy-to. Use --share-processes instead.');
};

/** The copy that the flags ask for. */
export const copyOf = (
  pod: ObservedPod,
  { flags, given }: DebugInvocation,
  container: string,
  words: { command?: readonly string[]; args?: readonly string[] },
): Pod => {
  if (container !== '' && flags.image === '' && findContainer(pod, container) === undefined) {
    throw refuse('you must specify image when creating new container');
  }
  return newPodCopy(pod, {
    ...flags,
    name: flags.copyTo,
    container: container === '' ? undefined : container,
    images: flags.setImage.length === 0 ? new Map() : parseImages(flags.setImage),
    words,
    shareProcesses: given('shareProcesses') ? flags.shareProcesses : undefined,
  });
};
