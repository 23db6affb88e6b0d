import { randomBytes } from 'node:crypto';
import { defineCommand } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { withNoteKept } from '../manifest/merge/last-applied.ts';
import { CliError } from '../model/cli-error.ts';
import { shortHash } from '../model/hash.ts';
import type { Resource } from '../model/resource.ts';
import { createObjects } from './create-objects.ts';
import { dryRunOf } from './dry-run.ts';
import { levelOf, readSourcedResources } from './read-resources.ts';
import { resultPrinter } from './result-text.ts';
import {
  dryRunFlag,
  fieldManagerFlag,
  fileFlags,
  outputFlags,
  saveConfigFlag,
  selectorFlag,
  validationFlags,
  waitFlags,
} from './shared-flags.ts';

export const command = defineCommand({
  usage: 'create -f FILENAME',
  long: `
Create a resource from a file or from stdin.

JSON and YAML formats are accepted. Objects that are there already are left as they are, and are errors; apply changes them.`,
  examples: `
# Create a deployment using the data in web.json
berth create -f ./web.json

# Create a deployment based on the JSON passed into stdin
cat web.json | berth create -f -`,
  flags: {
    ...fileFlags('Filename, directory, or URL to files to use to create the resource'),
    ...validationFlags,
    ...selectorFlag,
    ...outputFlags(),
    ...dryRunFlag,
    ...fieldManagerFlag,
    ...saveConfigFlag,
    ...waitFlags('creation'),
  },
  subcommands: [
    {
      name: 'clusterrole',
      short: 'Create a cluster role',
      load: async () => (await import('./create/cluster-role.ts')).command,
    },
    {
      name: 'clusterrolebinding',
      short: 'Create a cluster role binding for a particular cluster role',
      load: async () => (await import('./create/cluster-role-binding.ts')).command,
    },
    {
      name: 'configmap',
      aliases: ['cm'],
      short: 'Create a config map from a local file, directory or literal value',
      load: async () => (await import('./create/config-map.ts')).command,
    },
    {
      name: 'cronjob',
      aliases: ['cj'],
      short: 'Create a cron job with the specified name',
      load: async () => (await import('./create/cronjob.ts')).command,
    },
    {
      name: 'deployment',
      aliases: ['deploy'],
      short: 'Create a deployment with the specified name',
      load: async () => (await import('./create/deployment.ts')).command,
    },
    {
      name: 'ingress',
      aliases: ['ing'],
      short: 'Create an ingress with the specified name',
      load: async () => (await import('./create/ingress.ts')).command,
    },
    {
      name: 'job',
      short: 'Create a job with the specified name',
      load: async () => (await import('./create/job.ts')).command,
    },
    {
      name: 'namespace',
      aliases: ['ns'],
      short: 'Create a namespace with the specified name',
      load: async () => (await import('./create/namespace.ts')).command,
    },
    {
      name: 'poddisruptionbudget',
      aliases: ['pdb'],
      short: 'Create a pod disruption budget with the specified name',
      load: async () => (await import('./create/pod-disruption-budget.ts')).command,
    },
    {
      name: 'quota',
      aliases: ['resourcequota'],
      short: 'Create a quota with the specified name',
      load: async () => (await import('./create/quota.ts')).command,
    },
    {
      name: 'role',
      short: 'Create a role with single rule',
      load: async () => (await import('./create/role.ts')).command,
    },
    {
      name: 'rolebinding',
      short: 'Create a role binding for a particular role or cluster role',
      load: async () => (await import('./create/role-binding.ts')).command,
    },
    {
      name: 'secret',
      short: 'Create a secret using a specified subcommand',
      load: async () => (await import('./create/secret.ts')).command,
    },
    {
      name: 'service',
      aliases: ['svc'],
      short: 'Create a service using a specified subcommand',
      load: async () => (await import('./create/service.ts')).command,
    },
    {
      name: 'serviceaccount',
      aliases: ['sa'],
      short: 'Create a service account with the specified name',
      load: async () => (await import('./create/service-account.ts')).command,
    },
  ],
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { args, flags, namespace, namespaceGiven } = invocation;
    if (flags.filename.length === 0 && flags.kustomize === '') {
      if (args.length > 0) throw usageError(invocation, `Unexpected args: [${args.join(' ')}]`);
      throw new CliError('usage', 'must specify one of -f and -k');
    }
    if (args.length > 0) throw usageError(invocation, `Unexpected args: [${args.join(' ')}]`);
    const dryRun = dryRunOf(flags.dryRun, (text) => world.stderr.write(text));
    const sourced = await readSourcedResources({ ...flags, namespace, namespaceGiven }, world);
    const files = new Map(sourced.map(({ resource, file }) => [withName(resource), file]));
    if (dryRun === 'client') {
      const print = await resultPrinter(flags, dryRun, world);
      const objects = [...files.keys()].map((object) => withNoteKept(object, flags.saveConfig));
      print(objects.map((object) => ({ object, result: 'created' })));
      return 0;
    }
    await createObjects(await invocation.runtime(), world, {
      objects: [...files.keys()],
      refuse: (reason, object) =>
        new CliError('alreadyExists', `error when creating ${JSON.stringify(files.get(object))}: ${reason}`),
      result: 'created',
      flags,
      dryRun,
      level: levelOf(flags.validate),
    });
    return 0;
  },
});

/** `generateName: web-` makes a new name each time. */
const withName = (resource: Resource): Resource => {
  const { name, generateName } = resource.metadata;
  if (name !== '' || generateName === undefined) return resource;
  const suffix = shortHash(randomBytes(16).toString('hex'), 5);
  return { ...resource, metadata: { ...resource.metadata, name: generateName + suffix } };
};
