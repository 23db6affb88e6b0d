import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { formatLabels } from '../format-labels.ts';
import { column, nameColumn, wide, type KindTable } from '../table.ts';
import { loadBalancerAddresses, type LoadBalancerView } from './load-balancer.ts';

interface ServiceView extends Resource {
  readonly spec?: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly clusterIPs?: readonly string[];
    readonly externalIPs?: readonly string[];
    readonly externalName?: string;
    readonly selector?: Record<string, string>;
    readonly ports?: readonly {
      readonly port: number;
      readonly nodePort?: number;
      readonly protocol?: string;
    }[];
  };
  readonly status?: { readonly loadBalancer?: LoadBalancerView };
}

const externalAddress = ({ spec, status }: ServiceView): string => {
  const external = spec?.externalIPs ?? [];
  switch (spec?.type ?? 'ClusterIP') {
    case 'ClusterIP':
    case 'NodePort':
      return external.join(',') || '<none>';
    case 'LoadBalancer':
      return [...loadBalancerAddresses(status?.loadBalancer), ...external].join(',') || '<pending>';
    case 'ExternalName':
      return spec?.externalName ?? '';
    default:
      return '<unknown>';
  }
};

const portText = ({ spec }: ServiceView): string =>
  (spec?.ports ?? [])
    .map(({ port, nodePort, protocol = 'TCP' }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`)
    .join(',');

export const serviceTable: KindTable = {
  columns: [
    nameColumn,
    column('Type'),
    column('Cluster-IP'),
    column('External-IP'),
    column('Port(s)'),
    column('Age'),
    wide('Selector'),
  ],
  row: (service: ServiceView, now) => [
    service.metadata.name,
    service.spec?.type ?? 'ClusterIP',
    service.spec?.clusterIPs?.[0] ?? (service.spec?.clusterIP || '<none>'),
    externalAddress(service),
    portText(service) || '<none>',
    ageOf(service.metadata.creationTimestamp, now),
    formatLabels(service.spec?.selector),
  ],
};
