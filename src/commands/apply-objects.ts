import { findRecord, observeSources } from '../cluster/observe.ts';
import { lastAppliedOf, withLastApplied } from '../manifest/merge/last-applied.ts';
import { requireResource } from '../manifest/merge/patched-resource.ts';
import { settled } from '../manifest/merge/settle.ts';
import { threeWayMerge } from '../manifest/merge/three-way.ts';
import { CliError } from '../model/cli-error.ts';
import type { StoredRecord } from '../model/record.ts';
import { LAST_APPLIED } from '../model/labels.ts';
import { type Resource, refOf } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import { type Target, targetOf } from '../reconcile/target.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import {
  checkChange,
  draftOf,
  ensureNamespaces,
  type NextObject,
  type Written,
  writeObject,
} from './write-objects.ts';
import { inTurn } from './write-in-turn.ts';

const HOW_OBJECTS_ARE_APPLIED =
  'which is required by berth apply. berth apply should only be used on resources created declaratively by either berth create --save-config or berth apply. The missing annotation will be patched automatically.';

/** An object that was not made by apply is taken over by it, which may surprise. */
export const warnOfTakeover = (world: World, live: StoredRecord | undefined): void => {
  if (live === undefined || live.deleted) return;
  const { kind, metadata } = live.resource;
  if (metadata.annotations?.[LAST_APPLIED] !== undefined) return;
  const name = `${resourceTypeOfKind(kind)?.plural ?? kind}/${metadata.name}`;
  world.stderr.write(
    `Warning: resource ${name} is missing the ${LAST_APPLIED} annotation ${HOW_OBJECTS_ARE_APPLIED}\n`,
  );
};

/** What applying `next` makes of a live object: a three-way merge. */
const mergedOver =
  (next: Resource): NextObject =>
  (live) =>
    live === undefined
      ? requireResource(settled(next))
      : threeWayMerge(next, lastAppliedOf(live), live, next);

/** An object that gets a new name each time can be created, but never applied again. */
export const requireNames = (resources: readonly Resource[]): void => {
  for (const { metadata } of resources) {
    if (metadata.name !== '' || metadata.generateName === undefined) continue;
    throw new CliError('usage', `from ${metadata.generateName}: cannot use generate name with apply`);
  }
};

const liveRecords = async (runtime: Runtime, resources: readonly Resource[]): Promise<StoredRecord[]> => {
  const kinds = [...new Set(['Namespace', ...resources.map(({ kind }) => kind)])];
  const { records } = await observeSources(runtime, { records: kinds, pods: false });
  return records;
};

/** Writes each resource over what is there. */
export const applyObjects = async (
  runtime: Runtime,
  world: World,
  resources: readonly Resource[],
): Promise<Written[]> => {
  const records = await liveRecords(runtime, resources);
  await ensureNamespaces(runtime, world, resources, records);
  for (const resource of resources) warnOfTakeover(world, findRecord(records, refOf(resource)));
  const write = (resource: Resource): Promise<Written> =>
    writeObject(runtime, world, refOf(resource), mergedOver(withLastApplied(resource)), records);
  return inTurn(resources, (resource) => resource, write);
};

/** What `applyObjects` would write, beside what is there. */
export const previewObjects = async (
  runtime: Runtime,
  world: World,
  resources: readonly Resource[],
): Promise<(Written & { live: StoredRecord | undefined })[]> => {
  const records = await liveRecords(runtime, resources);
  return resources.map((resource) => {
    const live = findRecord(records, refOf(resource));
    const written = draftOf(mergedOver(withLastApplied(resource)), live, records, world.clock.now());
    checkChange(live, written);
    return { ...written, live };
  });
};

/** The live objects that cannot be changed into what `resources` say of them. */
export const unchangeableObjects = async (
  runtime: Runtime,
  world: World,
  resources: readonly Resource[],
): Promise<Resource[]> => {
  const records = await liveRecords(runtime, resources);
  return resources.flatMap((resource) => {
    const live = findRecord(records, refOf(resource));
    if (live === undefined || live.deleted) return [];
    try {
      const written = draftOf(mergedOver(withLastApplied(resource)), live, records, world.clock.now());
      checkChange(live, written);
      return [];
    } catch (error) {
      if (!(error instanceof CliError) || error.code !== 'refused') throw error;
      return [live.resource];
    }
  });
};

const KINDS_TO_WAIT_FOR = [
  'Pod',
  'Deployment',
  'Service',
  'Ingress',
  'Endpoints',
  'EndpointSlice',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
];

/** What to wait for once objects are written: those that have pods or a proxy, or that these take from. */
export const targetsOf = (written: readonly Written[]): Target[] =>
  written.flatMap(({ draft }) => (KINDS_TO_WAIT_FOR.includes(draft.resource.kind) ? [targetOf(draft)] : []));
