import { defineCommand } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import { readDocumentation } from '../manifest/documentation.ts';
import { explainInPlaintext } from '../output/explain/plaintext.ts';
import { explainInOlderPlaintext } from '../output/explain/plaintext-openapiv2.ts';
import type { Explanation, Question } from '../output/explain/question.ts';
import { checkVersion, explainedSubject } from './explain/subject.ts';

const layouts: Readonly<Record<string, (question: Question) => Explanation>> = {
  plaintext: explainInPlaintext,
  'plaintext-openapiv2': explainInOlderPlaintext,
};

export const command = defineCommand({
  usage:
    'explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [(-o|--output)=plaintext|plaintext-openapiv2]',
  long: `
Describe fields and structure of various resources.

This command describes the fields associated with each supported API resource. Fields are identified via a simple JSONPath identifier:

        <type>.<fieldName>[.<fieldName>]

Use "berth api-resources" for a complete list of supported resources.`,
  examples: `
# Get the documentation of the resource and its fields
berth explain pods

# Get all the fields in the resource
berth explain pods --recursive

# Get the explanation for deployment in supported api versions
berth explain deployments --api-version=apps/v1

# Get the documentation of a specific field of a resource
berth explain pods.spec.containers

# Get the documentation of resources in different format
berth explain deployment --output=plaintext-openapiv2`,
  flags: {
    'api-version': {
      type: 'string',
      description: 'Use given api-version (group/version) of the resource.',
    },
    output: {
      type: 'string',
      short: 'o',
      default: 'plaintext',
      description:
        'Format in which to render the schema. Valid values are: (plaintext, plaintext-openapiv2).',
    },
    recursive: {
      type: 'bool',
      description:
        'When true, print the name of all the fields recursively. Otherwise, print the available fields with their description.',
    },
  },
  run: async ({ args: [word, ...more], flags }, world) => {
    if (word === undefined) {
      throw new CliError(
        'usage',
        'You must specify the type of resource to explain. Use "berth api-resources" for a complete list of supported resources.\n',
      );
    }
    if (more.length > 0) throw new CliError('usage', 'We accept only this format: explain RESOURCE\n');
    const { type, path } = explainedSubject(word, flags.apiVersion === '');
    const layout = layouts[flags.output];
    if (flags.apiVersion !== '') checkVersion(type, flags.apiVersion);
    if (layout === undefined) {
      throw new CliError('usage', `unrecognized format: ${flags.output}`);
    }
    const documentation = await readDocumentation();
    const { text, missing } = layout({ type, path, recursive: flags.recursive, documentation });
    world.stdout.write(text);
    if (missing !== undefined) throw new CliError('usage', `field "${missing}" does not exist`);
    return 0;
  },
});
