import { hasAddress, type Service } from './service.ts';

/** What Kubernetes tells a pod of the Services of its namespace, in environment variables. */

export interface AddressedService {
  service: Service;
  /** A host to connect to. */
  address: string;
}

const word = (name: string): string => name.toUpperCase().replaceAll('-', '_');

/** As docker's links had them: `REDIS_PORT_6379_TCP_ADDR`. */
const linkVariables = (prefix: string, { service, address }: AddressedService): [string, string][] =>
  (service.spec.ports ?? []).flatMap(({ port, protocol = 'TCP' }, index): [string, string][] => {
    const url = `${protocol.toLowerCase()}://${address}:${port}`;
    const name = `${prefix}_PORT_${port}_${protocol}`;
    return [
      ...(index === 0 ? [[`${prefix}_PORT`, url] satisfies [string, string]] : []),
      [name, url],
      [`${name}_PROTO`, protocol.toLowerCase()],
      [`${name}_PORT`, String(port)],
      [`${name}_ADDR`, address],
    ];
  });

const variablesOf = (addressed: AddressedService): [string, string][] => {
  const { service, address } = addressed;
  const { ports = [] } = service.spec;
  const prefix = word(service.metadata.name);
  const [first] = ports;
  return [
    [`${prefix}_SERVICE_HOST`, address],
    ...(first === undefined
      ? []
      : [[`${prefix}_SERVICE_PORT`, String(first.port)] satisfies [string, string]]),
    ...ports.flatMap(({ name, port }): [string, string][] =>
      name === undefined || name === '' ? [] : [[`${prefix}_SERVICE_PORT_${word(name)}`, String(port)]],
    ),
    ...linkVariables(prefix, addressed),
  ];
};

export const serviceVariables = (services: readonly AddressedService[]): Record<string, string> =>
  Object.fromEntries(services.filter(({ service }) => hasAddress(service)).flatMap(variablesOf));
