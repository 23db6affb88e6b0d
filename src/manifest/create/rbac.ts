import { findResourceType } from '../../model/resource-types.ts';
import type { Resource } from '../../model/resource.ts';
import { subjectsOf } from '../edit/subjects.ts';
import { refuse } from './refuse.ts';

/** What `create role|clusterrole|rolebinding|clusterrolebinding` make of their flags. */

const GROUP = 'rbac.authorization.k8s.io';
const API_VERSION = `${GROUP}/v1`;
const ALL = '*';

interface RuleWish {
  readonly verbs: readonly string[];
  /** `pods`, `deployments.apps`, `pods/log` */
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)];

const verbsOf = (verbs: readonly string[]): readonly string[] =>
  verbs.includes(ALL) ? [ALL] : distinct(verbs);

interface GroupedResource {
  readonly group: string;
  readonly resource: string;
}

const groupedResource = (text: string): GroupedResource => {
  const [word = '', subresource, ...more] = text.split('/');
  if (word === '' || more.length > 0) throw refuse(`resource specified with invalid syntax: ${text}`);
  if (word === ALL) return { group: '', resource: subresource === undefined ? ALL : `${ALL}/${subresource}` };
  const type = findResourceType(word);
  if (type === undefined) {
    const [name, ...group] = word.split('.');
    const where = group.length === 0 ? '' : ` in group ${JSON.stringify(group.join('.'))}`;
    throw refuse(`the server doesn't have a resource type ${JSON.stringify(name)}${where}`);
  }
  const resource = subresource === undefined ? type.plural : `${type.plural}/${subresource}`;
  return { group: type.group, resource };
};

/** A rule for each API group, for a rule joins every group with every resource. */
const rulesOf = ({ verbs, resources, resourceNames }: RuleWish): readonly object[] => {
  const grouped = resources.map(groupedResource);
  return distinct(grouped.map(({ group }) => group))
    .toSorted()
    .map((group) => ({
      apiGroups: [group],
      resources: distinct(grouped.filter((entry) => entry.group === group).map(({ resource }) => resource)),
      verbs: verbsOf(verbs),
      ...(resourceNames.length === 0 ? {} : { resourceNames: distinct(resourceNames) }),
    }));
};

export const newRole = (name: string, wish: RuleWish): Resource => {
  if (wish.verbs.length === 0) throw refuse('at least one verb must be specified');
  if (wish.resources.length === 0) throw refuse('at least one resource must be specified');
  return { apiVersion: API_VERSION, kind: 'Role', metadata: { name }, rules: rulesOf(wish) };
};

const nonResourceVerbs = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options', ALL];

const checkUrls = (urls: readonly string[], verbs: readonly string[]): void => {
  const wrong = verbs.find((verb) => !nonResourceVerbs.includes(verb));
  if (wrong !== undefined) throw refuse(`invalid verb: '${wrong}' for nonResourceURL`);
  for (const url of urls) {
    if (url === ALL) continue;
    if (url === '' || !url.startsWith('/')) throw refuse('nonResourceURL should start with /');
    if (url.slice(0, -1).includes(ALL)) {
      throw refuse(`nonResourceURL only supports wildcard matches when it is at the end: ${url}`);
    }
  }
};

interface ClusterRuleWish extends RuleWish {
  readonly urls: readonly string[];
  /** Labels of the roles that this one gathers. */
  readonly aggregated: Readonly<Record<string, string>>;
}

export const newClusterRole = (name: string, wish: ClusterRuleWish): Resource => {
  const { verbs, resources, resourceNames, urls, aggregated } = wish;
  const role = { apiVersion: API_VERSION, kind: 'ClusterRole', metadata: { name } };
  if (Object.keys(aggregated).length > 0) {
    if (verbs.length + resources.length + resourceNames.length + urls.length > 0) {
      throw refuse(
        'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
      );
    }
    return { ...role, aggregationRule: { clusterRoleSelectors: [{ matchLabels: aggregated }] } };
  }
  if (verbs.length === 0) throw refuse('at least one verb must be specified');
  if (resources.length + urls.length === 0) {
    throw refuse('one of resource or nonResourceURL must be specified');
  }
  if (urls.length > 0) checkUrls(urls, verbs);
  const urlRules = urls.length === 0 ? [] : [{ nonResourceURLs: distinct(urls), verbs: verbsOf(verbs) }];
  return { ...role, rules: [...rulesOf(wish), ...urlRules] };
};

interface BindingWish {
  readonly name: string;
  readonly role: string;
  readonly clusterRole: string;
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly serviceAccounts: readonly string[];
}

const binding = (kind: string, { name, role, clusterRole, ...subjects }: BindingWish): Resource => {
  const bound = subjectsOf(subjects);
  return {
    apiVersion: API_VERSION,
    kind,
    metadata: { name },
    ...(bound.length === 0 ? {} : { subjects: bound }),
    roleRef: {
      apiGroup: GROUP,
      kind: role === '' ? 'ClusterRole' : 'Role',
      name: role || clusterRole,
    },
  };
};

export const newRoleBinding = (wish: BindingWish): Resource => {
  if ((wish.role === '') === (wish.clusterRole === '')) {
    throw refuse('exactly one of clusterrole or role must be specified');
  }
  return binding('RoleBinding', wish);
};

export const newClusterRoleBinding = (wish: Omit<BindingWish, 'role'>): Resource =>
  binding('ClusterRoleBinding', { ...wish, role: '' });
