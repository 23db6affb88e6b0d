import { CliError } from '../model/cli-error.ts';
import { resourceName } from '../model/resource-types.ts';
import type { Resource } from '../model/resource.ts';
import type { ColumnWidths } from './align-columns.ts';
import { toJson } from './json.ts';
import type { Sorter } from './sort-by.ts';
import { printTables } from './table.ts';
import { tableSections } from './table-sections.ts';
import type { PrintDocument } from './template-printers.ts';
import { toYaml } from './yaml.ts';

/** The flags of a command that say how objects are printed, as typed. */
export interface PrintFlags {
  readonly output?: string | undefined;
  readonly template?: string | undefined;
  readonly allowMissingTemplateKeys?: boolean | undefined;
  readonly showManagedFields?: boolean | undefined;
  readonly sortBy?: string | undefined;
  readonly noHeaders?: boolean | undefined;
  readonly showLabels?: boolean | undefined;
  readonly labelColumns?: readonly string[] | undefined;
}

/** Fails with an Error in the words of Go: `open x: no such file or directory`. */
export type ReadFile = (path: string) => string;

export interface PrintContext {
  /** Milliseconds since 1970; ages are counted from it. */
  readonly now: number;
  /**
   * `one`: the command asked for one object by name · `list`: whatever was found, as one List · `each`: one after
   * the other. Tables do not care.
   */
  readonly shape: 'one' | 'list' | 'each';
  readonly allNamespaces?: boolean;
  /** Several types were asked for, so names are prefixed with theirs. */
  readonly showType?: boolean;
  /** Keeps the columns of a table that grows row by row. */
  readonly widths?: ColumnWidths;
}

/** The text of objects, ready for stdout. Empty where there is nothing to show. */
export type Printer = (objects: readonly Resource[], context: PrintContext) => string;

/** What `-o` asks for, ready to be made into a printer. */
interface Request {
  /** What follows `=`, or what `--template` says. */
  readonly argument: string;
  readonly flags: PrintFlags;
  readonly sort: Sorter;
  readonly readFile: ReadFile;
}

const fail = (message: string): never => {
  throw new CliError('badOutputFormat', message);
};

const asList = (items: readonly Resource[]): object => ({
  apiVersion: 'v1',
  kind: 'List',
  metadata: { resourceVersion: '' },
  items,
});

const withoutManagedFields = (object: Resource): Resource => {
  const { managedFields: _, ...metadata } = object.metadata as Resource['metadata'] & {
    managedFields?: unknown;
  };
  return { ...object, metadata };
};

const isList = (objects: readonly Resource[], { shape }: PrintContext): boolean =>
  shape === 'list' || (shape === 'one' && objects.length !== 1);

/** Prints objects as documents: alone, as one List, or each for itself. */
const documentPrinter =
  (print: PrintDocument, separator = ''): Printer =>
  (objects, context) => {
    const documents = isList(objects, context) ? [asList(objects)] : objects;
    return documents.map(print).join(separator);
  };

const objectPrinter = (print: PrintDocument, { flags }: Request, separator?: string): Printer => {
  const printDocuments = documentPrinter(print, separator);
  return (objects, context) =>
    printDocuments(flags.showManagedFields ? objects : objects.map(withoutManagedFields), context);
};

const tablePrinter =
  (wide: boolean, flags: PrintFlags, sort: Sorter): Printer =>
  (objects, { now, allNamespaces = false, showType = false, widths }) => {
    const sections = tableSections(objects, { allNamespaces, showType }).map((section) => ({
      ...section,
      objects: section.objects.length > 1 ? sort(section.objects) : section.objects,
    }));
    const { showLabels = false, labelColumns = [] } = flags;
    const options = { wide, headers: !flags.noHeaders, showLabels, labelColumns };
    return printTables(sections, widths === undefined ? options : { ...options, widths }, now);
  };

const templateText = ({ argument }: Request): string =>
  argument === '' ? fail('template format specified but no template given') : argument;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const templateFile = (request: Request): string => {
  const path = templateText(request);
  try {
    return request.readFile(path);
  } catch (error) {
    return fail(`error reading --template ${path}, ${messageOf(error)}\n`);
  }
};

type Template = 'go-template' | 'jsonpath' | 'jsonpath-as-json';

const templatePrinter = async (kind: Template, text: string, { flags }: Request): Promise<Printer> => {
  const { goTemplatePrinter, jsonPathPrinter } = await import('./template-printers.ts');
  const allowMissingKeys = flags.allowMissingTemplateKeys ?? true;
  const asJson = kind === 'jsonpath-as-json' ? ({ asJson: true } as const) : {};
  const make = kind === 'go-template' ? goTemplatePrinter : jsonPathPrinter;
  return documentPrinter(make(text, { allowMissingKeys, ...asJson }));
};

