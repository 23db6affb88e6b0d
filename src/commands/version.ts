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

type Version = ReturnType<typeof versionFields>;
type ServerVersion = ReturnType<typeof serverFields>;

const versionText = (client: Version, server: ServerVersion | undefined, format: string): string => {
  if (format !== '') {
    const versions = { clientVersion: client, ...(server === undefined ? {} : { serverVersion: server }) };
    return `${format === 'json' ? JSON.stringify(versions, undefined, 2) : toYaml(versions)}\n`;
  }
  const first = `Client Version: ${client.gitVersion}\n`;
  if (server === undefined) return first;
  const { gitVersion, engine, apiVersion, platform } = server;
  return `${first}Server Version: ${gitVersion} (${engine}, API ${apiVersion}, ${platform})\n`;
};

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
    const asked = flags.client ? undefined : runtime().then((opened) => opened.version());
    // The version of berth is known, whether or not an engine answers.
    const engine = await asked?.catch(() => undefined);
    const server = engine === undefined ? undefined : serverFields(engine);
    world.stdout.write(versionText(client, server, flags.output));
    await asked;
    return 0;
  },
});
