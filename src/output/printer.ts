import { CliError } from '../model/cli-error.ts';
import { resourceName, qualifiedSingular, resourceTypeOfKind } from '../model/resource-types.ts';
import type { Resource } from '../model/resource.ts';
import { toJson } from './json.ts';
import { printTables, type TableSection } from './table.ts';
import { tableOfKind } from './tables/table-of-kind.ts';
import { toYaml } from './yaml.ts';

/** The flags of a command that say how objects are printed, as typed. */
export interface PrintFlags {
  readonly output?: string | undefined;
  readonly showManagedFields?: boolean | undefined;
  readonly noHeaders?: boolean | undefined;
  readonly showLabels?: boolean | undefined;
  readonly labelColumns?: readonly string[] | undefined;
}

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
}

/** The text of objects, ready for stdout. Empty where there is nothing to show. */
export type Printer = (objects: readonly Resource[], context: PrintContext) => string;

type PrintDocuments = (documents: readonly object[]) => string;

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

/** Prints objects as documents: alone, as one List, or each for itself. */
const documentPrinter =
  (print: PrintDocuments, flags: PrintFlags): Printer =>
  (objects, { shape }) => {
    const shown = flags.showManagedFields ? objects : objects.map(withoutManagedFields);
    return print(shape === 'list' || (shape === 'one' && shown.length !== 1) ? [asList(shown)] : shown);
  };

const namePrinter: Printer = (objects) => objects.map((object) => `${resourceName(object)}\n`).join('');

/** Objects of one kind that follow each other share a table. */
const sectionsOf = (objects: readonly Resource[], context: PrintContext): TableSection[] => {
  const runs: Resource[][] = [];
  for (const object of objects) {
    const run = runs.at(-1);
    if (run?.[0]?.kind === object.kind) run.push(object);
    else runs.push([object]);
  }
  const showType = context.showType || runs.length > 1;
  return runs.map((run) => {
    const kind = run[0]?.kind ?? '';
    const type = resourceTypeOfKind(kind);
    return {
      table: tableOfKind(kind),
      objects: run,
      withNamespace: context.allNamespaces === true && type?.namespaced !== false,
      ...(showType ? { type: type === undefined ? kind.toLowerCase() : qualifiedSingular(type) } : {}),
    };
  });
};

const tablePrinter =
  (wide: boolean, flags: PrintFlags): Printer =>
  (objects, context) =>
    printTables(
      sectionsOf(objects, context),
      {
        wide,
        headers: !flags.noHeaders,
        showLabels: flags.showLabels ?? false,
        labelColumns: flags.labelColumns ?? [],
      },
      context.now,
    );

const printYaml: PrintDocuments = (documents) => documents.map(toYaml).join('---\n');
const printJson: PrintDocuments = (documents) =>
  documents.map((document) => `${toJson(document)}\n`).join('');

const objectPrinters: Readonly<Record<string, (flags: PrintFlags) => Printer>> = {
  json: (flags) => documentPrinter(printJson, flags),
  yaml: (flags) => documentPrinter(printYaml, flags),
  name: () => namePrinter,
};

const choose = (output: string, flags: PrintFlags, ownFormats: readonly string[]): Printer => {
  const printer = objectPrinters[output.toLowerCase()];
  if (printer !== undefined) return printer(flags);
  const allowed = [...Object.keys(objectPrinters), ...ownFormats].sort().join(',');
  throw new CliError(
    'unknownOutputFormat',
    `unable to match a printer suitable for the output format "${output}", allowed formats are: ${allowed}`,
  );
};

/** For commands that show a table unless told otherwise. Fails where the flags make no sense. */
export const printerFor = (flags: PrintFlags): Printer => {
  const output = flags.output ?? '';
  if (output === '' || output === 'wide') return tablePrinter(output === 'wide', flags);
  if (flags.showLabels) {
    throw new CliError('badFlags', `--show-labels option cannot be used with ${output} printer`);
  }
  return choose(output, flags, ['wide']);
};

/** For commands that change objects: undefined unless `-o` asks for the objects themselves. */
export const objectPrinterFor = (flags: PrintFlags): Printer | undefined =>
  flags.output ? choose(flags.output, flags, []) : undefined;
