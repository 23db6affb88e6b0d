import { CliError } from '../../model/cli-error.ts';
import { type ResourceType, resourceTypes } from '../../model/resource-types.ts';
import type { Runtime } from '../../runtime/driver.ts';
import { findObjects, failOnMissing } from '../find-objects.ts';
import type { ResourceArgs } from '../resource-args.ts';

/** What an API server would answer at a path, where berth has an honest answer. */

const notThere = (): CliError => new CliError('notFound', 'the server could not find the requested resource');

/** `/api/v1` and `/apis/apps/v1`. */
const pathOf = ({ group, version }: ResourceType): string =>
  group === '' ? `/api/${version}` : `/apis/${group}/${version}`;

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

const discovered = (path: string): object | undefined => {
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis') {
    const versions = new Map(
      resourceTypes
        .filter(({ group }) => group !== '')
        .map(({ group, version, apiVersion }) => [group, { groupVersion: apiVersion, version }]),
    );
    const groups = [...versions].map(([name, version]) => ({
      name,
      versions: [version],
      preferredVersion: version,
    }));
    return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  }
  const types = resourceTypes.filter((type) => pathOf(type) === path);
  const [first] = types;
  if (first === undefined) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: first.apiVersion,
    resources: types.map(({ plural, singular, kind, namespaced, shortNames, inAll }) => ({
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs: VERBS,
      ...(shortNames.length > 0 ? { shortNames } : {}),
      ...(inAll ? { categories: ['all'] } : {}),
    })),
  };
};

interface Place {
  readonly type: ResourceType;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

/** `/apis/apps/v1/namespaces/default/deployments/web`. */
const placeOf = (path: string): Place | undefined => {
  const start = resourceTypes.map(pathOf).find((start) => path.startsWith(`${start}/`));
  if (start === undefined) return undefined;
  const words = path.slice(start.length + 1).split('/');
  const isInNamespace = words[0] === 'namespaces' && words.length > 2;
  const [plural, name, ...more] = isInNamespace ? words.slice(2) : words;
  const type = resourceTypes.find((type) => pathOf(type) === start && type.plural === plural);
  if (type === undefined || more.length > 0 || (isInNamespace && !type.namespaced)) return undefined;
  if (type.namespaced && !isInNamespace && name !== undefined) return undefined;
  return { type, namespace: isInNamespace ? words[1] : undefined, name };
};

const objectsAt = async (runtime: Runtime, place: Place, search: URLSearchParams, now: number) => {
  const { type, namespace, name } = place;
  const args: Exclude<ResourceArgs, { form: 'none' }> =
    name === undefined ? { form: 'types', types: [type] } : { form: 'names', targets: [{ type, name }] };
  const found = await findObjects(
    runtime,
    {
      args,
      namespace: namespace ?? '',
      allNamespaces: namespace === undefined && name === undefined,
      labels: search.get('labelSelector') ?? '',
      fields: search.get('fieldSelector') ?? '',
    },
    now,
  );
  failOnMissing(found);
  if (name !== undefined) return found.objects[0];
  const { kind, apiVersion } = type;
  return { kind: `${kind}List`, apiVersion, metadata: { resourceVersion: '' }, items: found.objects };
};

const HEALTH = ['/healthz', '/livez', '/readyz'];

/** The text that stands at a path. */
export const rawAnswer = async (runtime: Runtime, uri: string, now: number): Promise<string> => {
  const { pathname, searchParams } = new URL(uri, 'http://berth');
  const path = pathname.replace(/\/+$/, '');
  if (HEALTH.includes(path)) {
    await runtime.version();
    return 'ok';
  }
  if (path === '/version') {
    const { version, os, architecture } = await runtime.version();
    const [major = '', minor = ''] = version.split('.');
    const answer = { major, minor, gitVersion: `v${version}`, platform: `${os}/${architecture}` };
    return `${JSON.stringify(answer, undefined, 2)}\n`;
  }
  const known = discovered(path);
  if (known !== undefined) return `${JSON.stringify(known)}\n`;
  const place = placeOf(path);
  const answer = place === undefined ? undefined : await objectsAt(runtime, place, searchParams, now);
  if (answer === undefined) throw notThere();
  return `${JSON.stringify(answer)}\n`;
};
