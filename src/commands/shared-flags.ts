import type { Flags } from '../cli/flag-spec.ts';

/** Flags that several commands take, in kubectl's words. */

export const fileFlags = (description: string) =>
  ({
    filename: { type: 'list', short: 'f', description },
    kustomize: {
      type: 'string',
      short: 'k',
      description: "Process the kustomization directory. This flag can't be used together with -f or -R.",
    },
    recursive: {
      type: 'bool',
      short: 'R',
      description:
        'Process the directory used in -f, --filename recursively. Useful when you want to manage related manifests organized within the same directory.',
    },
  }) as const satisfies Flags;

/** How manifests are judged. */
export const validationFlags = {
  'ignore-unknown-kinds': {
    type: 'bool',
    description:
      'If true, objects of kinds that berth does not know are left out with a warning. If false, they are errors.',
  },
  strict: {
    type: 'bool',
    description: 'If true, a field that berth cannot honour is an error, not a warning.',
  },
  validate: {
    type: 'string',
    default: 'strict',
    bare: 'strict',
    description:
      'Must be one of: strict (or true), warn, ignore (or false). "true" or "strict" will use a schema to validate the input and fail if it is invalid. "warn" will warn about unknown or duplicate fields and go on. "false" or "ignore" will not perform any schema validation, silently dropping any unknown or duplicate fields.',
  },
} as const satisfies Flags;

export const selectorFlag = {
  selector: {
    type: 'string',
    short: 'l',
    description:
      "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'.(e.g. -l key1=value1,key2=value2,key3 in (value3)). Matching objects must satisfy all of the specified label constraints.",
  },
} as const satisfies Flags;

export const fieldSelectorFlag = {
  'field-selector': {
    type: 'string',
    description:
      "Selector (field query) to filter on, supports '=', '==', and '!='.(e.g. --field-selector key1=value1,key2=value2). Only a limited number of field queries is supported per type.",
  },
} as const satisfies Flags;

export const dryRunFlag = {
  'dry-run': {
    type: 'string',
    default: 'none',
    bare: 'unchanged',
    description:
      'Must be "none", "server", or "client". If client strategy, only print the object that would be stored. If server strategy, play the whole change through on a simulation of what is there, without touching it.',
  },
} as const satisfies Flags;

const formats = [
  'json',
  'yaml',
  'name',
  'go-template',
  'go-template-file',
  'template',
  'templatefile',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
];

/** How objects are printed. `more` names the formats that only this command has. */
export const outputFlags = (...more: readonly string[]) =>
  ({
    output: {
      type: 'string',
      short: 'o',
      description: `Output format. One of: (${[...formats, ...more].join(', ')}).`,
    },
    template: {
      type: 'string',
      description:
        'Template string or path to template file to use when -o=go-template, -o=go-template-file. The template format is golang templates [http://golang.org/pkg/text/template/#pkg-overview].',
    },
    'allow-missing-template-keys': {
      type: 'bool',
      default: true,
      description:
        'If true, ignore any errors in templates when a field or map key is missing in the template. Only applies to golang and jsonpath output formats.',
    },
    'show-managed-fields': {
      type: 'bool',
      hidden: true,
      description: 'If true, keep the managedFields when printing objects in JSON or YAML format.',
    },
  }) as const satisfies Flags;

/** Who changed a field is not recorded; scripts that name themselves lose nothing. */
export const fieldManagerFlag = {
  'field-manager': {
    type: 'string',
    default: 'berth',
    hidden: true,
    description: 'Name of the manager used to track field ownership.',
  },
} as const satisfies Flags;

export const cascadeFlag = {
  cascade: {
    type: 'string',
    default: 'background',
    bare: 'background',
    description:
      'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents (e.g. Pods created by a Deployment). Defaults to background.',
  },
} as const satisfies Flags;

export const gracePeriodFlag = {
  'grace-period': {
    type: 'int',
    default: -1,
    description:
      'Period of time in seconds given to the resource to terminate gracefully. Ignored if negative. Set to 1 for immediate shutdown. Can only be set to 0 when --force is true (force deletion).',
  },
} as const satisfies Flags;

/** For commands that bring a change about; kubectl has only some of them. */
export const waitFlags = (verb: string) =>
  ({
    timeout: {
      type: 'duration',
      description: `The length of time to wait before giving up on the ${verb}, zero means the progress deadlines of the workloads. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h). What was begun stays.`,
    },
    wait: {
      type: 'bool',
      default: true,
      description: 'If true, wait until the change has come about. If false, store it and return.',
    },
  }) as const satisfies Flags;

/** For verbs that edit objects: live ones, or with --local those of files. */
export const editFlags = (verb: string, files: string) =>
  ({
    ...fileFlags(files),
    ...outputFlags(),
    ...dryRunFlag,
    ...fieldManagerFlag,
    ...waitFlags(verb),
    all: {
      type: 'bool',
      description: 'Select all resources, in the namespace of the specified resource types',
    },
    local: {
      type: 'bool',
      description: `If true, ${verb} will not look at live objects but at those of the files alone.`,
    },
  }) as const satisfies Flags;

export const allNamespacesFlag = {
  'all-namespaces': {
    type: 'bool',
    short: 'A',
    description: 'If true, check the specified action in all namespaces.',
  },
} as const satisfies Flags;

/** For verbs that list objects, where all namespaces count before --namespace. */
export const acrossNamespacesFlag = {
  'all-namespaces': {
    ...allNamespacesFlag['all-namespaces'],
    description:
      'If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.',
  },
} as const satisfies Flags;

/** There is no server to take a large list from in parts. */
export const chunkSizeFlag = {
  'chunk-size': {
    type: 'int',
    default: 500,
    hidden: true,
    description: 'Return large lists in chunks rather than all at once.',
  },
} as const satisfies Flags;

export const resourceVersionFlag = (what: string) =>
  ({
    'resource-version': {
      type: 'string',
      description: `If non-empty, the ${what} update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.`,
    },
  }) as const satisfies Flags;

/** For commands about pods of a workload, which may have none yet. */
export const podRunningTimeoutFlag = (value: string) =>
  ({
    'pod-running-timeout': {
      type: 'duration',
      default: value,
      description:
        'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running',
    },
  }) as const satisfies Flags;

export const saveConfigFlag = {
  'save-config': {
    type: 'bool',
    description:
      'If true, the configuration of current object will be saved in its annotation. Otherwise, the annotation will be unchanged. This flag is useful when you want to perform berth apply on this object in the future.',
  },
} as const satisfies Flags;
