import { checkDnsSubdomain, checkPortName } from '../../model/names.ts';
import type { Resource } from '../../model/resource.ts';
import { refuse } from './refuse.ts';

export type ServiceType = 'ClusterIP' | 'ExternalName' | 'LoadBalancer' | 'NodePort';

interface ServiceWish {
  readonly name: string;
  readonly type: ServiceType;
  /** `80:8080`, `443:https`, `80` */
  readonly tcp: readonly string[];
  readonly clusterIp?: string;
  readonly externalName?: string;
  /** 0 for none. */
  readonly nodePort?: number;
}

const MAX_PORT = 65_535;

const parsePort = (text: string): number => {
  const number = /^\d+$/.test(text) ? Number(text) : undefined;
  if (number !== undefined && number <= MAX_PORT) return number;
  const fault = number === undefined ? 'invalid syntax' : 'value out of range';
  throw refuse(`strconv.ParseUint: parsing ${JSON.stringify(text)}: ${fault}`);
};

const parseTargetPort = (text: string): number | string => {
  if (!/^[+-]?\d+$/.test(text)) {
    const fault = checkPortName(text);
    if (fault !== undefined) throw refuse(fault);
    return text;
  }
  const number = Number(text);
  if (number < 1 || number > MAX_PORT) throw refuse('must be between 1 and 65535, inclusive');
  return number;
};

const portOf = (text: string, nodePort: number): object => {
  const [first = '', target] = text.split(':');
  const port = parsePort(first);
  return {
    name: text.replaceAll(':', '-'),
    port,
    targetPort: target === undefined ? port : parseTargetPort(target),
    protocol: 'TCP',
    ...(nodePort === 0 ? {} : { nodePort }),
  };
};

/** What `create service` makes of its flags. */
export const newService = ({
  name,
  type,
  tcp,
  clusterIp = '',
  externalName = '',
  nodePort = 0,
}: ServiceWish): Resource => {
  if (tcp.length === 0 && clusterIp !== 'None' && type !== 'ExternalName') {
    throw refuse('at least one tcp port specifier must be provided');
  }
  if (type === 'ExternalName' && checkDnsSubdomain(externalName) !== undefined) {
    throw refuse(`invalid service external name ${externalName}`);
  }
  const labels = { app: name };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels },
    spec: {
      type,
      selector: labels,
      ports: tcp.map((text) => portOf(text, nodePort)),
      ...(clusterIp === '' ? {} : { clusterIP: clusterIp }),
      ...(externalName === '' ? {} : { externalName }),
    },
  };
};
