import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { meetsQuery, parseLabelQuery } from '../../src/model/label-query.ts';
import { isMap } from '../../src/output/is-map.ts';
import type { Resource } from '../../src/model/resource.ts';
import { type ResourceType, resourceTypes } from '../../src/model/resource-types.ts';

/**
 * Just enough of a Kubernetes API for kubectl to apply to: it serves objects and keeps what kubectl sends. It
 * decides nothing, so what it keeps is kubectl's own work.
 */
export interface ApiStandIn {
  readonly url: string;
  /** Makes an object live. `patched` is what it answers to a patch of it. */
  put(object: Resource, patched?: Resource): void;
  /** The body that kubectl sent for an object, if it sent one. */
  sentFor(object: Resource): unknown;
  close(): Promise<void>;
}

const otherType = (kind: string, plural: string, group: string, namespaced = true): ResourceType => ({
  kind,
  plural,
  singular: kind.toLowerCase(),
  shortNames: [],
  group,
  version: 'v1',
  apiVersion: group === '' ? 'v1' : `${group}/v1`,
  namespaced,
  inAll: false,
});

/** Kinds that berth has no type for, and one that kubectl does not know either. */
const types = [
  ...resourceTypes,
  otherType('Event', 'events', ''),
  otherType('PodTemplate', 'podtemplates', ''),
  otherType('ControllerRevision', 'controllerrevisions', 'apps'),
  otherType('Node', 'nodes', '', false),
  otherType('EndpointSlice', 'endpointslices', 'discovery.k8s.io'),
  otherType('IngressClass', 'ingressclasses', 'networking.k8s.io', false),
  otherType('Widget', 'widgets', 'example.com'),
];

const keyOf = (plural: string, name: string): string => `${plural}/${name}`;

const keyOfObject = (object: Resource): string =>
  keyOf(types.find((type) => type.kind === object.kind)?.plural ?? object.kind, object.metadata.name);

const SCALABLE = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

const discovery = (path: string): unknown => {
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis') {
    const groups = types.filter(({ group }) => group !== '');
    const versions = new Map(
      groups.map(({ group, version, apiVersion }) => [group, { groupVersion: apiVersion, version }]),
    );
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: [...versions].map(([name, version]) => ({
        name,
        versions: [version],
        preferredVersion: version,
      })),
    };
  }
  const members = types.filter(
    (type) => path === (type.group === '' ? '/api/v1' : `/apis/${type.apiVersion}`),
  );
  if (members.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    groupVersion: members[0]?.apiVersion,
    resources: members.flatMap(({ plural, singular, kind, namespaced, shortNames, inAll }) => [
      {
        name: plural,
        singularName: singular,
        kind,
        namespaced,
        shortNames,
        categories: inAll ? ['all'] : [],
        verbs: ['create', 'delete', 'get', 'list', 'patch', 'update'],
      },
      ...(SCALABLE.includes(kind)
        ? [{ name: `${plural}/scale`, singularName: '', kind: 'Scale', namespaced, verbs: ['get', 'update'] }]
        : []),
    ]),
  };
};

const listOf = (plural: string, items: readonly Resource[]): unknown => {
  const type = types.find((type) => type.plural === plural);
  return { kind: `${type?.kind}List`, apiVersion: type?.apiVersion, metadata: {}, items };
};

/** Field selectors: `spec.nodeName=a,status.phase!=Failed`. */
const meetsFields = (object: Resource, selector: string): boolean =>
  selector
    .split(',')
    .filter((term) => term !== '')
    .every((term) => {
      const [, path = '', operator, value = ''] = /^(.*?)(!?==?)(.*)$/.exec(term) ?? [];
      const found = path
        .split('.')
        .reduce<unknown>((node, key) => (isMap(node) ? node[key] : undefined), object);
      return ((typeof found === 'string' ? found : '') === value) === (operator !== '!=');
    });

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const answer = (response: ServerResponse, code: number, body: unknown): void => {
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const qualified = (plural: string): string => {
  const group = types.find((type) => type.plural === plural)?.group ?? '';
  return group === '' ? plural : `${plural}.${group}`;
};

const notFound = (plural: string, name: string) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  message: `${qualified(plural)} "${name}" not found`,
  reason: 'NotFound',
  code: 404,
});

/** What it answers to one who asks for a table. Without it, it has none, as with old servers. */
export type TableOf = (objects: readonly Resource[], wholeObjects: boolean) => unknown;

/** What it answers at a path that is of no object. */
export type DocumentAt = (path: string) => unknown;

export const startApiStandIn = async (
  tableOf?: TableOf,
  documentAt: DocumentAt = () => undefined,
): Promise<ApiStandIn> => {
  const live = new Map<string, Resource>();
  const afterPatch = new Map<string, Resource>();
  const sent = new Map<string, unknown>();

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
    const known = discovery(path) ?? documentAt(path);
    if (known !== undefined) return answer(response, 200, known);
    const parts = path.split('/').slice(path.startsWith('/api/') ? 3 : 4);
    const [plural = '', name = ''] = parts[0] === 'namespaces' && parts.length > 2 ? parts.slice(2) : parts;
    const body = await bodyOf(request);
    if (request.method === 'POST') {
      const created: Resource = JSON.parse(body);
      sent.set(keyOf(plural, created.metadata.name), created);
      return answer(response, 201, created);
    }
    const namespace = parts[0] === 'namespaces' && parts.length > 2 ? parts[1] : undefined;
    const wholeObjects = searchParams.get('includeObject') === 'Object';
    const table = request.headers.accept?.includes('as=Table') ? tableOf : undefined;
    if (name === '') {
      const found = [...live]
        .filter(([key]) => key.startsWith(`${plural}/`))
        .map(([, object]) => object)
        .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
        .filter((object) => meetsFields(object, searchParams.get('fieldSelector') ?? ''))
        .filter(({ metadata }) =>
          meetsQuery(parseLabelQuery(searchParams.get('labelSelector') ?? ''), metadata.labels ?? {}),
        );
      return answer(response, 200, table?.(found, wholeObjects) ?? listOf(plural, found));
    }
    const object = live.get(keyOf(plural, name));
    if (object === undefined) return answer(response, 404, notFound(plural, name));
    if (request.method === 'GET' && table !== undefined) {
      return answer(response, 200, table([object], wholeObjects));
    }
    if (request.method !== 'PATCH') return answer(response, 200, object);
    sent.set(keyOf(plural, name), JSON.parse(body));
    answer(response, 200, afterPatch.get(keyOf(plural, name)) ?? object);
  };

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    put: (object, patched = object) => {
      live.set(keyOfObject(object), object);
      afterPatch.set(keyOfObject(object), patched);
    },
    sentFor: (object) => sent.get(keyOfObject(object)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
