/** `$(NAME)` in env, command and args, by Kubernetes' rules. */

type Variables = ReadonlyMap<string, string>;

/** `$$` stands for one `$`; a name that is not known stays as it is written. */
export const expandVariables = (text: string, variables: Variables): string =>
  text.replaceAll(/\$\$|\$\(([^)]*)\)/g, (written, name?: string) =>
    name === undefined ? '$' : (variables.get(name) ?? written),
  );
