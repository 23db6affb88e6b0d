import type { Resource } from '../../model/resource.ts';
import type { Description } from './description.ts';
import { eventLines } from './events.ts';
import { entry, indented, optionalEntry } from './lines.ts';
import { metadataLines, nameLines } from './metadata.ts';

interface Address {
  readonly ip: string;
}

interface PortView {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
}

interface EndpointsView extends Resource {
  readonly subsets?: readonly {
    readonly addresses?: readonly Address[];
    readonly notReadyAddresses?: readonly Address[];
    readonly ports?: readonly PortView[];
  }[];
}

interface EndpointSliceView extends Resource {
  readonly addressType?: string;
  readonly ports?: readonly PortView[];
  readonly endpoints?: readonly {
    readonly addresses?: readonly string[];
    readonly conditions?: { readonly ready?: boolean };
    readonly hostname?: string;
    readonly targetRef?: { readonly kind?: string; readonly name?: string };
    readonly nodeName?: string;
    readonly zone?: string;
  }[];
}

const SHOWN = 3;

const hostPort = (ip: string, port: number | undefined): string =>
  `${ip.includes(':') ? `[${ip}]` : ip}:${port ?? 0}`;

/** Where a port of a Service leads: `10.0.0.1:80,10.0.0.2:80`. */
export const formatEndpoints = (endpoints: EndpointsView | undefined, portName: string): string => {
  if (endpoints === undefined) return '<none>';
  const found = (endpoints.subsets ?? []).flatMap(({ addresses = [], ports = [] }) =>
    ports
      .filter(({ name = '' }) => name === portName)
      .flatMap(({ port }) => addresses.map(({ ip }) => hostPort(ip, port))),
  );
  const more = found.length > SHOWN ? ` + ${found.length - SHOWN} more...` : '';
  return `${found.slice(0, SHOWN).join(',')}${more}`;
};

const addressText = (addresses: readonly Address[] = []): string =>
  addresses.map(({ ip }) => ip).join(',') || '<none>';

const portLines = (ports: readonly PortView[] = []): string[] => [
  'Ports:',
  ...indented([
    'Name\tPort\tProtocol',
    '----\t----\t--------',
    ...ports.map(
      ({ name, port, protocol = '' }) => `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol}`,
    ),
  ]),
];

export const endpointsDescription: Description = {
  lines: (endpoints: EndpointsView, { now, events }) => [
    ...nameLines(endpoints),
    ...metadataLines(endpoints),
    'Subsets:',
    ...(endpoints.subsets ?? []).flatMap(({ addresses, notReadyAddresses, ports = [] }) => [
      ...indented([
        entry('Addresses', addressText(addresses)),
        entry('NotReadyAddresses', addressText(notReadyAddresses)),
        ...(ports.length === 0 ? [] : portLines(ports)),
      ]),
      '',
    ]),
    ...eventLines(events, now),
  ],
};

const UNSET = '<unset>';

export const endpointSliceDescription: Description = {
  lines: (slice: EndpointSliceView, { now, events }) => {
    const { addressType = '', ports = [], endpoints = [] } = slice;
    return [
      ...nameLines(slice),
      ...metadataLines(slice),
      entry('AddressType', addressType),
      ...(ports.length === 0 ? ['Ports: <unset>'] : portLines(ports)),
      ...(endpoints.length === 0 ? ['Endpoints: <none>'] : ['Endpoints:']),
      ...endpoints.flatMap(({ addresses = [], conditions, hostname, targetRef, nodeName, zone }) => [
        `  - Addresses:\t${addresses.join(', ') || '<none>'}`,
        ...indented(
          [
            'Conditions:',
            `  Ready:\t${conditions?.ready ?? UNSET}`,
            entry('Hostname', hostname ?? UNSET),
            ...optionalEntry('TargetRef', targetRef && `${targetRef.kind ?? ''}/${targetRef.name ?? ''}`),
            entry('NodeName', nodeName ?? UNSET),
            entry('Zone', zone ?? UNSET),
          ],
          2,
        ),
      ]),
      ...eventLines(events, now),
    ];
  },
};
