import { defineCommand } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import { findResourceType, type ResourceType } from '../model/resource-types.ts';
import { refKey, refOf } from '../model/resource.ts';
import type { ColumnWidths } from '../output/align-columns.ts';
import { oldestFirst } from '../output/describe/events.ts';
import { eventListText } from '../output/event-list.ts';
import { printerFor } from '../output/printer.ts';
import type { EventView } from '../output/tables/events.ts';
import { findObjects } from './find-objects.ts';
import { withEcho } from './late-news.ts';
import { textFileReader } from './read-text-file.ts';
import { withinRequestTime } from './request-time.ts';
import { parseResourceArgs } from './resource-args.ts';
import { acrossNamespacesFlag, chunkSizeFlag, outputFlags } from './shared-flags.ts';

interface Subject {
  readonly type: ResourceType;
  readonly name: string;
}

const parseSubject = (text: string): Subject | undefined => {
  if (text === '') return undefined;
  const [word = '', name = '', ...more] = text.split('/');
  if (word === '' || name === '' || more.length > 0) {
    throw new CliError('usage', '--for must be in resource/name form');
  }
  const type = findResourceType(word);
  if (type === undefined) {
    throw new CliError('unknownType', `the server doesn't have a resource type "${word}"`);
  }
  return { type, name };
};

const checkTypes = (types: readonly string[]): void => {
  for (const type of types) {
    if (!['normal', 'warning'].includes(type.toLowerCase())) {
      throw new CliError('usage', 'valid --types are Normal or Warning');
    }
  }
};

export const command = defineCommand({
  usage:
    'events [(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  long: `
Display events.

Prints a table of the most important information about events. You can request events for a namespace, for all namespace, or filtered to only those pertaining to a specified resource.`,
  examples: `
# List recent events in the default namespace
berth events

# List recent events in all namespaces
berth events --all-namespaces

# List recent events for the specified pod, then wait for more events and list them as they arrive
berth events --for pod/web-pod-13je7 --watch

# List recent events in YAML format
berth events -oyaml

# List recent only events of type 'Warning' or 'Normal'
berth events --types=Warning,Normal`,
  flags: {
    ...outputFlags(),
    ...acrossNamespacesFlag,
    ...chunkSizeFlag,
    for: {
      type: 'string',
      description: 'Filter events to only those pertaining to the specified resource.',
    },
    'no-headers': {
      type: 'bool',
      description: "When using the default output format, don't print headers.",
    },
    types: { type: 'list', description: 'Output only events of given types.' },
    watch: {
      type: 'bool',
      short: 'w',
      description: 'After listing the requested events, watch for more events.',
    },
  },
  run: async (invocation, world) => {
    const { flags, namespace } = invocation;
    const subject = parseSubject(flags.for);
    checkTypes(flags.types);
    const isTable = flags.output === '' && flags.template === '';
    const print = await printerFor(flags, textFileReader(world));
    const runtime = await invocation.runtime();
    const wantedTypes = flags.types.map((type) => type.toLowerCase());
    const request = {
      args: { form: 'types', types: parseEventType() },
      namespace,
      allNamespaces: flags.allNamespaces,
      labels: '',
      fields: '',
    } as const;

    const isWanted = ({ type = '', involvedObject: about }: EventView): boolean =>
      (wantedTypes.length === 0 || wantedTypes.includes(type.toLowerCase())) &&
      (subject === undefined || (about?.kind === subject.type.kind && about.name === subject.name));
    const look = async (): Promise<EventView[]> => {
      const { objects } = await findObjects(runtime, request, world.clock.now());
      return oldestFirst(objects.filter(isWanted));
    };

    const widths: ColumnWidths = [];
    let headers = !flags.noHeaders;
    const show = (events: readonly EventView[], shape: 'list' | 'each'): void => {
      if (events.length === 0) return;
      const now = world.clock.now();
      const withNamespace = flags.allNamespaces;
      world.stdout.write(
        isTable
          ? eventListText(events, { now, headers, withNamespace, widths })
          : print(events, { now, shape, allNamespaces: withNamespace }),
      );
      headers = false;
    };

    if (!flags.watch) {
      const events = await look();
      show(events, 'list');
      if (events.length === 0) {
        const place = flags.allNamespaces ? '' : ` in ${namespace} namespace`;
        world.stderr.write(`No events found${place}.\n`);
      }
      return 0;
    }
    let before = new Map<string, string>();
    const showNew = async (): Promise<void> => {
      const events = await look();
      const now = new Map(events.map((event) => [refKey(refOf(event)), JSON.stringify(event)]));
      const fresh = events.filter((event) => {
        const key = refKey(refOf(event));
        return before.get(key) !== now.get(key);
      });
      before = now;
      show(fresh, 'each');
    };
    await withinRequestTime(invocation, world, async ({ clock, signal }) => {
      const news = withEcho(await runtime.watch(signal), clock, signal);
      await showNew();
      for await (const _ of news) await showNew();
    });
    return 0;
  },
});

const parseEventType = (): readonly ResourceType[] => {
  const args = parseResourceArgs(['events']);
  return args.form === 'types' ? args.types : [];
};
