import type { Resource } from './resource.ts';

/** Values by key, as their bytes. */
export type ConfigData = Readonly<Record<string, Uint8Array>>;

/** What the cluster gives to a pod that is made. */
export interface PodConfig {
  /** The ConfigMaps and Secrets that it refers to and that are there, by name. */
  readonly configMaps: Readonly<Record<string, ConfigData>>;
  readonly secrets: Readonly<Record<string, ConfigData>>;
  /** What tells it of Services, for each of its containers. */
  readonly variables?: Readonly<Record<string, string>>;
  /** All names by which others find it. */
  readonly names?: readonly string[];
  /** Another one once any of them has changed. It tells nothing of what they hold. */
  readonly version: string;
}

export const NO_CONFIG: PodConfig = { configMaps: {}, secrets: {}, version: 'none' };

/** All ConfigMaps, Secrets and claims that there are, by the key of their reference. */
export type ConfigObjects = ReadonlyMap<string, Resource>;
