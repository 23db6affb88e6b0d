import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { column, nameColumn, type KindTable } from '../table.ts';

interface EndpointsView extends Resource {
  readonly subsets?: readonly {
    readonly addresses?: readonly { readonly ip: string }[];
    readonly ports?: readonly { readonly port: number }[];
  }[];
}

interface EndpointSliceView extends Resource {
  readonly addressType?: string;
  readonly endpoints?: readonly { readonly addresses?: readonly string[] }[];
  readonly ports?: readonly { readonly name?: string | null; readonly port?: number | null }[];
}

const SHOWN = 3;

const firstFew = (items: readonly (string | number)[], none: string): string => {
  const text = items.slice(0, SHOWN).join(',');
  if (items.length > SHOWN) return `${text} + ${items.length - SHOWN} more...`;
  return text === '' ? none : text;
};

const hostPort = (ip: string, port: number): string =>
  ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;

const endpointsText = (subsets: NonNullable<EndpointsView['subsets']>): string => {
  if (subsets.length === 0) return '<none>';
  const addresses = subsets.flatMap(({ addresses = [], ports = [] }) => {
    if (ports.length === 0) return addresses.map(({ ip }) => ip);
    return ports.flatMap(({ port }) => addresses.map(({ ip }) => hostPort(ip, port)));
  });
  return firstFew(addresses, '');
};

export const endpointsTable: KindTable = {
  columns: [nameColumn, column('Endpoints'), column('Age')],
  row: ({ metadata, subsets }: EndpointsView, now) => [
    metadata.name,
    endpointsText(subsets ?? []),
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const endpointSliceTable: KindTable = {
  columns: [nameColumn, column('AddressType'), column('Ports'), column('Endpoints'), column('Age')],
  row: ({ metadata, addressType, endpoints, ports }: EndpointSliceView, now) => [
    metadata.name,
    addressType ?? '',
    firstFew(
      (ports ?? []).map(({ name, port }) => port ?? name ?? '*'),
      '<unset>',
    ),
    firstFew(
      (endpoints ?? []).flatMap(({ addresses = [] }) => addresses),
      '<unset>',
    ),
    ageOf(metadata.creationTimestamp, now),
  ],
};
