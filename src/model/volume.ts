import type { FieldRef, ResourceFieldRef } from './env.ts';

/** Where the files come from that a pod's containers see beside those of their images. */

export interface KeyToPath {
  key: string;
  path: string;
  mode?: number;
}

export interface DownwardApiFile {
  path: string;
  mode?: number;
  fieldRef?: FieldRef;
  resourceFieldRef?: ResourceFieldRef;
}

/** A ConfigMap or Secret as files. A Secret that is a volume of its own has its name in `secretName`. */
export interface ConfigFiles {
  name?: string;
  items?: KeyToPath[];
  optional?: boolean;
}

export interface ProjectedSource {
  configMap?: ConfigFiles;
  secret?: ConfigFiles;
  downwardAPI?: { items?: DownwardApiFile[] };
}

export interface Volume {
  name: string;
  emptyDir?: { medium?: string; sizeLimit?: string | number };
  configMap?: ConfigFiles & { defaultMode?: number };
  secret?: Omit<ConfigFiles, 'name'> & { secretName?: string; defaultMode?: number };
  downwardAPI?: { items?: DownwardApiFile[]; defaultMode?: number };
  projected?: { sources?: ProjectedSource[]; defaultMode?: number };
  hostPath?: { path: string; type?: string };
  persistentVolumeClaim?: { claimName: string; readOnly?: boolean };
  /** A claim of the pod's own, which goes with it. */
  ephemeral?: object;
  nfs?: { server: string; path: string; readOnly?: boolean };
}

export interface VolumeMount {
  name: string;
  mountPath: string;
  subPath?: string;
  subPathExpr?: string;
  readOnly?: boolean;
  mountPropagation?: 'None' | 'HostToContainer' | 'Bidirectional';
}

/** Whether its files are of the cluster's making: they show ConfigMaps, Secrets or the pod itself. */
export const showsConfig = ({ configMap, secret, projected, downwardAPI }: Volume): boolean =>
  (configMap ?? secret ?? projected ?? downwardAPI) !== undefined;
