import { defineCommand } from '../cli/command-spec.ts';

export const command = defineCommand({
  usage: 'rollout SUBCOMMAND',
  long: `
Manage the rollout of one or many resources.

Valid resource types include:

* deployments
* daemonsets
* statefulsets`,
  examples: `
# Rollback to the previous deployment
berth rollout undo deployment/abc

# Check the rollout status of a daemonset
berth rollout status daemonset/foo

# Restart a deployment
berth rollout restart deployment/abc

# Restart deployments with the 'app=nginx' label
berth rollout restart deployment --selector=app=nginx`,
  helpIsResult: true,
  flags: {},
  subcommands: [
    {
      name: 'history',
      short: 'View rollout history',
      load: async () => (await import('./rollout/history.ts')).command,
    },
    {
      name: 'pause',
      short: 'Mark the provided resource as paused',
      load: async () => (await import('./rollout/pause.ts')).command,
    },
    {
      name: 'restart',
      short: 'Restart a resource',
      load: async () => (await import('./rollout/restart.ts')).command,
    },
    {
      name: 'resume',
      short: 'Resume a paused resource',
      load: async () => (await import('./rollout/resume.ts')).command,
    },
    {
      name: 'status',
      short: 'Show the status of the rollout',
      load: async () => (await import('./rollout/status.ts')).command,
    },
    {
      name: 'undo',
      short: 'Undo a previous rollout',
      load: async () => (await import('./rollout/undo.ts')).command,
    },
  ],
});
