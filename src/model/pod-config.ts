/** Values by key, as their bytes. */
export type ConfigData = Readonly<Record<string, Uint8Array>>;

/** The ConfigMaps and Secrets that a pod refers to and that are there, by name. */
export interface PodConfig {
  readonly configMaps: Readonly<Record<string, ConfigData>>;
  readonly secrets: Readonly<Record<string, ConfigData>>;
}

export const NO_CONFIG: PodConfig = { configMaps: {}, secrets: {} };
