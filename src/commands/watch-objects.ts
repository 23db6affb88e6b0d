import { CliError } from '../model/cli-error.ts';
import { refKey, refOf, type Resource } from '../model/resource.ts';
import type { ColumnWidths } from '../output/align-columns.ts';
import type { Printer } from '../output/printer.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { failOnMissing, findObjects, type ObjectRequest, requestedTypes } from './find-objects.ts';

/** An object as it was when it was last shown. */
interface Seen {
  readonly object: Resource;
  readonly text: string;
}

const seenBy = (objects: readonly Resource[]): ReadonlyMap<string, Seen> =>
  new Map(objects.map((object) => [refKey(refOf(object)), { object, text: JSON.stringify(object) }]));

/**
 * What happened to objects, look by look: those that came or changed, and those that went, as they last were.
 * `news` says when it is worth looking again.
 */
async function* watchObjects(
  first: readonly Resource[],
  news: AsyncIterable<unknown>,
  look: () => Promise<readonly Resource[]>,
): AsyncGenerator<readonly Resource[], void> {
  let before = seenBy(first);
  for await (const _ of news) {
    const now = seenBy(await look());
    const gone = [...before].filter(([key]) => !now.has(key));
    const fresh = [...now].filter(([key, { text }]) => before.get(key)?.text !== text);
    before = now;
    const changed = [...fresh, ...gone].map(([, { object }]) => object);
    if (changed.length > 0) yield changed;
  }
}

/** The flags of a command that watches, and how it prints. */
interface Watch {
  readonly watchOnly: boolean;
  readonly sortBy: string;
  readonly output: string;
  readonly showKind: boolean;
  readonly print: Printer;
  /** For what follows the first rows. */
  readonly printMore: Printer;
}

const checkWatch = ({ args }: ObjectRequest): void => {
  if (requestedTypes(args).length > 1) {
    throw new CliError(
      'usage',
      args.form === 'files'
        ? 'watch is only supported on individual resources and resource collections - more than 1 resource was found'
        : 'you may only specify a single resource type',
    );
  }
  if (args.form !== 'types' && args.targets.length > 1) {
    throw new CliError('usage', 'you may only watch a single resource or type of resource at a time');
  }
};

/** Prints objects row by row as they change, until the user has seen enough. */
export const printChanges = async (
  runtime: Runtime,
  request: ObjectRequest,
  { watchOnly, sortBy, output, showKind, print, printMore }: Watch,
  world: World,
): Promise<void> => {
  checkWatch(request);
  if (sortBy !== '') {
    const what = watchOnly
      ? '--watch-only requested, --sort-by will be ignored'
      : '--watch requested, --sort-by will be ignored for watch events received';
    world.stderr.write(`warning: ${what}\n`);
  }
  const widths: ColumnWidths = [];
  let printed = false;
  const show = (objects: readonly Resource[]): void => {
    if (objects.length === 0) return;
    const { allNamespaces } = request;
    const context = {
      now: world.clock.now(),
      shape: 'each',
      allNamespaces,
      showType: showKind,
      widths,
    } as const;
    if (printed && output === 'yaml') world.stdout.write('---\n');
    world.stdout.write((printed ? printMore : print)(objects, context));
    printed = true;
  };
  const look = () => findObjects(runtime, request, world.clock.now());
  // Whatever happens after this is seen: the first look comes later.
  const news = await runtime.watchAll(world.signal);
  const first = await look();
  failOnMissing(first);
  if (!watchOnly) show(first.objects);
  for await (const objects of watchObjects(first.objects, news, async () => (await look()).objects))
    show(objects);
};
