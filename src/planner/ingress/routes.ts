import type { Ingress, IngressBackend, IngressPath } from '../../model/ingress.ts';

/** Which requests go where, out of all Ingresses there are. */

/** A port of a Service. */
export interface Backend {
  namespace: string;
  service: string;
  port: number | string;
}

export interface Route {
  /** Empty for any; `*.example.com` for any one name before it. */
  host: string;
  path: string;
  exact: boolean;
  backend: Backend;
}

export interface Routes {
  /** The first that fits a request is meant. */
  routes: Route[];
  /** For requests that fit none. */
  fallback: Backend | undefined;
}

/** Of two that say the same, the older counts. */
const byAge = (a: Ingress, b: Ingress): number => {
  const [left, right] = [a, b].map(
    ({ metadata: { creationTimestamp = '', namespace = '', name } }) =>
      `${creationTimestamp} ${namespace}/${name}`,
  );
  return String(left) < String(right) ? -1 : 1;
};

const backendOf = ({ metadata }: Ingress, { service }: IngressBackend): Backend | undefined => {
  const port = service?.port?.name || service?.port?.number;
  if (service === undefined || port === undefined || port === '') return undefined;
  return { namespace: metadata.namespace ?? '', service: service.name, port };
};

const routeOf = (ingress: Ingress, host: string, { path, pathType, backend }: IngressPath): Route[] => {
  const to = backendOf(ingress, backend);
  return to === undefined
    ? []
    : [{ host: host.toLowerCase(), path: path || '/', exact: pathType === 'Exact', backend: to }];
};

const hostRank = ({ host }: Route): number => (host === '' ? 2 : host.startsWith('*') ? 1 : 0);

/**
 * A host that is named goes before a wildcard, and that before none; then the longest path, and one that is meant
 * exactly before one that others begin with.
 */
const byPrecedence = (a: Route, b: Route): number =>
  hostRank(a) - hostRank(b) ||
  (a.host < b.host ? -1 : a.host > b.host ? 1 : 0) ||
  b.path.length - a.path.length ||
  Number(b.exact) - Number(a.exact);

export const routesOf = (ingresses: readonly Ingress[]): Routes => {
  const oldestFirst = ingresses.toSorted(byAge);
  const routes = oldestFirst.flatMap((ingress) =>
    (ingress.spec.rules ?? []).flatMap(({ host = '', http }) =>
      (http?.paths ?? []).flatMap((path) => routeOf(ingress, host, path)),
    ),
  );
  const fallbacks = oldestFirst.flatMap((ingress) => {
    const { defaultBackend } = ingress.spec;
    return (defaultBackend && backendOf(ingress, defaultBackend)) ?? [];
  });
  return { routes: routes.sort(byPrecedence), fallback: fallbacks[0] };
};
