import type { Resource } from '../../model/resource.ts';
import { resourceName } from '../../model/resource-types.ts';
import { isList, isObject, type JsonObject, sameJson } from '../merge/json.ts';
import { editError } from './edit-error.ts';

const GROUP = 'rbac.authorization.k8s.io';

interface Names {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** `namespace:name`. */
  readonly serviceAccounts: readonly string[];
}

/** Who a binding is about, as bindings list them. */
export const subjectsOf = ({ users, groups, serviceAccounts }: Names): readonly JsonObject[] => [
  ...users.map((name) => ({ apiGroup: GROUP, kind: 'User', name })),
  ...groups.map((name) => ({ apiGroup: GROUP, kind: 'Group', name })),
  ...serviceAccounts.map(serviceAccount),
];

const serviceAccount = (text: string): JsonObject => {
  const [namespace = '', name, ...more] = text.split(':');
  if (name === undefined || more.length > 0) {
    throw editError('serviceaccount must be <namespace>:<name>');
  }
  return { kind: 'ServiceAccount', name, namespace };
};

/** The binding with those subjects added that it does not have yet. */
export const addSubjects = (resource: Resource, added: readonly JsonObject[]): Resource => {
  if (resource.kind !== 'RoleBinding' && resource.kind !== 'ClusterRoleBinding') {
    throw editError(
      `${resourceName(resource)}\n setting subjects is only supported for RoleBinding/ClusterRoleBinding`,
    );
  }
  const present: readonly unknown[] = isList(resource.subjects) ? resource.subjects : [];
  const isNew = (subject: JsonObject): boolean =>
    !present.some((other) => isObject(other) && sameJson(other, subject));
  return { ...resource, subjects: [...present, ...added.filter(isNew)] };
};
