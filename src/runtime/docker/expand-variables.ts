import type { EnvVar } from '../../model/workload.ts';

/** `$(NAME)` in env, command and args, by Kubernetes' rules. */

type Variables = ReadonlyMap<string, string>;

/** `$$` stands for one `$`; a name that is not known stays as it is written. */
export const expandVariables = (text: string, variables: Variables): string =>
  text.replaceAll(/\$\$|\$\(([^)]*)\)/g, (written, name?: string) =>
    name === undefined ? '$' : (variables.get(name) ?? written),
  );

/** Each variable sees those before it. The last of several with one name counts. */
export const expandEnv = (env: readonly EnvVar[]): Map<string, string> => {
  const variables = new Map<string, string>();
  for (const { name, value } of env) variables.set(name, expandVariables(value ?? '', variables));
  return variables;
};
