import type { HostConfig } from '../docker-types.ts';
import type { UserContext } from '../../../model/security.ts';
import type { Container, PodSpec } from '../../../model/workload.ts';
import { RuntimeError } from '../../driver.ts';

/** Who a container runs as, and what it may do. */

const userContext = (spec: PodSpec, container: Container): UserContext => ({
  ...spec.securityContext,
  ...container.securityContext,
});

/** Undefined where the image decides. */
export const containerUser = (spec: PodSpec, container: Container): string | undefined => {
  const { runAsUser, runAsGroup } = userContext(spec, container);
  if (runAsUser === undefined && runAsGroup === undefined) return undefined;
  return `${runAsUser ?? 0}${runAsGroup === undefined ? '' : `:${runAsGroup}`}`;
};

/** Whether the image has a say in whether the container may start. */
export const asksImageForUser = (spec: PodSpec, container: Container): boolean => {
  const { runAsNonRoot, runAsUser } = userContext(spec, container);
  return runAsNonRoot === true && runAsUser === undefined;
};

const refusal = (container: Container, words: string): RuntimeError =>
  new RuntimeError('invalid', `container "${container.name}" has runAsNonRoot and ${words}`);

/** Throws, in the kubelet's words, where a container that must not run as root would. */
export const checkNonRoot = (spec: PodSpec, container: Container, imageUser: string | undefined): void => {
  const { runAsNonRoot, runAsUser } = userContext(spec, container);
  if (runAsNonRoot !== true) return;
  if (runAsUser === 0) throw refusal(container, 'runAsUser is 0');
  if (runAsUser !== undefined) return;
  const [user = ''] = (imageUser ?? '').split(':');
  if (user === '' || user === '0') throw refusal(container, 'image will run as root');
  if (!/^\d+$/.test(user)) {
    throw refusal(container, `image has non-numeric user (${user}), cannot verify user is non-root`);
  }
};

/** The engine's own names have a prefix, and its `ALL` has none. */
const capability = (name: string): string => {
  const plain = name.toUpperCase().replace(/^CAP_/, '');
  return plain === 'ALL' ? plain : `CAP_${plain}`;
};

export const securitySettings = (spec: PodSpec, container: Container): HostConfig => {
  const { capabilities, privileged, readOnlyRootFilesystem, allowPrivilegeEscalation, procMount } =
    container.securityContext ?? {};
  const { seccompProfile } = userContext(spec, container);
  const { fsGroup, supplementalGroups = [] } = spec.securityContext ?? {};
  const groups = [...new Set([...(fsGroup === undefined ? [] : [fsGroup]), ...supplementalGroups])];
  const options = [
    ...(allowPrivilegeEscalation === false ? ['no-new-privileges'] : []),
    ...(seccompProfile?.type === 'Unconfined' ? ['seccomp=unconfined'] : []),
  ];
  return {
    ...(groups.length > 0 && { GroupAdd: groups.map(String) }),
    ...(capabilities?.add && { CapAdd: capabilities.add.map(capability) }),
    ...(capabilities?.drop && { CapDrop: capabilities.drop.map(capability) }),
    ...(privileged === true && { Privileged: true }),
    ...(readOnlyRootFilesystem === true && { ReadonlyRootfs: true }),
    ...(procMount === 'Unmasked' && { MaskedPaths: [], ReadonlyPaths: [] }),
    ...(options.length > 0 && { SecurityOpt: options }),
  };
};

/** They belong to the pod: its containers share what they set. */
export const sysctlSettings = ({ securityContext: { sysctls = [] } = {} }: PodSpec): HostConfig =>
  sysctls.length === 0
    ? {}
    : { Sysctls: Object.fromEntries(sysctls.map(({ name, value }) => [name.replaceAll('/', '.'), value])) };
