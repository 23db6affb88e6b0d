import type { Service } from '../../model/service.ts';
import { quote } from './quote.ts';

/**
 * Where no ports are given, connections are taken at those that programs usually have: the ones that are reserved,
 * and the ones of common databases, queues and web servers.
 */
const USUAL_PORTS =
  '1-1023 1433 1521 2181 3000 3306 4222 5000 5432 5672 6379 8000 8080 8081 8443 8888 8983 9000 9042 9090 9092 9093 9200 11211 15672 26257 27017 50051 61616'.split(
    ' ',
  );

/** Follows the address that the other host has at present. */
export const externalResolvers = ['', 'resolvers engine', '  parse-resolv-conf', '  hold valid 5s'];

/** Without a port, it is the one that the client connected to. */
export const externalServer = ({ spec }: Service, port?: number): string => {
  const host = `${spec.externalName ?? ''}${port === undefined ? '' : `:${port}`}`;
  return `  server external ${quote(host)} resolvers engine resolve-prefer ipv4 init-addr none`;
};

/** An ExternalName: whatever comes goes on to the same port of another host. */
export const externalLines = (service: Service): string[] => {
  const ports = (service.spec.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP');
  const numbers = ports.length > 0 ? ports.map(({ port }) => String(port)) : USUAL_PORTS;
  return [
    ...externalResolvers,
    '',
    'listen external',
    ...numbers.map((number) => `  bind :${number}`),
    '  mode tcp',
    externalServer(service),
  ];
};
