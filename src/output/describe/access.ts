import type { Resource } from '../../model/resource.ts';
import { compareText } from '../code-points.ts';
import type { Description } from './description.ts';
import { eventLines } from './events.ts';
import { entry, indented } from './lines.ts';
import { metadataLines, nameLines } from './metadata.ts';

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs?: readonly string[];
}

interface RoleView extends Resource {
  readonly rules?: readonly Rule[];
}

interface BindingView extends Resource {
  readonly roleRef?: { readonly kind?: string; readonly name?: string };
  readonly subjects?: readonly {
    readonly kind?: string;
    readonly name?: string;
    readonly namespace?: string;
  }[];
}

interface Reference {
  readonly name?: string;
}

interface ServiceAccountView extends Resource {
  readonly imagePullSecrets?: readonly Reference[];
  readonly secrets?: readonly Reference[];
}

/** One thing that verbs are allowed on. */
interface Grant {
  readonly group: string;
  readonly resource: string;
  readonly url: string;
  readonly name: string;
  readonly verbs: readonly string[];
}

/** `pods.apps/log`. */
const qualifiedResource = (resource: string, group: string): string => {
  const [word = '', ...subresource] = resource.split('/');
  return [`${word}${group === '' ? '' : `.${group}`}`, ...subresource].join('/');
};

const grantsOf = ({
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
  verbs = [],
}: Rule): Grant[] => {
  const names = resourceNames.length === 0 ? [''] : resourceNames;
  const onResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) => names.map((name) => ({ group, resource, url: '', name, verbs }))),
  );
  return [
    ...onResources,
    ...nonResourceURLs.map((url) => ({ group: '', resource: '', url, name: '', verbs })),
  ];
};

const bracketed = (text: string): string => `[${text}]`;

const grantRows = (rules: readonly Rule[]): string[] => {
  const merged = new Map<string, Grant>();
  for (const grant of rules.flatMap(grantsOf)) {
    const key = JSON.stringify([grant.group, grant.resource, grant.url, grant.name]);
    merged.set(key, { ...grant, verbs: [...(merged.get(key)?.verbs ?? []), ...grant.verbs] });
  }
  return [...merged.values()]
    .sort((a, b) => compareText(sortKey(a), sortKey(b)))
    .map(({ group, resource, url, name, verbs }) =>
      [qualifiedResource(resource, group), bracketed(url), bracketed(name), bracketed(verbs.join(' '))].join(
        '\t',
      ),
    );
};

/** kubectl's order. */
const sortKey = ({ group, resource, url, name, verbs }: Grant): string =>
  [verbs.join(' '), group, resource, name, url].map((part) => `${part}]`).join('');

export const roleDescription: Description = {
  lines: (role: RoleView) => [
    entry('Name', role.metadata.name),
    ...metadataLines(role),
    'PolicyRule:',
    ...indented([
      'Resources\tNon-Resource URLs\tResource Names\tVerbs',
      '---------\t-----------------\t--------------\t-----',
      ...grantRows(role.rules ?? []),
    ]),
  ],
};

export const roleBindingDescription: Description = {
  lines: (binding: BindingView) => [
    entry('Name', binding.metadata.name),
    ...metadataLines(binding),
    'Role:',
    ...indented([entry('Kind', binding.roleRef?.kind ?? ''), entry('Name', binding.roleRef?.name ?? '')]),
    'Subjects:',
    ...indented([
      'Kind\tName\tNamespace',
      '----\t----\t---------',
      ...(binding.subjects ?? []).map(({ kind = '', name = '', namespace = '' }) =>
        [kind, name, namespace].join('\t'),
      ),
    ]),
  ],
};

const referenceLines = (title: string, names: readonly string[]): string[] => {
  if (names.length === 0) return [`${title}\t<none>`];
  return names.map((name, index) => `${index === 0 ? title : ' '.repeat(title.length)}\t${name}`);
};

const named = (references: readonly Reference[] = [], secrets: readonly Resource[]): string[] =>
  references.map(({ name = '' }) =>
    secrets.some(({ metadata }) => metadata.name === name) ? name : `${name} (not found)`,
  );

const tokensOf = ({ metadata }: Resource, secrets: readonly Resource[]): string[] =>
  secrets
    .filter(
      (secret) =>
        secret.type === 'kubernetes.io/service-account-token' &&
        secret.metadata.annotations?.['kubernetes.io/service-account.name'] === metadata.name,
    )
    .map((secret) => secret.metadata.name);

export const serviceAccountDescription: Description = {
  needs: ['Secret'],
  lines: (account: ServiceAccountView, { now, events, others }) => [
    ...nameLines(account),
    ...metadataLines(account),
    ...referenceLines('Image pull secrets:', named(account.imagePullSecrets, others('Secret'))),
    ...referenceLines('Mountable secrets: ', named(account.secrets, others('Secret'))),
    ...referenceLines('Tokens:            ', tokensOf(account, others('Secret'))),
    ...eventLines(events, now),
  ],
};
