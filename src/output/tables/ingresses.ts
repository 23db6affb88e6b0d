import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { column, nameColumn, type KindTable } from '../table.ts';
import { loadBalancerAddresses, type LoadBalancerView } from './load-balancer.ts';

interface IngressView extends Resource {
  readonly spec?: {
    readonly ingressClassName?: string | null;
    readonly rules?: readonly { readonly host?: string }[];
    readonly tls?: readonly object[];
  };
  readonly status?: { readonly loadBalancer?: LoadBalancerView };
}

interface IngressClassView extends Resource {
  readonly spec?: {
    readonly controller?: string;
    readonly parameters?: {
      readonly apiGroup?: string | null;
      readonly kind: string;
      readonly name: string;
    } | null;
  };
}

const SHOWN = 3;

const hosts = (rules: readonly { readonly host?: string }[]): string => {
  const named = rules.map(({ host }) => host ?? '').filter((host) => host !== '');
  const shown = named.slice(0, SHOWN).join(',');
  if (shown === '') return '*';
  // A rule that comes after three hosts were found makes it more, named or not.
  const third = rules.findIndex(
    (_, index) => rules.slice(0, index + 1).filter(({ host }) => host).length === SHOWN,
  );
  return third >= 0 && rules.length > third + 1 ? `${shown} + ${rules.length - SHOWN} more...` : shown;
};

export const ingressTable: KindTable = {
  columns: [nameColumn, column('Class'), column('Hosts'), column('Address'), column('Ports'), column('Age')],
  row: ({ metadata, spec, status }: IngressView, now) => [
    metadata.name,
    spec?.ingressClassName ?? '<none>',
    hosts(spec?.rules ?? []),
    loadBalancerAddresses(status?.loadBalancer).join(','),
    (spec?.tls ?? []).length > 0 ? '80, 443' : '80',
    ageOf(metadata.creationTimestamp, now),
  ],
};

const parametersText = (parameters: NonNullable<IngressClassView['spec']>['parameters']): string => {
  if (!parameters) return '<none>';
  const { apiGroup, kind, name } = parameters;
  return `${kind}${apiGroup ? `.${apiGroup}` : ''}/${name}`;
};

export const ingressClassTable: KindTable = {
  columns: [nameColumn, column('Controller'), column('Parameters'), column('Age')],
  row: ({ metadata, spec }: IngressClassView, now) => [
    metadata.name,
    spec?.controller ?? '',
    parametersText(spec?.parameters),
    ageOf(metadata.creationTimestamp, now),
  ],
};
