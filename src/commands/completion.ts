import { defineCommand } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { bash } from './completion/bash.ts';
import { fish } from './completion/fish.ts';
import { powershell } from './completion/powershell.ts';
import { zsh } from './completion/zsh.ts';

const scripts: Readonly<Record<string, string>> = { bash, zsh, fish, powershell };

export const command = defineCommand({
  usage: 'completion SHELL',
  long: `
Output shell completion code for the specified shell (bash, zsh, fish, or powershell). The shell code must be evaluated to provide interactive completion of berth commands. This can be done by sourcing it from the .bash_profile.

Names of pods, workloads and all else are those that the engine has at that moment.`,
  examples: `
# Load the berth completion code for bash into the current shell
source <(berth completion bash)
# Load it into every shell
echo 'source <(berth completion bash)' >> ~/.bashrc

# Load the berth completion code for zsh into the current shell
source <(berth completion zsh)
# Set the berth completion code for zsh to autoload on startup
berth completion zsh > "\${fpath[1]}/_berth"

# Load the berth completion code for fish into the current shell
berth completion fish | source
# To load completions for each session, execute once:
berth completion fish > ~/.config/fish/completions/berth.fish

# Load the berth completion code for powershell into the current shell
berth completion powershell | Out-String | Invoke-Expression`,
  flags: {},
  run: async (invocation, { stdout }) => {
    const [shell, ...more] = invocation.args;
    if (shell === undefined) throw usageError(invocation, 'Shell not specified.');
    if (more.length > 0) {
      throw usageError(invocation, 'Too many arguments. Expected only the shell type.');
    }
    const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
    if (script === undefined) throw usageError(invocation, `Unsupported shell type "${shell}".`);
    stdout.write(script);
    return 0;
  },
});
