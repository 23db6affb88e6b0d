import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import { isObject } from '../json-value.ts';
import { refuse } from './refuse.ts';

/** What `expose` makes of an object and its flags: a Service that leads to the object's pods. */

interface ExposeWish {
  readonly name: string;
  /** `80`, `80,443`; empty for those of the object. */
  readonly port: string;
  /** A number or a name; empty for the same as the port. */
  readonly targetPort: string;
  readonly protocol: string;
  readonly type: string;
  readonly clusterIp: string;
  readonly externalIp: string;
  readonly loadBalancerIp: string;
  readonly sessionAffinity: string;
  /** Undefined for those of the object. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  readonly labels: Readonly<Record<string, string>> | undefined;
}

interface PortView {
  readonly containerPort?: number;
  readonly port?: number;
  readonly protocol?: string;
}

interface SpecView {
  readonly selector?: LabelSelector | Readonly<Record<string, string>>;
  readonly containers?: readonly { readonly ports?: readonly PortView[] }[];
  readonly template?: { readonly spec?: SpecView };
  readonly ports?: readonly PortView[];
}

interface ExposedView extends Resource {
  readonly spec?: SpecView;
}

const EXPOSABLE = ['Deployment', 'Pod', 'ReplicaSet', 'ReplicationController', 'Service'];

const MAX_NAME = 63;

const MAX_PORT = 2 ** 63;

/** Go's way to show requirements that no Service can have. */
const requirementsText = ({ matchExpressions = [] }: LabelSelector): string =>
  `[${matchExpressions
    .map(({ key, operator, values = [] }) => `{Key:${key} Operator:${operator} Values:[${values.join(' ')}]}`)
    .join(' ')}]`;

const noSelector = (why: string): Error =>
  refuse(`couldn't retrieve selectors via --selector flag or introspection: ${why}`);

const isLabels = (value: unknown): value is Readonly<Record<string, string>> =>
  isObject(value) && Object.values(value).every((text) => typeof text === 'string');

const ownSelector = ({ kind, metadata, spec }: ExposedView): Readonly<Record<string, string>> => {
  if (kind === 'Pod') {
    const labels = metadata.labels ?? {};
    if (Object.keys(labels).length === 0) throw noSelector('the pod has no labels and cannot be exposed');
    return labels;
  }
  const selector = spec?.selector;
  if (kind === 'Service' || kind === 'ReplicationController') {
    if (isLabels(selector) && Object.keys(selector).length > 0) return selector;
    throw noSelector(
      kind === 'Service'
        ? 'the service has no pod selector set'
        : 'the replication controller has no pod selector set',
    );
  }
  const labelSelector: LabelSelector = selector !== undefined && !isLabels(selector) ? selector : {};
  if ((labelSelector.matchExpressions ?? []).length > 0) {
    throw noSelector(
      `couldn't convert expressions - "${requirementsText(labelSelector)}" to map-based selector format`,
    );
  }
  const labels = labelSelector.matchLabels ?? {};
  if (Object.keys(labels).length > 0) return labels;
  throw noSelector(`the ${kind === 'Deployment' ? 'deployment' : 'replica set'} has no pod selector set`);
};

/** The ports of the object, with the protocols that each is used with. */
const ownPorts = ({ kind, spec }: ExposedView): ReadonlyMap<string, readonly string[]> => {
  const pod = kind === 'Pod' ? spec : spec?.template?.spec;
  const ports =
    kind === 'Service'
      ? (spec?.ports ?? []).map(({ port = 0, protocol = 'TCP' }) => ({ port, protocol }))
      : (pod?.containers ?? []).flatMap(({ ports: declared = [] }) =>
          declared.map(({ containerPort: port = 0, protocol = 'TCP' }) => ({ port, protocol })),
        );
  const protocols = new Map<string, readonly string[]>();
  for (const { port, protocol } of ports) {
    const known = protocols.get(String(port)) ?? [];
    protocols.set(String(port), known.includes(protocol) ? known : [...known, protocol]);
  }
  return protocols;
};

const parsePort = (text: string): number => {
  if (!/^[+-]?\d+$/.test(text)) throw refuse(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  if (Math.abs(Number(text)) >= MAX_PORT) {
    throw refuse(`strconv.Atoi: parsing ${JSON.stringify(text)}: value out of range`);
  }
  return Number(text);
};

const servicePorts = (wish: ExposeWish, object: ExposedView): object[] => {
  const own = ownPorts(object);
  const wanted = wish.port === '' ? [...own.keys()] : wish.port.split(',');
  if (wanted.length === 0 && wish.clusterIp !== 'None') {
    throw refuse("couldn't find port via --port flag or introspection");
  }
  const targetOf = (port: number): number | string => {
    if (wish.targetPort === '') return port;
    return /^[+-]?\d+$/.test(wish.targetPort) ? Number(wish.targetPort) : wish.targetPort;
  };
  return wanted.flatMap((text, index) => {
    const port = parsePort(text);
    const name = wanted.length > 1 ? `port-${index + 1}` : '';
    const protocols = wish.protocol === '' ? (own.get(text) ?? ['TCP']) : [wish.protocol];
    return protocols.map((protocol) => {
      const portName = protocols.length > 1 ? `port-${index + 1}-${protocol.toLowerCase()}` : name;
      return {
        ...(portName === '' ? {} : { name: portName }),
        port,
        targetPort: targetOf(port),
        protocol,
      };
    });
  });
};

const checkAffinity = (affinity: string): void => {
  if (!['', 'None', 'ClientIP'].includes(affinity)) throw refuse(`unknown session affinity: ${affinity}`);
};

export const exposingService = (object: ExposedView, wish: ExposeWish): Resource => {
  const { kind, apiVersion, metadata } = object;
  if (!EXPOSABLE.includes(kind)) {
    const [group, version] = apiVersion.split('/');
    throw refuse(`cannot expose a ${kind}${version === undefined ? '' : `.${group}`}`);
  }
  const selector = wish.selector ?? ownSelector(object);
  const ports = servicePorts(wish, object);
  checkAffinity(wish.sessionAffinity);
  const labels = wish.labels ?? metadata.labels ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: wish.name === '' ? metadata.name.slice(0, MAX_NAME) : wish.name,
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    },
    spec: {
      ports,
      selector,
      ...(wish.externalIp === '' ? {} : { externalIPs: [wish.externalIp] }),
      ...(wish.type === '' ? {} : { type: wish.type }),
      ...(wish.type === 'LoadBalancer' && wish.loadBalancerIp !== ''
        ? { loadBalancerIP: wish.loadBalancerIp }
        : {}),
      ...(wish.sessionAffinity === '' ? {} : { sessionAffinity: wish.sessionAffinity }),
      ...(wish.clusterIp === '' ? {} : { clusterIP: wish.clusterIp }),
    },
  };
};
