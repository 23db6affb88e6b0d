import { defineCommand } from '../../cli/command-spec.ts';
import type { Resource } from '../../model/resource.ts';
import { objectPrinterFor } from '../../output/printer.ts';
import { namespaceKey, readNamespaces } from '../../settings.ts';
import { textFileReader } from '../read-text-file.ts';
import { outputFlags } from '../shared-flags.ts';
import { refuseArgs } from './refuse-args.ts';

/** A kubeconfig has no metadata, and printers need none. */
const isPrintable = (document: object): document is Resource => 'kind' in document;

export const command = defineCommand({
  usage: 'view [flags]',
  long: `
Display contexts in the form of a kubeconfig file.

You can use --output jsonpath={...} to extract specific values using a jsonpath expression.`,
  examples: `
# Show all contexts
berth config view

# Show the namespace of the current context
berth config view --minify -o jsonpath='{..namespace}'`,
  flags: {
    ...outputFlags(),
    output: { ...outputFlags().output, default: 'yaml' },
    flatten: { type: 'bool', hidden: true, description: 'Flatten the resulting kubeconfig file' },
    merge: { type: 'bool', default: true, hidden: true, description: 'Merge kubeconfig files' },
    minify: {
      type: 'bool',
      description: 'Remove all information not used by current-context from the output',
    },
    raw: { type: 'bool', hidden: true, description: 'Display raw byte data and sensitive data' },
  },
  run: async ({ args, flags, given }, world) => {
    refuseArgs(args);
    const format = flags.template !== '' && !given('output') ? '' : flags.output;
    const print = await objectPrinterFor(
      { ...flags, output: format, showManagedFields: true },
      textFileReader(world),
    );
    const contexts = await world.dockerContexts();
    const [all, current] = await Promise.all([contexts.list(), contexts.current()]);
    const namespaces = readNamespaces(world.env);
    const shown = all.filter(({ name }) => !flags.minify || name === current.name);
    const object: object = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [...new Set(shown.map(({ address }) => address))].map((address) => ({
        name: address,
        cluster: { server: address },
      })),
      contexts: shown.map((context) => {
        const namespace = namespaces.get(namespaceKey(context));
        const cluster = context.address;
        return { name: context.name, context: { cluster, ...(namespace && { namespace }), user: '' } };
      }),
      'current-context': current.name,
      preferences: {},
      users: null,
    };
    const text = print?.([object].filter(isPrintable), { now: world.clock.now(), shape: 'one' }) ?? '';
    world.stdout.write(text);
    return 0;
  },
});
