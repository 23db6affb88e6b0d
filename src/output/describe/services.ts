import type { Resource } from '../../model/resource.ts';
import { formatLabels } from '../format-labels.ts';
import type { Description } from './description.ts';
import { formatEndpoints } from './endpoints.ts';
import { eventLines } from './events.ts';
import { entry, optionalEntry } from './lines.ts';
import { metadataLines, nameLines } from './metadata.ts';

interface PortView {
  readonly name?: string;
  readonly port: number;
  readonly protocol?: string;
  readonly targetPort?: number | string;
  readonly nodePort?: number;
}

export interface ServiceView extends Resource {
  readonly spec?: {
    readonly selector?: Readonly<Record<string, string>>;
    readonly type?: string;
    readonly ipFamilyPolicy?: string;
    readonly ipFamilies?: readonly string[];
    readonly clusterIP?: string;
    readonly clusterIPs?: readonly string[];
    readonly externalIPs?: readonly string[];
    readonly loadBalancerIP?: string;
    readonly externalName?: string;
    readonly ports?: readonly PortView[];
    readonly sessionAffinity?: string;
    readonly externalTrafficPolicy?: string;
    readonly internalTrafficPolicy?: string;
    readonly healthCheckNodePort?: number;
    readonly loadBalancerSourceRanges?: readonly string[];
  };
  readonly status?: {
    readonly loadBalancer?: {
      readonly ingress?: readonly {
        readonly ip?: string;
        readonly ipMode?: string;
        readonly hostname?: string;
      }[];
    };
  };
}

const listText = (items: readonly string[] = []): string => (items.length === 0 ? '<none>' : items.join(','));

const balancerText = ({ status }: ServiceView): string =>
  (status?.loadBalancer?.ingress ?? [])
    .map(({ ip = '', ipMode, hostname = '' }) =>
      ip === '' ? hostname : `${ip}${ipMode === undefined ? '' : ` (${ipMode})`}`,
    )
    .join(', ');

const portLines = (port: PortView, endpoints: Resource | undefined): string[] => {
  const { name = '', protocol = 'TCP', targetPort = 0, nodePort = 0 } = port;
  const shownName = name === '' ? '<unset>' : name;
  return [
    entry('Port', `${shownName}\t${port.port}/${protocol}`),
    entry('TargetPort', `${targetPort}/${protocol}`),
    ...(nodePort === 0 ? [] : [entry('NodePort', `${shownName}\t${nodePort}/${protocol}`)]),
    entry('Endpoints', formatEndpoints(endpoints, name)),
  ];
};

export const serviceDescription: Description = {
  needs: ['Endpoints'],
  lines: (service: ServiceView, { now, events, others }) => {
    const { spec = {} } = service;
    const endpoints = others('Endpoints').find(({ metadata }) => metadata.name === service.metadata.name);
    return [
      ...nameLines(service),
      ...metadataLines(service),
      entry('Selector', formatLabels(spec.selector)),
      entry('Type', spec.type ?? ''),
      ...optionalEntry('IP Family Policy', spec.ipFamilyPolicy),
      entry('IP Families', listText(spec.ipFamilies)),
      entry('IP', spec.clusterIP ?? ''),
      entry('IPs', listText(spec.clusterIPs)),
      ...optionalEntry('External IPs', spec.externalIPs?.join(',')),
      ...optionalEntry('Desired LoadBalancer IP', spec.loadBalancerIP),
      ...optionalEntry('External Name', spec.externalName),
      ...optionalEntry('LoadBalancer Ingress', balancerText(service)),
      ...(spec.ports ?? []).flatMap((port) => portLines(port, endpoints)),
      entry('Session Affinity', spec.sessionAffinity ?? ''),
      ...optionalEntry('External Traffic Policy', spec.externalTrafficPolicy),
      ...optionalEntry('Internal Traffic Policy', spec.internalTrafficPolicy),
      ...optionalEntry('HealthCheck NodePort', spec.healthCheckNodePort || undefined),
      ...optionalEntry('LoadBalancer Source Ranges', spec.loadBalancerSourceRanges?.join(',')),
      ...eventLines(events, now),
    ];
  },
};
