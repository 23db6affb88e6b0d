import type { Resource } from './resource.ts';

/** Values by key, as their bytes. */
export type ConfigData = Readonly<Record<string, Uint8Array>>;

/** The ConfigMaps and Secrets that a pod refers to and that are there, by name. */
export interface PodConfig {
  readonly configMaps: Readonly<Record<string, ConfigData>>;
  readonly secrets: Readonly<Record<string, ConfigData>>;
}

export const NO_CONFIG: PodConfig = { configMaps: {}, secrets: {} };

/** All ConfigMaps and Secrets that there are, by the key of their reference. */
export type ConfigObjects = ReadonlyMap<string, Resource>;
