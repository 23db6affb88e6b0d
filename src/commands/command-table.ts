import type { CommandGroup } from '../cli/command-spec.ts';

/** Every verb, in kubectl's groups and order. The code of a verb loads when it is used. */
export const commandGroups: readonly CommandGroup[] = [
  {
    title: 'Basic Commands (Beginner)',
    commands: [
      {
        name: 'create',
        short: 'Create a resource from a file or from stdin',
        load: async () => (await import('./create.ts')).command,
      },
      {
        name: 'expose',
        short:
          'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
        load: async () => (await import('./expose.ts')).command,
      },
      {
        name: 'run',
        short: 'Run a particular image on the cluster',
        load: async () => (await import('./run.ts')).command,
      },
      {
        name: 'set',
        short: 'Set specific features on objects',
        load: async () => (await import('./set.ts')).command,
      },
    ],
  },
  {
    title: 'Basic Commands (Intermediate)',
    commands: [
      {
        name: 'explain',
        short: 'Get documentation for a resource',
        load: async () => (await import('./explain.ts')).command,
      },
      {
        name: 'get',
        suggestFor: ['list', 'ps'],
        short: 'Display one or many resources',
        load: async () => (await import('./get.ts')).command,
      },
      {
        name: 'edit',
        short: 'Edit a resource on the server',
        load: async () => (await import('./edit.ts')).command,
      },
      {
        name: 'delete',
        suggestFor: ['rm'],
        short:
          'Delete resources by file names, stdin, resources and names, or by resources and label selector',
        load: async () => (await import('./delete.ts')).command,
      },
    ],
  },
  {
    title: 'Deploy Commands',
    commands: [
      {
        name: 'rollout',
        short: 'Manage the rollout of a resource',
        load: async () => (await import('./rollout.ts')).command,
      },
      {
        name: 'scale',
        short: 'Set a new size for a deployment, replica set, or replication controller',
        load: async () => (await import('./scale.ts')).command,
      },
      {
        name: 'autoscale',
        short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
        load: async () => (await import('./autoscale.ts')).command,
      },
    ],
  },
  {
    title: 'Cluster Management Commands',
    commands: [
      {
        name: 'cluster-info',
        short: 'Display cluster information',
        load: async () => (await import('./cluster-info.ts')).command,
      },
      {
        name: 'top',
        short: 'Display resource (CPU/memory) usage',
        load: async () => (await import('./top.ts')).command,
      },
    ],
  },
  {
    title: 'Troubleshooting and Debugging Commands',
    commands: [
      {
        name: 'describe',
        short: 'Show details of a specific resource or group of resources',
        load: async () => (await import('./describe.ts')).command,
      },
      {
        name: 'logs',
        short: 'Print the logs for a container in a pod',
        load: async () => (await import('./logs.ts')).command,
      },
      {
        name: 'attach',
        short: 'Attach to a running container',
        load: async () => (await import('./attach.ts')).command,
      },
      {
        name: 'exec',
        short: 'Execute a command in a container',
        load: async () => (await import('./exec.ts')).command,
      },
      {
        name: 'port-forward',
        short: 'Forward one or more local ports to a pod',
        load: async () => (await import('./port-forward.ts')).command,
      },
      {
        name: 'cp',
        short: 'Copy files and directories to and from containers',
        load: async () => (await import('./cp.ts')).command,
      },
      {
        name: 'auth',
        short: 'Inspect authorization',
        load: async () => (await import('./auth.ts')).command,
      },
      {
        name: 'debug',
        short: 'Create debugging sessions for troubleshooting workloads and nodes',
        load: async () => (await import('./debug.ts')).command,
      },
    ],
  },
  {
    title: 'Advanced Commands',
    commands: [
      {
        name: 'diff',
        short: 'Diff the live version against a would-be applied version',
        load: async () => (await import('./diff.ts')).command,
      },
      {
        name: 'patch',
        short: 'Update fields of a resource',
        load: async () => (await import('./patch.ts')).command,
      },
      {
        name: 'apply',
        short: 'Apply a configuration to a resource by file name or stdin',
        load: async () => (await import('./apply.ts')).command,
      },
      {
        name: 'kustomize',
        short: 'Build a kustomization target from a directory or URL',
        load: async () => (await import('./kustomize.ts')).command,
      },
      {
        name: 'replace',
        short: 'Replace a resource by file name or stdin',
        load: async () => (await import('./replace.ts')).command,
      },
      {
        name: 'wait',
        suggestFor: ['list', 'ps'],
        short: 'Experimental: Wait for a specific condition on one or many resources',
        load: async () => (await import('./wait.ts')).command,
      },
    ],
  },
  {
    title: 'Settings Commands',
    commands: [
      {
        name: 'label',
        short: 'Update the labels on a resource',
        load: async () => (await import('./label.ts')).command,
      },
      {
        name: 'annotate',
        short: 'Update the annotations on a resource',
        load: async () => (await import('./annotate.ts')).command,
      },
      {
        name: 'completion',
        short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
        load: async () => (await import('./completion.ts')).command,
      },
    ],
  },
  {
    title: 'Other Commands',
    commands: [
      {
        name: 'api-resources',
        short: 'Print the supported API resources on the server',
        load: async () => (await import('./api-resources.ts')).command,
      },
      {
        name: 'api-versions',
        short: 'Print the supported API versions on the server, in the form of "group/version"',
        load: async () => (await import('./api-versions.ts')).command,
      },
      {
        name: 'config',
        short: 'Choose the engine and the namespace that commands work with',
        load: async () => (await import('./config.ts')).command,
      },
      {
        name: 'plugin',
        short: 'Provides utilities for interacting with plugins',
        load: async () => (await import('./plugin.ts')).command,
      },
      {
        name: 'events',
        short: 'List events',
        load: async () => (await import('./events.ts')).command,
      },
      {
        name: 'options',
        hidden: true,
        short: 'Print the list of flags inherited by all commands',
        load: async () => (await import('./options.ts')).command,
      },
      {
        name: 'version',
        short: 'Print the client and server version information',
        load: async () => (await import('./version.ts')).command,
      },
    ],
  },
];
