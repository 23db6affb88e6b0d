import { CliError } from '../model/cli-error.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { RuntimeName, World } from '../world.ts';
import type { Invocation } from './command-spec.ts';
import { camelCase } from './flag-spec.ts';
import type { ParsedArgs } from './parse-args.ts';
import { parseRequestTimeout } from './request-timeout.ts';

const runtimeNames: readonly RuntimeName[] = ['docker', 'memory'];

const runtimeName = (wanted: string): RuntimeName => {
  const name = runtimeNames.find((known) => known === wanted);
  if (name !== undefined) return name;
  throw new CliError('usage', `unknown runtime "${wanted}": must be one of ${runtimeNames.join(', ')}`);
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

interface OpenInvocation {
  readonly invocation: Invocation;
  /** Lets go of the runtime, if the command used one. */
  readonly close: () => Promise<void>;
}

export const createInvocation = (
  commandPath: string,
  { args, argsBeforeDash, values, given }: ParsedArgs,
  rememberedNamespace: string | undefined,
  world: World,
): OpenInvocation => {
  let runtime: Promise<Runtime> | undefined;

  const open = async (): Promise<Runtime> =>
    world.openRuntime({
      name: runtimeName(text(values.runtime) ?? text(world.env.BERTH_RUNTIME) ?? 'docker'),
      context: text(values.context),
    });

  const givenNames = new Set([...given].map(camelCase));
  return {
    invocation: {
      commandPath,
      args,
      argsBeforeDash,
      flags: values,
      given: (name) => givenNames.has(name),
      namespace: text(values.namespace) ?? rememberedNamespace ?? 'default',
      namespaceGiven: text(values.namespace) !== undefined,
      context: text(values.context),
      requestTimeoutMs: parseRequestTimeout(text(values.requestTimeout) ?? '0'),
      runtime: () => (runtime ??= open()),
    },
    close: async () => {
      const opened = await runtime?.catch(() => undefined);
      await opened?.close();
    },
  };
};
