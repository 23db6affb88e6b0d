import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { compareText } from '../code-points.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';

export interface NodeView extends Resource {
  readonly spec?: { readonly unschedulable?: boolean };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status?: string }[];
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo?: {
      readonly kubeletVersion?: string;
      readonly osImage?: string;
      readonly kernelVersion?: string;
      readonly containerRuntimeVersion?: string;
    };
  };
}

const ROLE_PREFIX = 'node-role.kubernetes.io/';

const stateOf = ({ spec, status }: NodeView): string => {
  const ready = status?.conditions?.findLast(({ type }) => type === 'Ready');
  const state = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec?.unschedulable ? `${state},SchedulingDisabled` : state;
};

export const rolesOf = ({ metadata }: NodeView): string => {
  const roles = Object.entries(metadata.labels ?? {}).map(([key, value]) => {
    if (key.startsWith(ROLE_PREFIX)) return key.slice(ROLE_PREFIX.length);
    return key === 'kubernetes.io/role' ? value : '';
  });
  return [...new Set(roles.filter((role) => role !== ''))].sort(compareText).join(',') || '<none>';
};

const addressOf = ({ status }: NodeView, type: string): string =>
  status?.addresses?.find((address) => address.type === type)?.address ?? '<none>';

export const nodeTable: KindTable = {
  columns: [
    nameColumn,
    column('Status'),
    column('Roles'),
    column('Age'),
    column('Version'),
    wide('Internal-IP'),
    wide('External-IP'),
    wide('OS-Image'),
    wide('Kernel-Version'),
    wide('Container-Runtime'),
  ],
  row: (node: NodeView, now) => {
    const info = node.status?.nodeInfo;
    return [
      node.metadata.name,
      stateOf(node),
      rolesOf(node),
      ageOf(node.metadata.creationTimestamp, now),
      info?.kubeletVersion ?? '',
      addressOf(node, 'InternalIP'),
      addressOf(node, 'ExternalIP'),
      info?.osImage || '<unknown>',
      info?.kernelVersion || '<unknown>',
      info?.containerRuntimeVersion || '<unknown>',
    ];
  },
};
