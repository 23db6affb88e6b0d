import { type ClaimRef, claimsOf } from '../../model/claim.ts';
import type { NewPod, PodRef, Waiting } from '../../model/pod.ts';
import type { PodConfig } from '../../model/pod-config.ts';
import { containersOf } from '../../model/containers.ts';
import { uuidOf } from '../../model/hash.ts';
import { showsConfig } from '../../model/volume.ts';
import { type PodChange, RuntimeError, type NewRuntimeRecord, type RuntimeRecord } from '../driver.ts';
import type { MemoryContainer, MovedContainer } from './memory-container.ts';
import type { MemoryProxy } from './memory-proxy.ts';
import { behaviourByName, canonicalImage, type ImageBehaviour } from './image-behaviour.ts';
import {
  dueAt,
  heldMemoryPod,
  type MemoryPod,
  type Moved,
  moveContainers,
  newMemoryPod,
  removalChanges,
  step,
} from './memory-pod.ts';

/** A whole simulated engine as JSON, and pure functions for what can be done to it. */
export interface MemoryState {
  readonly format: typeof FORMAT;
  /** Counts the writes, so that whoever waits for one can tell. */
  readonly revision: number;
  readonly lastId: number;
  readonly lastEvent: number;
  readonly pods: readonly MemoryPod[];
  /** Absent where the state is of a time before there were Services. */
  readonly proxies?: readonly MemoryProxy[];
  /** By canonical name. */
  readonly images: Readonly<Record<string, MemoryImage>>;
  readonly records: readonly RuntimeRecord[];
  /** Those that have a volume. */
  readonly claims?: readonly ClaimRef[];
  /** The latest ones, oldest first. */
  readonly events: readonly MemoryEvent[];
}

export interface MemoryImage {
  readonly present?: boolean;
  /** Where it is not what the name alone makes it. */
  readonly id?: string;
  /** Where it differs from what the image's name suggests. */
  readonly behaviour?: Partial<ImageBehaviour>;
}

export interface MemoryEvent extends PodChange {
  readonly serial: number;
}

export const FORMAT = 2;

/** Far more than happens between two looks of a watcher. */
const EVENTS_KEPT = 1_000;

export const emptyState: MemoryState = {
  format: FORMAT,
  revision: 0,
  lastId: 0,
  lastEvent: 0,
  pods: [],
  images: {},
  records: [],
  events: [],
};

const idOfName = (name: string): string =>
  name.startsWith('sha256:') ? name : `sha256:${`${uuidOf(name)}${uuidOf(`${name}@`)}`.replaceAll('-', '')}`;

/** An image goes by its id as well. */
const imageOf = (state: MemoryState, image: string): [name: string, image: MemoryImage | undefined] => {
  const name = canonicalImage(image);
  const byId = Object.entries(state.images).find(([known, { id }]) => (id ?? idOfName(known)) === image);
  return byId ?? [name, state.images[name]];
};

export const behaviourOf = (state: MemoryState, image: string): ImageBehaviour => {
  const [name, known] = imageOf(state, image);
  return { ...behaviourByName(name), ...known?.behaviour };
};

export const isPresent = (state: MemoryState, image: string): boolean =>
  imageOf(state, image)[1]?.present === true;

export const imageIdOf = (state: MemoryState, image: string): string | undefined => {
  const [name, known] = imageOf(state, image);
  return known?.present === true ? (known.id ?? idOfName(name)) : undefined;
};

export const addImage = (state: MemoryState, image: string): MemoryState => {
  const name = canonicalImage(image);
  return { ...state, images: { ...state.images, [name]: { ...state.images[name], present: true } } };
};

export const findPod = (state: MemoryState, { id }: Pick<PodRef, 'id'>): MemoryPod | undefined =>
  state.pods.find((pod) => pod.id === id);

export const findContainer = (state: MemoryState, { id }: Pick<PodRef, 'id'>): MemoryContainer | undefined =>
  state.pods.flatMap(({ containers }) => containers).find((container) => container.id === id);

