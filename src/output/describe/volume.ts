import type { ProjectedSource, Volume } from '../../model/volume.ts';

const sourceLines = ({ configMap, secret, downwardAPI }: ProjectedSource): string[] => {
  if (secret !== undefined) {
    return [`SecretName:\t${secret.name ?? ''}`, `SecretOptionalName:\t${secret.optional ?? '<nil>'}`];
  }
  if (downwardAPI !== undefined) return ['DownwardAPI:\ttrue'];
  if (configMap === undefined) return [];
  return [`ConfigMapName:\t${configMap.name ?? ''}`, `ConfigMapOptional:\t${configMap.optional ?? '<nil>'}`];
};

export const volumeLines = (volume: Volume): string[] => {
  const { emptyDir, configMap, secret, hostPath, persistentVolumeClaim, nfs, downwardAPI, projected } =
    volume;
  if (hostPath !== undefined) {
    return [
      'Type:\tHostPath (bare host directory volume)',
      `Path:\t${hostPath.path}`,
      `HostPathType:\t${hostPath.type ?? '<none>'}`,
    ];
  }
  if (emptyDir !== undefined) {
    return [
      "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
      `Medium:\t${emptyDir.medium ?? ''}`,
      `SizeLimit:\t${Number(emptyDir.sizeLimit) === 0 ? '<unset>' : (emptyDir.sizeLimit ?? '<unset>')}`,
    ];
  }
  if (secret !== undefined) {
    return [
      'Type:\tSecret (a volume populated by a Secret)',
      `SecretName:\t${secret.secretName ?? ''}`,
      `Optional:\t${secret.optional ?? false}`,
    ];
  }
  if (configMap !== undefined) {
    return [
      'Type:\tConfigMap (a volume populated by a ConfigMap)',
      `Name:\t${configMap.name ?? ''}`,
      `Optional:\t${configMap.optional ?? false}`,
    ];
  }
  if (persistentVolumeClaim !== undefined) {
    return [
      'Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      `ClaimName:\t${persistentVolumeClaim.claimName}`,
      `ReadOnly:\t${persistentVolumeClaim.readOnly ?? false}`,
    ];
  }
  if (nfs !== undefined) {
    return [
      'Type:\tNFS (an NFS mount that lasts the lifetime of a pod)',
      `Server:\t${nfs.server}`,
      `Path:\t${nfs.path}`,
      `ReadOnly:\t${nfs.readOnly ?? false}`,
    ];
  }
  if (downwardAPI !== undefined) {
    return [
      'Type:\tDownwardAPI (a volume populated by information about the pod)',
      'Items:',
      ...(downwardAPI.items ?? []).map(
        ({ path, fieldRef, resourceFieldRef }) =>
          `  ${fieldRef?.fieldPath ?? resourceFieldRef?.resource ?? ''} -> ${path}`,
      ),
    ];
  }
  if (projected !== undefined) {
    return [
      'Type:\tProjected (a volume that contains injected data from multiple sources)',
      ...(projected.sources ?? []).flatMap(sourceLines),
    ];
  }
  return ['<unknown>'];
};
