import { CliError } from '../../model/cli-error.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { Resource } from '../../model/resource.ts';
import { type LabelSelector, selects } from '../../model/selector.ts';
import type { Runtime } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';
import { failOnMissing, findObjects } from '../find-objects.ts';
import { parseResourceArgs } from '../resource-args.ts';

/** Which pods the words of a command mean: `web-0`, `pod/web-0`, `deploy/web`. */

type PodOrder = (a: ObservedPod, b: ObservedPod) => number;

const rank = ({ state }: ObservedPod): number => (state === 'running' ? 0 : 1);

/** The pod that most likely does what it is for: it runs, is ready, and has been so for long. */
const byService: PodOrder = (a, b) =>
  rank(a) - rank(b) ||
  Number(b.ready) - Number(a.ready) ||
  (a.startedAt ?? a.createdAt) - (b.startedAt ?? b.createdAt);

/** Of pods that are else alike, kubectl shows the log of the one with most restarts, and enters the one with least. */
export const forCommands: PodOrder = (a, b) =>
  byService(a, b) || a.restarts - b.restarts || a.createdAt - b.createdAt;

export const forLogs: PodOrder = (a, b) =>
  byService(a, b) || b.restarts - a.restarts || a.createdAt - b.createdAt;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isSelector = (value: unknown): value is LabelSelector =>
  isRecord(value) && (isRecord(value['matchLabels']) || Array.isArray(value['matchExpressions']));

const isLabels = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((label) => typeof label === 'string');

/** kubectl knows these by their Go types. */
const goType = ({ apiVersion, kind }: Resource): string => {
  const version = apiVersion.replace(/^.*\//, '');
  return `*${version}.${kind}`;
};

const selectorOf = (object: Resource): LabelSelector => {
  const selector = isRecord(object['spec']) ? object['spec']['selector'] : undefined;
  if (isSelector(selector)) return selector;
  if (isLabels(selector)) return { matchLabels: selector };
  if (object.kind === 'Service') {
    const reason = 'Service is defined without a selector';
    throw new CliError('usage', `invalid service '${object.metadata.name}': ${reason}`);
  }
  throw new CliError('usage', `selector for ${goType(object)} not implemented`);
};

export interface PodRequest {
  /** `web-0`, `deploy/web`. */
  readonly word: string;
  readonly namespace: string;
  /** How long to wait for a pod, where there is none yet. */
  readonly timeout: number;
}

const findObject = async (
  runtime: Runtime,
  { word, namespace }: Pick<PodRequest, 'word' | 'namespace'>,
  now: number,
): Promise<Resource> => {
  const args = parseResourceArgs(word.includes('/') ? [word] : ['pods', word]);
  if (args.form === 'none') throw new CliError('usage', 'expected a resource');
  const request = { args, namespace, allNamespaces: false, labels: '', fields: '' };
  const found = await findObjects(runtime, request, now);
  failOnMissing(found);
  const [object] = found.objects;
  if (object === undefined) throw new CliError('usage', 'expected a resource');
  return object;
};

/** The pods as soon as there are any. */
const somePods = async (
  runtime: Runtime,
  isMeant: (pod: ObservedPod) => boolean,
  timeout: number,
  { clock, signal }: Pick<World, 'clock' | 'signal'>,
): Promise<ObservedPod[]> => {
  const found = (await runtime.listPods()).filter(isMeant);
  if (found.length > 0) return found;
  const waiting = new AbortController();
  const over = AbortSignal.any([signal, waiting.signal]);
  try {
    const news = await runtime.watch(over);
    void clock.sleep(timeout, over).then(() => waiting.abort());
    const since = (await runtime.listPods()).filter(isMeant);
    if (since.length > 0) return since;
    for await (const _ of news) {
      const now = (await runtime.listPods()).filter(isMeant);
      if (now.length > 0) return now;
    }
    throw new CliError('timedOut', 'timed out waiting for the condition');
  } finally {
    waiting.abort();
  }
};

export interface MeantPods {
  /** What the word names. */
  readonly object: Resource;
  /** At least one. */
  readonly pods: readonly ObservedPod[];
}

/** The pod that is named, or all of a workload or Service, the most telling first. */
export const meantPods = async (
  runtime: Runtime,
  request: PodRequest,
  order: PodOrder,
  world: Pick<World, 'clock' | 'signal'>,
): Promise<MeantPods> => {
  const object = await findObject(runtime, request, world.clock.now());
  const { name, namespace } = object.metadata;
  const isOne = object.kind === 'Pod';
  const selector = isOne ? {} : selectorOf(object);
  const isMeant = (pod: ObservedPod): boolean =>
    pod.namespace === namespace && (isOne ? pod.name === name : selects(selector, pod.labels));
  const pods = await somePods(runtime, isMeant, request.timeout, world);
  return { object, pods: pods.toSorted(order) };
};