const announce = (state: MemoryState, asked: NewPod, changes: Moved['changes']): MemoryState => {
  if (changes.length === 0) return state;
  const pod = { namespace: asked.namespace, name: asked.name };
  const added = changes.map((change, index) => ({ pod, change, serial: state.lastEvent + 1 + index }));
  return {
    ...state,
    lastEvent: state.lastEvent + changes.length,
    events: [...state.events, ...added].slice(-EVENTS_KEPT),
  };
};

/** The state after `move` moved one pod; the same state where it did not, or where the pod has gone. */
export const movePod = (
  state: MemoryState,
  ref: Pick<PodRef, 'id'>,
  move: (pod: MemoryPod) => Moved,
): MemoryState => {
  const before = findPod(state, ref);
  if (before === undefined) return state;
  const { pod, changes } = move(before);
  if (pod === before) return state;
  const pods = state.pods.map((other) => (other === before ? pod : other));
  return announce({ ...state, pods }, pod.asked, changes);
};

/** The same for one container; a pod by its own name is all of its containers. */
export const moveContainer = (
  state: MemoryState,
  { id }: Pick<PodRef, 'id'>,
  move: (container: MemoryContainer) => MovedContainer,
): MemoryState => {
  const pod = state.pods.find((other) => other.id === id || other.containers.some((one) => one.id === id));
  return pod === undefined
    ? state
    : movePod(state, pod, (moved) =>
        moveContainers(moved, move, (container) => container.id === id || pod.id === id),
      );
};

/** When something next happens by itself. */
export const nextDue = (state: MemoryState): number | undefined => {
  const moments = state.pods.map(dueAt).filter((at) => at !== undefined);
  return moments.length === 0 ? undefined : Math.min(...moments);
};

/** The state as it is at `now`: all that was due by then has happened, in its order. */
export const advance = (state: MemoryState, now: number): MemoryState => {
  let current = state;
  for (let due = nextDue(current); due !== undefined && due <= now; due = nextDue(current)) {
    const moment = due;
    const next = current.pods.find((pod) => dueAt(pod) === moment);
    if (next === undefined) break;
    current = movePod(current, next, (pod) => step(pod, moment));
  }
  return current;
};

const ID_PREFIX = 'memory-';

const idOf = (serial: number): string => `${ID_PREFIX}${serial}`;

/** Where in the order of creation a pod stands; 0 for one of another engine. */
export const serialOf = (id: string): number =>
  id.startsWith(ID_PREFIX) ? Number(id.slice(ID_PREFIX.length)) || 0 : 0;

const addressOf = (serial: number): string => `10.244.${(serial >> 8) & 255}.${serial & 255}`;

/** It is listed, and no more: nothing happens to it by itself. */
export const addHeldPod = (state: MemoryState, asked: NewPod, waiting: Waiting, now: number): MemoryState => {
  const before = heldPod(state, asked);
  if (before !== undefined) {
    const pods = state.pods.map((pod) => (pod === before ? { ...pod, waiting } : pod));
    return announce({ ...state, pods }, asked, ['other']);
  }
  const serial = state.lastId + 1;
  const pod = heldMemoryPod(asked, waiting, { id: idOf(serial), ip: '', createdAt: now });
  return announce({ ...state, lastId: serial, pods: [...state.pods, pod] }, asked, ['created']);
};

const heldPod = (state: MemoryState, { uid }: NewPod): MemoryPod | undefined =>
  state.pods.find((pod) => pod.waiting !== undefined && pod.asked.uid === uid);

/** What the files of the pod show, where it has any. */
export const withConfig = (pod: MemoryPod, { version }: PodConfig): MemoryPod =>
  pod.asked.spec.volumes?.some(showsConfig) === true ? { ...pod, configVersion: version } : pod;

const sameClaim = (a: ClaimRef, b: ClaimRef): boolean => a.namespace === b.namespace && a.name === b.name;

