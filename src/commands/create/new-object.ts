import type { Invocation } from '../../cli/command-spec.ts';
import type { Flags } from '../../cli/flag-spec.ts';
import { usageError } from '../../cli/usage-error.ts';
import { withLastApplied } from '../../manifest/merge/last-applied.ts';
import { asWrittenByType } from '../../manifest/schema/written-fields.ts';
import { CliError } from '../../model/cli-error.ts';
import type { Resource } from '../../model/resource.ts';
import { resourceTypeOf } from '../../model/resource-types.ts';
import type { World } from '../../world.ts';
import { type CreateFlags, createObjects } from '../create-objects.ts';
import { dryRunOf } from '../dry-run.ts';
import { resultPrinter } from '../result-text.ts';
import {
  dryRunFlag,
  fieldManagerFlag,
  outputFlags,
  saveConfigFlag,
  validationFlags,
  waitFlags,
} from '../shared-flags.ts';

/** What the verbs have in common that make one object of a name and flags. */

export const newObjectFlags = {
  ...outputFlags(),
  ...dryRunFlag,
  ...fieldManagerFlag,
  ...saveConfigFlag,
  ...waitFlags('creation'),
  validate: { ...validationFlags.validate, hidden: true },
} as const satisfies Flags;

type NewObjectInvocation = Pick<
  Invocation,
  'args' | 'argsBeforeDash' | 'commandPath' | 'namespace' | 'namespaceGiven' | 'runtime'
> & { readonly flags: CreateFlags & { readonly dryRun: string } };

interface NewObject {
  /** `command` is what stands after `--`. */
  readonly build: (name: string, command: readonly string[]) => Resource | Promise<Resource>;
  /** How kubectl begins the error when the object cannot be created; without it the error stands for itself. */
  readonly failure?: string;
}

/** The one NAME, and what stands after `--`. */
const nameAndCommand = (invocation: NewObjectInvocation): [name: string, command: readonly string[]] => {
  const { args, argsBeforeDash = args.length } = invocation;
  const [name] = args;
  if (argsBeforeDash !== 1 || name === undefined) {
    throw usageError(invocation, `exactly one NAME is required, got ${argsBeforeDash}`);
  }
  return [name, args.slice(1)];
};

export const placed = (object: Resource, namespace: string): Resource =>
  resourceTypeOf(object)?.namespaced === true
    ? { ...object, metadata: { ...object.metadata, namespace } }
    : object;

export const createNewObject = async (
  invocation: NewObjectInvocation,
  world: World,
  { build, failure }: NewObject,
): Promise<number> => {
  const [name, command] = nameAndCommand(invocation);
  const object = await build(name, command);
  return storeNewObject(invocation, world, { object, result: 'created', failure });
};

interface BuiltObject {
  readonly object: Resource;
  /** What the result says: `created`, `exposed`. */
  readonly result: string;
  /** Says nothing of what was created. */
  readonly quiet?: boolean;
  readonly failure?: string | undefined;
}

/** Creates an object that a command has made of its flags, or shows it. */
export const storeNewObject = async (
  invocation: Omit<NewObjectInvocation, 'args' | 'argsBeforeDash' | 'commandPath'>,
  world: World,
  { object, result, quiet, failure }: BuiltObject,
): Promise<number> => {
  const { flags, namespace, namespaceGiven } = invocation;
  const dryRun = dryRunOf(flags.dryRun, (text) => world.stderr.write(text));
  if (dryRun === 'client') {
    const print = await resultPrinter(flags, dryRun, world);
    const shown = asWrittenByType(namespaceGiven ? placed(object, namespace) : object);
    print([{ object: flags.saveConfig ? withLastApplied(shown) : shown, result }]);
    return 0;
  }
  await createObjects(await invocation.runtime(), world, {
    objects: [placed(object, namespace)],
    refuse: (reason) =>
      failure === undefined
        ? new CliError('alreadyExists', reason)
        : new CliError('creationFailed', failure + reason),
    result: quiet === true ? undefined : result,
    flags,
    dryRun,
  });
  return 0;
};
