import { CliError } from '../../model/cli-error.ts';

/** `metadata.name`, `.metadata.name` and `{metadata.name}` are all short for `{.metadata.name}`. */
export const relaxJsonPath = (expression: string): string => {
  if (expression === '') return expression;
  const [, braced, bare] = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression) ?? [];
  const path = braced ?? bare;
  if (path === undefined) {
    throw new CliError(
      'badJsonPath',
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  return `{.${path}}`;
};
