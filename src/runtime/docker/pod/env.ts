import type { EnvFromSource, KeySelector } from '../../../model/env.ts';
import type { NewPod } from '../../../model/pod.ts';
import type { ConfigData } from '../../../model/pod-config.ts';
import type { Container, EnvVar } from '../../../model/workload.ts';
import { expandVariables } from '../expand-variables.ts';
import type { Circumstances } from './circumstances.ts';
import { fieldValue, resourceValue } from './fields.ts';

/** The environment variables of a container. */

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

const fromSource = (
  { prefix = '', configMapRef, secretRef }: EnvFromSource,
  { config }: Circumstances,
): [string, string][] => {
  const data: ConfigData = {
    ...(configMapRef && config.configMaps[configMapRef.name ?? '']),
    ...(secretRef && config.secrets[secretRef.name ?? '']),
  };
  return Object.entries(data).map(([key, bytes]) => [prefix + key, text(bytes)]);
};

const keyOf = (
  { name = '', key }: KeySelector,
  objects: Readonly<Record<string, ConfigData>>,
): string | undefined => {
  const bytes = objects[name]?.[key];
  return bytes === undefined ? undefined : text(bytes);
};

/** Undefined where the variable is not to be set at all: what it refers to is optional and not there. */
const valueOf = (
  { value = '', valueFrom }: EnvVar,
  variables: ReadonlyMap<string, string>,
  pod: NewPod,
  container: Container,
  circumstances: Circumstances,
): string | undefined => {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom ?? {};
  if (fieldRef) return fieldValue(fieldRef, pod, circumstances);
  if (resourceFieldRef) return resourceValue(resourceFieldRef, pod, container, circumstances);
  if (configMapKeyRef) return keyOf(configMapKeyRef, circumstances.config.configMaps);
  if (secretKeyRef) return keyOf(secretKeyRef, circumstances.config.secrets);
  return expandVariables(value, variables);
};

/** Each variable sees those before it. The last of several with one name counts, and what tells of Services least. */
export const containerEnv = (
  pod: NewPod,
  container: Container,
  circumstances: Circumstances,
): ReadonlyMap<string, string> => {
  const variables = new Map([
    ...Object.entries(circumstances.config.variables ?? {}),
    ...(container.envFrom ?? []).flatMap((source) => fromSource(source, circumstances)),
  ]);
  for (const variable of container.env ?? []) {
    const value = valueOf(variable, variables, pod, container, circumstances);
    if (value !== undefined) variables.set(variable.name, value);
  }
  return variables;
};
