import { formatQuantity, parseQuantity } from '../../model/quantity.ts';
import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';

interface PersistentVolumeView extends Resource {
  readonly spec?: {
    readonly accessModes?: readonly string[];
    readonly capacity?: { readonly storage?: string };
    readonly claimRef?: { readonly namespace?: string; readonly name?: string } | null;
    readonly persistentVolumeReclaimPolicy?: string;
    readonly storageClassName?: string;
    readonly volumeAttributesClassName?: string | null;
    readonly volumeMode?: string | null;
  };
  readonly status?: { readonly phase?: string; readonly reason?: string };
}

interface ClaimView extends Resource {
  readonly spec?: {
    readonly storageClassName?: string | null;
    readonly volumeAttributesClassName?: string | null;
    readonly volumeMode?: string | null;
    readonly volumeName?: string;
  };
  readonly status?: {
    readonly accessModes?: readonly string[];
    readonly capacity?: { readonly storage?: string };
    readonly phase?: string;
  };
}

interface StorageClassView extends Resource {
  readonly provisioner?: string;
  readonly reclaimPolicy?: string | null;
  readonly volumeBindingMode?: string | null;
  readonly allowVolumeExpansion?: boolean | null;
}

/** The short names of access modes, in the order in which they are shown. */
const accessModes: readonly (readonly [string, string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

export const accessModeText = (modes: readonly string[] | undefined): string =>
  accessModes
    .filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(',');

export const amountText = (amount: string | undefined): string => {
  const quantity = parseQuantity(amount ?? '0');
  return quantity === undefined ? (amount ?? '') : formatQuantity(quantity);
};

export const storageClassOf = ({ metadata }: Resource, className: string | null | undefined): string =>
  metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? className ?? '';

const phaseOf = ({ metadata }: Resource, phase: string | undefined): string =>
  metadata.deletionTimestamp ? 'Terminating' : (phase ?? '');

export const persistentVolumeTable: KindTable = {
  columns: [
    nameColumn,
    column('Capacity'),
    column('Access Modes'),
    column('Reclaim Policy'),
    column('Status'),
    column('Claim'),
    column('StorageClass'),
    column('VolumeAttributesClass'),
    column('Reason'),
    column('Age'),
    wide('VolumeMode'),
  ],
  row: (volume: PersistentVolumeView, now) => {
    const { metadata, spec, status } = volume;
    const claim = spec?.claimRef;
    return [
      metadata.name,
      amountText(spec?.capacity?.storage),
      accessModeText(spec?.accessModes),
      spec?.persistentVolumeReclaimPolicy ?? '',
      phaseOf(volume, status?.phase),
      claim ? `${claim.namespace ?? ''}/${claim.name ?? ''}` : '',
      storageClassOf(volume, spec?.storageClassName),
      spec?.volumeAttributesClassName ?? '<unset>',
      status?.reason ?? '',
      ageOf(metadata.creationTimestamp, now),
      spec?.volumeMode ?? '<unset>',
    ];
  },
};

export const persistentVolumeClaimTable: KindTable = {
  columns: [
    nameColumn,
    column('Status'),
    column('Volume'),
    column('Capacity'),
    column('Access Modes'),
    column('StorageClass'),
    column('VolumeAttributesClass'),
    column('Age'),
    wide('VolumeMode'),
  ],
  row: (claim: ClaimView, now) => {
    const { metadata, spec, status } = claim;
    const isBound = Boolean(spec?.volumeName);
    return [
      metadata.name,
      phaseOf(claim, status?.phase),
      spec?.volumeName ?? '',
      isBound ? amountText(status?.capacity?.storage) : '',
      isBound ? accessModeText(status?.accessModes) : '',
      storageClassOf(claim, spec?.storageClassName),
      spec?.volumeAttributesClassName ?? '<unset>',
      ageOf(metadata.creationTimestamp, now),
      spec?.volumeMode ?? '<unset>',
    ];
  },
};

export const isDefaultClass = ({ metadata: { annotations } }: Resource): boolean =>
  annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' ||
  annotations?.['storageclass.beta.kubernetes.io/is-default-class'] === 'true';

export const storageClassTable: KindTable = {
  columns: [
    nameColumn,
    column('Provisioner'),
    column('ReclaimPolicy'),
    column('VolumeBindingMode'),
    column('AllowVolumeExpansion'),
    column('Age'),
  ],
  row: (storageClass: StorageClassView, now) => [
    `${storageClass.metadata.name}${isDefaultClass(storageClass) ? ' (default)' : ''}`,
    storageClass.provisioner ?? '',
    storageClass.reclaimPolicy ?? 'Delete',
    storageClass.volumeBindingMode ?? 'Immediate',
    storageClass.allowVolumeExpansion ?? false,
    ageOf(storageClass.metadata.creationTimestamp, now),
  ],
};