export const claimsIn = ({ claims = [] }: MemoryState): ClaimRef[] => claims.map((claim) => ({ ...claim }));

/** A pod brings the volumes of its claims along. */
const withClaims = (state: MemoryState, { namespace, spec }: NewPod): MemoryState => {
  const known = claimsIn(state);
  const wanted = claimsOf(spec).map((name) => ({ namespace, name }));
  const fresh = wanted.filter((claim) => !known.some((other) => sameClaim(other, claim)));
  return fresh.length === 0 ? state : { ...state, claims: [...known, ...fresh] };
};

export const dropClaim = (state: MemoryState, claim: ClaimRef): MemoryState => {
  const isUsed = ({ asked, waiting }: MemoryPod): boolean =>
    waiting === undefined && asked.namespace === claim.namespace && claimsOf(asked.spec).includes(claim.name);
  if (state.pods.some(isUsed)) {
    throw new RuntimeError('conflict', `The claim ${claim.namespace}/${claim.name} is in use`);
  }
  return { ...state, claims: claimsIn(state).filter((other) => !sameClaim(other, claim)) };
};

const withoutHeldPod = (state: MemoryState, asked: NewPod): MemoryState => {
  const held = heldPod(state, asked);
  return held === undefined ? state : { ...state, pods: state.pods.filter((pod) => pod !== held) };
};

export const addPod = (state: MemoryState, asked: NewPod, config: PodConfig, now: number): MemoryState => {
  if (asked.spec.containers.length === 0)
    throw new RuntimeError('invalid', 'a pod needs at least one container');
  for (const { image } of containersOf(asked)) {
    if (!isPresent(state, image)) throw new RuntimeError('imageNotFound', `No such image: ${image}`);
    const { refuses } = behaviourOf(state, image);
    if (refuses !== undefined) throw new RuntimeError('invalid', refuses);
  }
  const { namespace, name } = asked;
  const rival = state.pods.find(
    ({ asked: other, waiting }) =>
      other.name === name && other.namespace === namespace && waiting === undefined,
  );
  if (rival?.asked.uid === asked.uid) return state;
  if (rival !== undefined) {
    throw new RuntimeError('conflict', `The name ${namespace}/${name} is already in use by pod ${rival.id}.`);
  }
  const serial = state.lastId + 1;
  const identity = {
    id: idOf(serial),
    ip: addressOf(serial),
    names: [...(config.names ?? [])],
    createdAt: now,
  };
  const pod = newMemoryPod(asked, identity, (image) => ({
    behaviour: behaviourOf(state, image),
    imageId: imageIdOf(state, image),
  }));
  const { pods } = withoutHeldPod(state, asked);
  const made = [...pods, withConfig(pod, config)];
  return announce({ ...withClaims(state, asked), lastId: serial, pods: made }, asked, ['created']);
};

export const dropPod = (state: MemoryState, ref: Pick<PodRef, 'id'>): MemoryState => {
  const pod = findPod(state, ref);
  if (pod === undefined) return state;
  const pods = state.pods.filter((other) => other !== pod);
  return announce({ ...state, pods }, pod.asked, removalChanges(pod));
};

type RecordName = Pick<RuntimeRecord, 'kind' | 'key' | 'version'>;

const sameRecord = (a: RecordName, b: RecordName): boolean =>
  a.version === b.version && a.key === b.key && a.kind === b.kind;

export const hasRecord = (state: MemoryState, name: RecordName): boolean =>
  state.records.some((record) => sameRecord(record, name));

export const addRecord = (state: MemoryState, record: NewRuntimeRecord, createdAt: number): MemoryState => {
  const { kind, key, version, body } = record;
  return { ...state, records: [...state.records, { kind, key, version, body, createdAt }] };
};

export const dropRecord = (state: MemoryState, name: RecordName): MemoryState =>
  hasRecord(state, name)
    ? { ...state, records: state.records.filter((record) => !sameRecord(record, name)) }
    : state;
