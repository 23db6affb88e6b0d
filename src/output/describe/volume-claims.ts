import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { compareText } from '../code-points.ts';
import { formatLabels } from '../format-labels.ts';
import { accessModeText, amountText, isDefaultClass, storageClassOf } from '../tables/storage.ts';
import type { Description } from './description.ts';
import { eventLines } from './events.ts';
import { entry, indented, labelEntries, listing, optionalEntry, yesOrNo } from './lines.ts';
import type { PodView } from './pod.ts';
import { mailTime } from './time.ts';
import { volumeLines } from './volume.ts';
import { metadataLines, nameLines } from './metadata.ts';

interface ClaimSpec {
  readonly storageClassName?: string | null;
  readonly volumeName?: string;
  readonly volumeMode?: string;
  readonly accessModes?: readonly string[];
  readonly resources?: { readonly requests?: { readonly storage?: string } };
  readonly dataSource?: { readonly apiGroup?: string; readonly kind?: string; readonly name?: string };
}

export interface ClaimTemplate extends Resource {
  readonly spec?: ClaimSpec;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly lastProbeTime?: string | null;
  readonly lastTransitionTime?: string | null;
  readonly reason?: string;
  readonly message?: string;
}

interface ClaimView extends ClaimTemplate {
  readonly status?: {
    readonly phase?: string;
    readonly accessModes?: readonly string[];
    readonly capacity?: { readonly storage?: string };
    readonly conditions?: readonly Condition[];
  };
}

/** The claims that a StatefulSet makes for each of its pods. */
export const claimTemplateLines = (templates: readonly ClaimTemplate[] = []): string[] => {
  if (templates.length === 0) return ['Volume Claims:\t<none>'];
  return [
    'Volume Claims:',
    ...templates.flatMap((template) => {
      const { metadata, spec } = template;
      const storage = spec?.resources?.requests?.storage;
      return indented([
        entry('Name', metadata.name),
        entry('StorageClass', storageClassOf(template, spec?.storageClassName)),
        ...listing('Labels', labelEntries(metadata.labels)),
        ...listing('Annotations', labelEntries(metadata.annotations)),
        entry('Capacity', storage === undefined ? '<default>' : amountText(storage)),
        entry('Access Modes', `[${(spec?.accessModes ?? []).join(' ')}]`),
      ]);
    }),
  ];
};

const statusText = ({ metadata }: Resource, phase: string | undefined, now: number): string =>
  metadata.deletionTimestamp === undefined
    ? (phase ?? '')
    : `Terminating (lasts ${ageOf(metadata.deletionTimestamp, now)})`;

const finalizersText = ({ metadata }: Resource): string => {
  const finalizers: unknown = Object.entries(metadata).find(([field]) => field === 'finalizers')?.[1];
  return `[${Array.isArray(finalizers) ? finalizers.join(' ') : ''}]`;
};

const sourceLines = ({ dataSource }: ClaimSpec): string[] =>
  dataSource === undefined
    ? []
    : [
        'DataSource:',
        ...indented([
          ...optionalEntry('APIGroup', dataSource.apiGroup),
          entry('Kind', dataSource.kind ?? ''),
          entry('Name', dataSource.name ?? ''),
        ]),
      ];

const usersOf = (claim: Resource, pods: readonly PodView[]): string[] =>
  pods
    .filter(({ spec }) =>
      (spec?.volumes ?? []).some(
        ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim.metadata.name,
      ),
    )
    .map(({ metadata }) => metadata.name)
    .sort(compareText);

const conditionLines = (conditions: readonly Condition[] = []): string[] =>
  conditions.length === 0
    ? []
    : [
        'Conditions:',
        ...indented([
          'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage',
          '----\t------\t-----------------\t------------------\t------\t-------',
          ...conditions.map(
            ({ type, status, lastProbeTime, lastTransitionTime, reason = '', message = '' }) =>
              `${type} \t${status} \t${mailTime(lastProbeTime)} \t${mailTime(lastTransitionTime)} \t${reason} \t${message}`,
          ),
        ]),
      ];

export const volumeClaimDescription: Description = {
  needs: ['Pod'],
  lines: (claim: ClaimView, { now, events, others }) => {
    const { spec = {}, status } = claim;
    const isBound = Boolean(spec.volumeName);
    return [
      ...nameLines(claim),
      entry('StorageClass', storageClassOf(claim, spec.storageClassName)),
      entry('Status', statusText(claim, status?.phase, now)),
      entry('Volume', spec.volumeName ?? ''),
      ...metadataLines(claim),
      entry('Finalizers', finalizersText(claim)),
      entry('Capacity', isBound ? amountText(status?.capacity?.storage) : ''),
      entry('Access Modes', isBound ? accessModeText(status?.accessModes) : ''),
      ...optionalEntry('VolumeMode', spec.volumeMode),
      ...sourceLines(spec),
      ...listing('Used By', usersOf(claim, others('Pod'))),
      ...conditionLines(status?.conditions),
      ...eventLines(events, now),
    ];
  },
};

