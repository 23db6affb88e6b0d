import type { Resource } from '../../model/resource.ts';
import { loadBalancerAddresses, type LoadBalancerView } from '../tables/load-balancer.ts';
import type { Description, Surroundings } from './description.ts';
import { formatEndpoints } from './endpoints.ts';
import { eventLines } from './events.ts';
import { annotationEntries, entry, indented, labelEntries, listing, optionalEntry } from './lines.ts';
import type { ServiceView } from './services.ts';
import { metadataLines } from './metadata.ts';

interface Backend {
  readonly service?: {
    readonly name: string;
    readonly port?: { readonly name?: string; readonly number?: number };
  };
  readonly resource?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
}

interface IngressView extends Resource {
  readonly spec?: {
    readonly ingressClassName?: string;
    readonly defaultBackend?: Backend;
    readonly tls?: readonly { readonly secretName?: string; readonly hosts?: readonly string[] }[];
    readonly rules?: readonly {
      readonly host?: string;
      readonly http?: { readonly paths?: readonly { readonly path?: string; readonly backend: Backend }[] };
    }[];
  };
  readonly status?: { readonly loadBalancer?: LoadBalancerView };
}

interface IngressClassView extends Resource {
  readonly spec?: {
    readonly controller?: string;
    readonly parameters?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
  };
}

const backendText = ({ service, resource }: Backend, { others }: Surroundings): string => {
  if (resource !== undefined && service === undefined) {
    const { apiGroup = '<none>', kind, name } = resource;
    return `APIGroup: ${apiGroup}, Kind: ${kind}, Name: ${name}`;
  }
  if (service === undefined) return '';
  const { name, port = {} } = service;
  const text = `${name}:${port.number ? port.number : (port.name ?? '')}`;
  const found: ServiceView | undefined = others('Service').find(({ metadata }) => metadata.name === name);
  if (found === undefined) return `${text} (<error: services "${name}" not found>)`;
  const servicePort = (found.spec?.ports ?? []).find((each) =>
    port.number ? each.port === port.number : port.name !== undefined && each.name === port.name,
  );
  const endpoints = others('Endpoints').find(({ metadata }) => metadata.name === name);
  return `${text} (${formatEndpoints(endpoints, servicePort?.name ?? '')})`;
};

const tlsLines = (tls: NonNullable<IngressView['spec']>['tls'] = []): string[] =>
  tls.length === 0
    ? []
    : [
        'TLS:',
        ...tls.map(({ secretName, hosts = [] }) =>
          secretName ? `  ${secretName} terminates ${hosts.join(',')}` : `  SNI routes ${hosts.join(',')}`,
        ),
      ];

export const ingressDescription: Description = {
  needs: ['Service', 'Endpoints'],
  lines: (ingress: IngressView, surroundings) => {
    const { metadata, spec = {}, status } = ingress;
    const fallback =
      spec.defaultBackend === undefined ? '<default>' : backendText(spec.defaultBackend, surroundings);
    const rules = (spec.rules ?? []).filter(({ http }) => http !== undefined);
    return [
      entry('Name', metadata.name),
      ...listing('Labels', labelEntries(metadata.labels)),
      entry('Namespace', metadata.namespace ?? ''),
      entry('Address', loadBalancerAddresses(status?.loadBalancer).join(',')),
      entry('Ingress Class', spec.ingressClassName ?? '<none>'),
      entry('Default backend', fallback),
      ...tlsLines(spec.tls),
      'Rules:',
      ...indented(['Host\tPath\tBackends', '----\t----\t--------']),
      ...rules.flatMap(({ host = '', http }) => [
        `  ${host === '' ? '*' : host}\t`,
        ...(http?.paths ?? []).map(
          ({ path = '', backend }) => `    \t${path} \t${backendText(backend, surroundings)}`,
        ),
      ]),
      ...(rules.length === 0 ? [`  *\t*\t${fallback}`] : []),
      ...listing('Annotations', annotationEntries(metadata.annotations)),
      ...eventLines(surroundings.events, surroundings.now),
    ];
  },
};

export const ingressClassDescription: Description = {
  lines: (ingressClass: IngressClassView, { now, events }) => {
    const { controller = '', parameters } = ingressClass.spec ?? {};
    return [
      entry('Name', ingressClass.metadata.name),
      ...metadataLines(ingressClass),
      entry('Controller', controller),
      ...(parameters === undefined
        ? []
        : [
            'Parameters:',
            ...indented([
              ...optionalEntry('APIGroup', parameters.apiGroup),
              entry('Kind', parameters.kind),
              entry('Name', parameters.name),
            ]),
          ]),
      ...eventLines(events, now),
    ];
  },
};
