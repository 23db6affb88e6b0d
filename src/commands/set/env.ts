import { defineCommand, type Invocation } from '../../cli/command-spec.ts';
import { editError } from '../../manifest/edit/edit-error.ts';
import {
  type EnvChanges,
  envFromKeys,
  parseEnvChanges,
  setEnv,
  splitEnvArguments,
} from '../../manifest/edit/env.ts';
import { listEnv, type ResolveEnv } from '../../manifest/edit/list-env.ts';
import { containersOf, CONTAINER_LISTS, isNameLike, podSpecOf } from '../../manifest/edit/pod-spec.ts';
import { readStream } from '../../manifest/read.ts';
import { asWrittenByType } from '../../manifest/schema/written-fields.ts';
import { CliError } from '../../model/cli-error.ts';
import type { Resource } from '../../model/resource.ts';
import type { World } from '../../world.ts';
import { checkEdit, type EditFlags, editedObjects, editObjects } from '../edit-objects.ts';
import { failOnMissing, findObjects } from '../find-objects.ts';
import type { ResultWord } from '../outcome.ts';
import { parseResourceArgs } from '../resource-args.ts';
import { editFlags, selectorFlag } from '../shared-flags.ts';
import { liveEnvValues } from './live-env-values.ts';

export const command = defineCommand({
  usage: 'set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  long: `
Update environment variables on a pod template.

List environment variable definitions in one or more pods, pod templates. Add, update, or remove container environment variable definitions in one or more pod templates, and roll the change out. View or modify the environment variable definitions on all containers in the specified pods or pod templates, or just those that match a wildcard.

If "--env -" is passed, environment variables can be read from STDIN using the standard env syntax.

Possible resources include (case insensitive):

       pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)`,
  examples: `
# Update deployment 'registry' with a new environment variable
berth set env deployment/registry STORAGE_DIR=/local

# List the environment variables defined on a deployments 'sample-build'
berth set env deployment/sample-build --list

# List the environment variables defined on all deployments
berth set env deployments --all --list

# Output modified deployment in YAML, and do not alter the object
berth set env deployment/sample-build STORAGE_DIR=/data --dry-run=client -o yaml

# Update all containers in all deployments to have ENV=prod
berth set env deploy --all ENV=prod

# Import environment from a secret
berth set env --from=secret/mysecret deployment/myapp

# Import environment from a config map with a prefix
berth set env --from=configmap/myconfigmap --prefix=MYSQL_ deployment/myapp

# Import specific keys from a config map
berth set env --keys=my-example-key --from=configmap/myconfigmap deployment/myapp

# Remove the environment variable ENV from container 'c1' in all deployments
berth set env deployments --all --containers="c1" ENV-

# Remove the environment variable ENV from a deployment definition on disk and update the deployment
berth set env -f deploy.json ENV-

# Set some of the local shell environment into a deployment
env | grep RAILS_ | berth set env -e - deployment/registry`,
  flags: {
    ...editFlags('set env', 'Filename, directory, or URL to files the resource to update the env'),
    ...selectorFlag,
    containers: {
      type: 'string',
      short: 'c',
      default: '*',
      description: 'The names of containers in the selected pod templates to change - may use wildcards',
    },
    env: {
      type: 'list',
      short: 'e',
      whole: true,
      description: 'Specify a key-value pair for an environment variable to set into each container.',
    },
    from: {
      type: 'string',
      description: 'The name of a resource from which to inject environment variables',
    },
    keys: { type: 'list', description: 'Comma-separated list of keys to import from specified resource' },
    list: {
      type: 'bool',
      description: 'If true, display the environment and any changes in the standard format.',
    },
    overwrite: {
      type: 'bool',
      default: true,
      description:
        'If true, allow environment to be overwritten, otherwise reject updates that overwrite existing environment.',
    },
    prefix: { type: 'string', description: 'Prefix to append to variable names' },
    resolve: {
      type: 'bool',
      description: 'If true, show secret or configmap references when listing variables',
    },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { args, flags } = invocation;
    const { resources, changes } = splitEnvArguments(args);
    checkEnv(flags, resources);
    const edit = await readChanges(invocation, [...flags.env, ...changes], world);
    const change = (resource: Resource): Resource => setEnv(resource, edit, flags);
    if (flags.list) {
      const found = await editedObjects(invocation, resources, world);
      const resolve: ResolveEnv = flags.resolve
        ? await liveEnvValues(await invocation.runtime(), invocation.namespace, world.clock.now())
        : () => undefined;
      const lines = found.objects.flatMap((object) => listEnv(change(object), flags.containers, resolve));
      world.stdout.write(lines.map((line) => `${line}\n`).join(''));
      failOnMissing(found);
      return 0;
    }
    const word: ResultWord = ({ before, changed }) => {
      if (!hasContainers(before, flags.containers)) {
        const name = `${before.kind}/${before.metadata.name}`;
        world.stderr.write(
          `Warning: ${name} does not have any containers matching ${JSON.stringify(flags.containers)}\n`,
        );
      }
      return changed ? 'env updated' : undefined;
    };
    await editObjects(invocation, { resources, change, word, written: asWrittenByType }, world);
    return 0;
  },
});

type EnvFlags = EditFlags & {
  readonly from: string;
  readonly keys: readonly string[];
  readonly list: boolean;
  readonly prefix: string;
};

const checkEnv = (flags: EnvFlags, resources: readonly string[]): void => {
  checkEdit(flags);
  if (resources.length === 0 && flags.filename.length === 0 && flags.kustomize === '') {
    throw new CliError(
      'usage',
      'one or more resources must be specified as <resource> <name> or <resource>/<name>',
    );
  }
  if (flags.list && (flags.output ?? '') !== '') {
    throw new CliError('usage', '--list and --output may not be specified together');
  }
  if (flags.keys.length > 0 && flags.from === '') {
    throw new CliError('usage', 'when specifying --keys, a configmap or secret must be provided with --from');
  }
};

const hasContainers = (resource: Resource, pattern: string): boolean =>
  CONTAINER_LISTS.flatMap((list) => containersOf(podSpecOf(resource), list)).some(({ name }) =>
    isNameLike(String(name), pattern),
  );

const readChanges = async (
  invocation: Pick<Invocation, 'namespace' | 'runtime'> & { readonly flags: EnvFlags },
  words: readonly string[],
  world: World,
): Promise<EnvChanges> => {
  const stdin = words.includes('-') ? await readStream(world.stdin) : '';
  const changes = parseEnvChanges(words, stdin);
  const { flags } = invocation;
  if (flags.from === '') return changes;
  const args = parseResourceArgs([flags.from]);
  // Files alone say nothing of live objects.
  if (flags.local || args.form === 'none') throw editError('unsupported resource specified in --from');
  const { namespace } = invocation;
  const found = await findObjects(
    await invocation.runtime(),
    { args, namespace, allNamespaces: false, labels: '', fields: '' },
    world.clock.now(),
  );
  failOnMissing(found);
  return { ...changes, set: [...changes.set, ...found.objects.flatMap((from) => envFromKeys(from, flags))] };
};
