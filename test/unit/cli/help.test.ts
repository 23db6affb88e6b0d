import { describe, expect, test } from 'vitest';
import type { CommandSpec } from '../../../src/cli/command-spec.ts';
import { commandHelp, optionsHelp, rootHelp } from '../../../src/cli/help.ts';

const load = () => Promise.reject(new Error('help loads no command'));

/** What kubectl 1.32 prints for `kubectl apply -h`, cut short and with its name exchanged. */
const spec: CommandSpec = {
  usage: 'apply (-f FILENAME | -k DIRECTORY)',
  long: `
Apply a configuration to a resource by file name or stdin. The resource name must be specified. This resource will be created if it doesn't exist yet. To use 'apply', always create the resource initially with either 'apply' or 'create --save-config'.

JSON and YAML formats are accepted.

* one
* two`,
  examples: `
# Apply the configuration in pod.json to a pod
berth apply -f ./pod.json

# Apply the JSON passed into stdin to a pod
cat pod.json | berth apply -f -`,
  flags: {
    all: {
      type: 'bool',
      description: 'Select all resources in the namespace of the specified resource types.',
    },
    filename: {
      type: 'list',
      short: 'f',
      description: 'The files that contain the configurations to apply.',
    },
    cascade: {
      type: 'string',
      default: 'background',
      description:
        'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents (e.g. Pods created by a ReplicationController). Defaults to background.',
    },
    'grace-period': { type: 'int', default: -1, description: 'Period of time in seconds.' },
    timeout: { type: 'duration', description: 'The length of time to wait.' },
    overwrite: { type: 'bool', default: true, hidden: true, description: 'Never shown.' },
  },
  subcommands: [
    { name: 'edit-last-applied', short: 'Edit latest last-applied-configuration annotations', load },
    { name: 'view-last-applied', short: 'View the latest last-applied-configuration annotations', load },
  ],
};

const context = { commandPath: 'berth apply', name: 'apply', aliases: [], columns: undefined };

describe('the help of a command has the layout of kubectl', () => {
  test('in a pipe lines are as long as their paragraphs', () => {
    expect(commandHelp(spec, context)).toBe(`\
Apply a configuration to a resource by file name or stdin. The resource name must be specified. This resource will be created if it doesn't exist yet. To use 'apply', always create the resource initially with either 'apply' or 'create --save-config'.

 JSON and YAML formats are accepted.

  *  one
  *  two

Examples:
  # Apply the configuration in pod.json to a pod
  berth apply -f ./pod.json
${'  '}
  # Apply the JSON passed into stdin to a pod
  cat pod.json | berth apply -f -

Available Commands:
  edit-last-applied   Edit latest last-applied-configuration annotations
  view-last-applied   View the latest last-applied-configuration annotations

Options:
    --all=false:
	Select all resources in the namespace of the specified resource types.

    --cascade='background':
	Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents (e.g. Pods created by a ReplicationController). Defaults to background.

    -f, --filename=[]:
	The files that contain the configurations to apply.

    --grace-period=-1:
	Period of time in seconds.

    --timeout=0s:
	The length of time to wait.

Usage:
  berth apply (-f FILENAME | -k DIRECTORY) [options]

Use "berth apply <command> --help" for more information about a given command.
Use "berth options" for a list of global command-line options (applies to all commands).
`);
  });

  test('on a terminal lines break where those of kubectl break', () => {
    const help = commandHelp(spec, { ...context, columns: 90 });
    expect(help).toContain(`\
Apply a configuration to a resource by file name or stdin. The resource name
must be specified. This resource will be created if it doesn't exist yet. To use
'apply', always create the resource initially with either 'apply' or 'create
--save-config'.
`);
    expect(help).toContain(`\
	Must be "background", "orphan", or "foreground". Selects the deletion
	cascading strategy for the dependents (e.g. Pods created by a
	ReplicationController). Defaults to background.
`);
  });

  test('other names of the command come first, and a command without flags has no list of them', () => {
    const help = commandHelp(
      { usage: 'create deployment NAME', long: 'Create a deployment.', flags: {} },
      { commandPath: 'berth create deployment', name: 'deployment', aliases: ['deploy'], columns: undefined },
    );
    expect(help).toBe(`\
Create a deployment.

Aliases:
deployment, deploy

Usage:
  berth create deployment NAME [options]

Use "berth options" for a list of global command-line options (applies to all commands).
`);
  });
});

test('the list of commands stands in groups, in one column, without what is hidden', () => {
  const help = rootHelp(
    [
      {
        title: 'Basic Commands (Beginner)',
        commands: [
          { name: 'api-resources', short: 'Print the supported API resources', load },
          { name: 'options', short: 'Print the flags', hidden: true, load },
        ],
      },
      { title: 'Other Commands', commands: [{ name: 'get', short: 'Display one or many resources', load }] },
      { title: 'Hidden Commands', commands: [{ name: 'secret', short: '', hidden: true, load }] },
    ],
    undefined,
  );
  expect(help.slice(help.indexOf('Basic'))).toBe(`\
Basic Commands (Beginner):
  api-resources   Print the supported API resources

Other Commands:
  get             Display one or many resources

Usage:
  berth [flags] [options]

Use "berth <command> --help" for more information about a given command.
Use "berth options" for a list of global command-line options (applies to all commands).
`);
});

test('the list of global flags has the layout of kubectl', () => {
  const flags = {
    namespace: { type: 'string', short: 'n', description: 'The namespace.' },
    context: { type: 'string', description: 'The context.' },
  } as const;
  expect(optionsHelp(flags, undefined)).toBe(`\
The following options can be passed to any command:

    --context='':
	The context.

    -n, --namespace='':
	The namespace.

`);
});
