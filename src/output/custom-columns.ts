import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import { TABLE_ALIGNMENT, alignColumns } from './align-columns.ts';
import { goText } from './go/format.ts';
import type { JsonPath } from './jsonpath/ast.ts';
import { evaluateJsonPath } from './jsonpath/evaluate.ts';
import { parseJsonPath } from './jsonpath/parse.ts';
import { relaxJsonPath } from './jsonpath/relax.ts';
import { escapeControls } from './sanitize.ts';

export interface CustomColumn {
  readonly header: string;
  readonly path: JsonPath;
}

const fail = (message: string): never => {
  throw new CliError('badColumns', message);
};

const customColumn = (header: string, path: string): CustomColumn => ({
  header,
  path: parseJsonPath(relaxJsonPath(path)),
});

/** `NAME:.metadata.name,IMAGE:.spec.containers[0].image` */
export const parseCustomColumns = (spec: string): readonly CustomColumn[] => {
  if (spec === '') return fail('custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0) return fail(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return customColumn(part.slice(0, colon), part.slice(colon + 1));
  });
};

/** Two lines: the headers, and under them the paths. */
export const parseColumnsFile = (text: string): readonly CustomColumn[] => {
  const format =
    'Expected format is one line of space separated headers, one line of space separated column specs.';
  const [headerLine, pathLine] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (text === '' || headerLine === undefined)
    return fail(`invalid template, missing header line. ${format}`);
  if (pathLine === undefined) return fail(`invalid template, missing spec line. ${format}`);
  const words = (line: string): string[] => line.split(/\s+/).filter((word) => word !== '');
  const headers = words(headerLine);
  const paths = words(pathLine);
  if (headers.length !== paths.length) {
    return fail(
      `number of headers (${headers.length}) and field specifications (${paths.length}) don't match`,
    );
  }
  return headers.map((header, index) => customColumn(header, paths[index] ?? ''));
};

const cell = (path: JsonPath, object: Resource): string => {
  const [first = [], ...rest] = evaluateJsonPath(path, object, { allowMissingKeys: true });
  const texts = [...first, ...rest.flat()].map((value) => escapeControls(goText(value)));
  return (first.length === 0 ? ['<none>', ...texts] : texts).join(',');
};

export const printCustomColumns = (
  columns: readonly CustomColumn[],
  objects: readonly Resource[],
  options: { readonly headers: boolean },
): string => {
  const header = columns.map((column) => column.header).join('\t');
  const rows = objects.map((object) => columns.map(({ path }) => cell(path, object)).join('\t'));
  // A value that holds line breaks goes over several lines, as in kubectl.
  const lines = (options.headers ? [header, ...rows] : rows).flatMap((row) => row.split('\n'));
  return alignColumns(lines, TABLE_ALIGNMENT, []);
};
