import type { ConfigObjects } from '../model/pod-config.ts';
import {
  type RegistryEntry,
  type RegistryLogin,
  loginsFor,
  registryEntries,
} from '../model/registry-login.ts';
import { type Resource, refKey } from '../model/resource.ts';
import type { PodSpec } from '../model/workload.ts';

/** The Secrets that hold logins for a pod's images. */

const namesIn = (references: unknown): string[] =>
  Array.isArray(references)
    ? references.flatMap((reference: { name?: string } | undefined) =>
        reference?.name === undefined ? [] : [reference.name],
      )
    : [];

/** A pod that names none has those of its service account, as the API server sees to it. */
const pullSecretsOf = (namespace: string, spec: PodSpec, objects: ConfigObjects): string[] => {
  const own = namesIn(spec.imagePullSecrets);
  if (own.length > 0) return own;
  const account = { kind: 'ServiceAccount', namespace, name: spec.serviceAccountName ?? 'default' };
  return namesIn(objects.get(refKey(account))?.['imagePullSecrets']);
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever wrote it may have meant anything. The registry will ask for a login, which is then missed by name.
    return undefined;
  }
};

const valueOf = ({ data }: Resource, key: string): unknown => {
  const text = typeof data === 'object' && data !== null ? new Map(Object.entries(data)).get(key) : undefined;
  return typeof text === 'string' ? parse(Buffer.from(text, 'base64').toString()) : undefined;
};

const entriesOf = (secret: Resource): RegistryEntry[] => {
  const source = `secret ${JSON.stringify(secret.metadata.name)}`;
  const config = valueOf(secret, '.dockerconfigjson');
  const auths = typeof config === 'object' && config !== null && 'auths' in config ? config.auths : undefined;
  return [
    ...registryEntries(auths, source),
    // The older form is the auths alone.
    ...registryEntries(valueOf(secret, '.dockercfg'), source),
  ];
};

const secretRef = (namespace: string, name: string): string => refKey({ kind: 'Secret', namespace, name });

/** What to log in with for one of the pod's images. */
export const pullLogins = (
  image: string,
  namespace: string,
  spec: PodSpec,
  objects: ConfigObjects = new Map(),
): RegistryLogin[] => {
  const secrets = pullSecretsOf(namespace, spec, objects).flatMap(
    (name) => objects.get(secretRef(namespace, name)) ?? [],
  );
  return loginsFor(image, secrets.flatMap(entriesOf));
};

/** Those that are named and not there. Kubernetes goes on without them, and so does berth. */
export const missingPullSecrets = (
  namespace: string,
  spec: PodSpec,
  objects: ConfigObjects = new Map(),
): string[] =>
  pullSecretsOf(namespace, spec, objects).filter((name) => !objects.has(secretRef(namespace, name)));