const columnsFile = ({ argument, readFile }: Request): string => {
  if (argument === '') return fail('custom-columns format specified but no custom columns given');
  try {
    return readFile(argument);
  } catch (error) {
    return fail(`error reading template ${argument}, ${messageOf(error)}\n`);
  }
};

const columnsPrinter = async (kind: 'spec' | 'file', request: Request): Promise<Printer> => {
  const { parseColumnsFile, parseCustomColumns, printCustomColumns } = await import('./custom-columns.ts');
  const { argument, flags } = request;
  const columns = kind === 'spec' ? parseCustomColumns(argument) : parseColumnsFile(columnsFile(request));
  return (objects) => printCustomColumns(columns, objects, { headers: !flags.noHeaders });
};

/** The engines of templates and paths are large: they load when a format wants them. */
type MakePrinter = (request: Request) => Printer | Promise<Printer>;

const goTemplate: MakePrinter = (it) => templatePrinter('go-template', templateText(it), it);
const goTemplateFile: MakePrinter = (it) => templatePrinter('go-template', templateFile(it), it);

/** The formats of every command that prints objects. */
const formats: Readonly<Record<string, MakePrinter>> = {
  json: (it) => objectPrinter((document) => `${toJson(document)}\n`, it),
  yaml: (it) => objectPrinter(toYaml, it, '---\n'),
  name: () => (objects) => objects.map((object) => `${resourceName(object)}\n`).join(''),
  'go-template': goTemplate,
  'go-template-file': goTemplateFile,
  template: goTemplate,
  templatefile: goTemplateFile,
  jsonpath: (it) => templatePrinter('jsonpath', templateText(it), it),
  'jsonpath-as-json': (it) => templatePrinter('jsonpath-as-json', templateText(it), it),
  'jsonpath-file': (it) => templatePrinter('jsonpath', templateFile(it), it),
};

/** The formats that belong to tables. */
const tableFormats: Readonly<Record<string, MakePrinter>> = {
  ...formats,
  wide: ({ flags, sort }) => tablePrinter(true, flags, sort),
  'custom-columns': (it) => columnsPrinter('spec', it),
  'custom-columns-file': (it) => columnsPrinter('file', it),
};

const bareFormats = new Set(['json', 'yaml', 'name', 'wide']);

const sorterOf = async ({ sortBy }: PrintFlags): Promise<Sorter> => {
  if (!sortBy) return (objects) => objects;
  const { sorterBy } = await import('./sort-by.ts');
  return sorterBy(sortBy);
};

const choose = async (
  available: Readonly<Record<string, MakePrinter>>,
  flags: PrintFlags,
  readFile: ReadFile,
): Promise<Printer> => {
  const output = flags.output || 'go-template';
  const [, name = '', inline] = /^([^=]*)(?:=([^]*))?$/.exec(output) ?? [];
  const format = bareFormats.has(output.toLowerCase()) ? output.toLowerCase() : name;
  const make = Object.hasOwn(available, format) ? available[format] : undefined;
  if (make === undefined || (bareFormats.has(format) && inline !== undefined)) {
    const allowed = Object.keys(available).sort().join(',');
    return fail(
      `unable to match a printer suitable for the output format "${output}", allowed formats are: ${allowed}`,
    );
  }
  const sort = await sorterOf(flags);
  const print = await make({ argument: flags.template || (inline ?? ''), flags, sort, readFile });
  // A table sorts the rows of each type for themselves.
  if (format === 'wide') return print;
  return (objects, context) => print(isList(objects, context) ? sort(objects) : objects, context);
};

/** For commands that show a table unless told otherwise. Fails where the flags make no sense. */
export const printerFor = async (flags: PrintFlags, readFile: ReadFile): Promise<Printer> => {
  const output = flags.output ?? '';
  if (flags.showLabels && output !== '' && output !== 'wide') {
    return fail(`--show-labels option cannot be used with ${output} printer`);
  }
  const isTable = output === '' && !flags.template;
  if (!isTable) return choose(tableFormats, flags, readFile);
  return tablePrinter(false, flags, await sorterOf(flags));
};

/** For commands that change objects: undefined unless the flags ask for the objects themselves. */
export const objectPrinterFor = async (
  flags: PrintFlags,
  readFile: ReadFile,
): Promise<Printer | undefined> =>
  flags.output || flags.template ? choose(formats, flags, readFile) : undefined;
