import packageJson from '../../package.json' with { type: 'json' };
import { defineCommand } from '../cli/command-spec.ts';
import { CliError } from '../model/cli-error.ts';
import { toYaml } from '../output/yaml.ts';
import type { EngineVersion } from '../runtime/driver.ts';

/** A version in the fields that scripts read out of kubectl's. */
const versionFields = (version: string) => {
  const [major = '', minor = ''] = version.split('.');
  return { major, minor, gitVersion: `v${version}` };
};

const serverFields = (engine: EngineVersion) => ({
  ...versionFields(engine.version),
  engine: engine.name,
  apiVersion: engine.apiVersion,
  platform: `${engine.os}/${engine.architecture}`,
});

export const command = defineCommand({
  usage: 'version [flags]',
  long: 'Print the client and server version information for the current context. The server is the container engine.',
  examples: `
# Print the client and server versions for the current context
berth version`,
  flags: {
    client: { type: 'bool', description: 'If true, shows client version only (no server required).' },
    output: { type: 'string', short: 'o', description: "One of 'yaml' or 'json'." },
  },
  run: async ({ args, flags, runtime }, world) => {
    if (args.length > 0) throw new CliError('usage', `extra arguments: [${args.join(' ')}]`);
    if (!['', 'json', 'yaml'].includes(flags.output)) {
      throw new CliError('usage', "--output must be 'yaml' or 'json'");
    }
    const client = versionFields(packageJson.version);
    if (flags.output === '') world.stdout.write(`Client Version: ${client.gitVersion}\n`);
    const engine = flags.client ? undefined : await (await runtime()).version();
    const server = engine === undefined ? undefined : serverFields(engine);
    if (flags.output !== '') {
      const versions = { clientVersion: client, ...(server === undefined ? {} : { serverVersion: server }) };
      world.stdout.write(
        flags.output === 'json' ? `${JSON.stringify(versions, undefined, 2)}\n` : toYaml(versions),
      );
    } else if (server !== undefined) {
      const { gitVersion, engine: name, apiVersion, platform } = server;
      world.stdout.write(`Server Version: ${gitVersion} (${name}, API ${apiVersion}, ${platform})\n`);
    }
    return 0;
  },
});
