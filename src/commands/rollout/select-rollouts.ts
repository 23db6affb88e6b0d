import { CliError } from '../../model/cli-error.ts';
import type { Resource } from '../../model/resource.ts';
import { resourceTypeOf } from '../../model/resource-types.ts';
import { type Deployment, isDeployment } from '../../model/workload.ts';
import type { World } from '../../world.ts';
import { type FoundObjects, qualifiedPlural } from '../find-objects.ts';
import { selectObjects } from '../select-objects.ts';
import { fileFlags, selectorFlag } from '../shared-flags.ts';

/** The flags by which every rollout command is told which objects it is about. */
export const rolloutFlags = {
  ...fileFlags('Filename, directory, or URL to files identifying the resource to get from a server.'),
  ...selectorFlag,
};

type Selecting = Parameters<typeof selectObjects>[0];

export type RolloutInvocation = Omit<Selecting, 'flags'> & {
  readonly flags: Omit<Selecting['flags'], 'all'>;
};

/** The objects that a rollout command names. A type without a name means all of it. */
export const selectRollouts = async (invocation: RolloutInvocation, world: World): Promise<FoundObjects> => {
  const { args, flags } = invocation;
  if (args.length === 0 && flags.filename.length === 0 && flags.kustomize === '') {
    throw new CliError('usage', 'required resource not specified');
  }
  return selectObjects({ ...invocation, flags: { ...flags, all: true } }, world);
};

export const sayNothingFound = (
  { objects, missing }: FoundObjects,
  namespace: string,
  { stderr }: World,
): void => {
  if (objects.length + missing.length === 0) {
    stderr.write(`No resources found in ${namespace} namespace.\n`);
  }
};

/** `ReplicaSet.apps`, as kubectl names a kind that it cannot roll out. */
export const kindText = (resource: Resource): string => {
  const group = resourceTypeOf(resource)?.group ?? '';
  return group === '' ? resource.kind : `${resource.kind}.${group}`;
};

/** An error about one object: `deployments.apps "web" is not paused`. */
export const objectError = (resource: Resource, reason: string): CliError => {
  const type = resourceTypeOf(resource);
  const plural = type === undefined ? resource.kind : qualifiedPlural(type);
  return new CliError('notPossible', `${plural} "${resource.metadata.name}" ${reason}`);
};

/** The Deployment that an object is; `unsupported` says what cannot be done with any other kind. */
export const requireDeployment = (resource: Resource, unsupported: string): Deployment => {
  if (isDeployment(resource)) return resource;
  throw objectError(resource, unsupported);
};