interface NodeRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

interface PersistentVolumeView extends Resource {
  readonly spec?: Readonly<Record<string, unknown>> & {
    readonly storageClassName?: string;
    readonly claimRef?: { readonly namespace?: string; readonly name?: string };
    readonly persistentVolumeReclaimPolicy?: string;
    readonly accessModes?: readonly string[];
    readonly volumeMode?: string;
    readonly capacity?: { readonly storage?: string };
    readonly nodeAffinity?: {
      readonly required?: {
        readonly nodeSelectorTerms?: readonly { readonly matchExpressions?: readonly NodeRequirement[] }[];
      };
    };
    readonly local?: { readonly path: string; readonly fsType?: string };
  };
  readonly status?: { readonly phase?: string; readonly message?: string };
}

const requirementText = ({ key, operator, values = [] }: NodeRequirement): string =>
  `${key} ${operator.toLowerCase()}${values.length === 0 ? '' : ` [${values.join(', ')}]`}`;

const affinityLines = ({ spec }: PersistentVolumeView): string[] => {
  const required = spec?.nodeAffinity?.required;
  if (required === undefined) return ['Node Affinity:\t<none>'];
  const terms = required.nodeSelectorTerms ?? [];
  if (terms.length === 0) return ['Node Affinity:\t', '  Required Terms:\t<none>'];
  return [
    'Node Affinity:\t',
    '  Required Terms:\t',
    ...terms.flatMap(({ matchExpressions = [] }, index) =>
      indented(listing(`Term ${index}`, matchExpressions.map(requirementText)), 2),
    ),
  ];
};

const localLines = ({ path, fsType }: { readonly path: string; readonly fsType?: string }): string[] => [
  'Type:\tLocalVolume (a persistent volume backed by local storage on a node)',
  `Path:\t${path}`,
  ...optionalEntry('FSType', fsType),
];

export const persistentVolumeDescription: Description = {
  lines: (volume: PersistentVolumeView, { now, events }) => {
    const { metadata, spec, status } = volume;
    const claim = spec?.claimRef;
    return [
      entry('Name', metadata.name),
      ...metadataLines(volume),
      entry('Finalizers', finalizersText(volume)),
      entry('StorageClass', storageClassOf(volume, spec?.storageClassName)),
      entry('Status', statusText(volume, status?.phase, now)),
      entry('Claim', claim === undefined ? '' : `${claim.namespace ?? ''}/${claim.name ?? ''}`),
      entry('Reclaim Policy', spec?.persistentVolumeReclaimPolicy ?? ''),
      entry('Access Modes', accessModeText(spec?.accessModes)),
      ...optionalEntry('VolumeMode', spec?.volumeMode),
      entry('Capacity', amountText(spec?.capacity?.storage)),
      ...affinityLines(volume),
      entry('Message', status?.message ?? ''),
      'Source:',
      ...indented(
        spec?.local !== undefined && spec.hostPath === undefined
          ? localLines(spec.local)
          : volumeLines({ ...spec, name: metadata.name }),
        2,
      ),
      ...eventLines(events, now),
    ];
  },
};

interface StorageClassView extends Resource {
  readonly provisioner?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly allowVolumeExpansion?: boolean;
  readonly mountOptions?: readonly string[];
  readonly reclaimPolicy?: string;
  readonly volumeBindingMode?: string;
  readonly allowedTopologies?: readonly {
    readonly matchLabelExpressions?: readonly { readonly key: string; readonly values?: readonly string[] }[];
  }[];
}

export const storageClassDescription: Description = {
  lines: (storageClass: StorageClassView, { now, events }) => {
    const { metadata, allowVolumeExpansion: expands, mountOptions = [], allowedTopologies } = storageClass;
    return [
      entry('Name', metadata.name),
      entry('IsDefaultClass', isDefaultClass(storageClass) ? 'Yes' : 'No'),
      entry('Annotations', formatLabels(metadata.annotations)),
      entry('Provisioner', storageClass.provisioner ?? ''),
      entry('Parameters', formatLabels(storageClass.parameters)),
      entry('AllowVolumeExpansion', expands === undefined ? '<unset>' : yesOrNo(expands)),
      ...(mountOptions.length === 0
        ? ['MountOptions:\t<none>']
        : ['MountOptions:', ...indented(mountOptions)]),
      ...optionalEntry('ReclaimPolicy', storageClass.reclaimPolicy),
      ...optionalEntry('VolumeBindingMode', storageClass.volumeBindingMode),
      ...(allowedTopologies === undefined
        ? []
        : [
            'AllowedTopologies:\t',
            ...allowedTopologies.flatMap(({ matchLabelExpressions = [] }, index) =>
              indented(
                listing(
                  `Term ${index}`,
                  matchLabelExpressions.map((each) => requirementText({ ...each, operator: 'in' })),
                ),
              ),
            ),
          ]),
      ...eventLines(events, now),
    ];
  },
};
