import { DEFAULT_NAMESPACE } from '../cluster/objects/namespace.ts';
import { withNoteKept } from '../manifest/merge/last-applied.ts';
import type { ValidationOptions } from '../manifest/validate.ts';
import type { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { checkObject } from './check-object.ts';
import type { DryRun } from './dry-run.ts';
import { qualifiedPlural } from './find-objects.ts';
import { writeAll, type WriteFlags } from './write-all.ts';

export interface CreateFlags extends WriteFlags {
  readonly saveConfig: boolean;
}

interface CreateRequest {
  readonly objects: readonly Resource[];
  /** What the error says when there is such an object already. */
  readonly refuse: (reason: string, object: Resource) => CliError;
  /** What the result says: `created`. Nothing is said without it. */
  readonly result: string | undefined;
  readonly flags: CreateFlags;
  readonly dryRun: DryRun;
  /** How much a manifest may hold that no server knows. */
  readonly level?: ValidationOptions['level'];
}

const alreadyExists = ({ kind, metadata }: Resource): string => {
  const type = resourceTypeOfKind(kind);
  return `${type === undefined ? kind : qualifiedPlural(type)} "${metadata.name}" already exists`;
};

/** It is there before it is stored. */
const isFirstNamespace = ({ kind, metadata }: Resource): boolean =>
  kind === 'Namespace' && metadata.name === DEFAULT_NAMESPACE;

/** Creates objects that are not there yet, prints them, and brings them about. */
export const createObjects = (
  runtime: Runtime,
  world: World,
  { objects, refuse, result, flags, dryRun, level = 'strict' }: CreateRequest,
): Promise<void> =>
  writeAll(runtime, world, {
    writes: objects.map((object) => ({
      object,
      next: (live) => {
        if (live !== undefined || isFirstNamespace(object)) throw refuse(alreadyExists(object), object);
        checkObject(object, level);
        return withNoteKept(object, flags.saveConfig);
      },
    })),
    errors: [],
    word: () => result,
    flags,
    dryRun,
  });
