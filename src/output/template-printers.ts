import { CliError } from '../model/cli-error.ts';
import { executeTemplate } from './go-template/execute.ts';
import { parseTemplate } from './go-template/parse.ts';
import { goSyntax } from './go/format.ts';
import { quoteGo } from './go/quote.ts';
import { evaluateJsonPath } from './jsonpath/evaluate.ts';
import { parseJsonPath } from './jsonpath/parse.ts';
import { printJsonPath, printJsonPathAsJson } from './jsonpath/print.ts';

/** The text of one document. */
export type PrintDocument = (document: object) => string;

interface TemplateTraits {
  readonly allowMissingKeys: boolean;
  /** JSONPath only. */
  readonly asJson?: true;
}

/** Says what was being done when an error for the user came up. */
const explain = <Result>(work: () => Result, message: (reason: string) => string): Result => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError(error.code, message(error.message), { cause: error });
  }
};

export const goTemplatePrinter = (text: string, { allowMissingKeys }: TemplateTraits): PrintDocument => {
  const template = explain(
    () => parseTemplate(text),
    (reason) => `error parsing template ${text}, ${reason}`,
  );
  return (document) =>
    explain(
      () => executeTemplate(template, document, { allowMissingKeys }),
      (reason) => `error executing template ${quoteGo(text)}: ${reason}`,
    );
};

/** kubectl shows the object that a path did not fit. */
const jsonPathFailure = (template: string, document: object, reason: string): string =>
  `error executing jsonpath ${quoteGo(template)}: Error executing template: ${reason}. ` +
  'Printing more information for debugging the template:\n' +
  `\ttemplate was:\n\t\t${template}\n` +
  `\tobject given to jsonpath engine was:\n\t\t${goSyntax(document)}\n\n\n`;

export const jsonPathPrinter = (
  template: string,
  { allowMissingKeys, asJson }: TemplateTraits,
): PrintDocument => {
  const path = explain(
    () => parseJsonPath(template),
    (reason) => `error parsing jsonpath ${template}, ${reason}`,
  );
  const print = asJson ? printJsonPathAsJson : printJsonPath;
  return (document) =>
    explain(
      () => print(evaluateJsonPath(path, document, { allowMissingKeys })),
      (reason) => jsonPathFailure(template, document, reason),
    );
};
