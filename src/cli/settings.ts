import type { World } from '../world.ts';
import { camelCase } from './flag-spec.ts';
import type { ParsedArgs } from './parse-args.ts';

/** Flags that stand for a variable of the environment, for as long as one command. */
const VARIABLES = {
  'enforce-requests': 'BERTH_ENFORCE_REQUESTS',
  'host-address': 'BERTH_HOST_ADDRESS',
  'ingress-http-port': 'BERTH_INGRESS_HTTP_PORT',
  'ingress-https-port': 'BERTH_INGRESS_HTTPS_PORT',
} as const;

/** The world as the flags want it. */
export const withSettings = (world: World, { given, values }: ParsedArgs): World => {
  const set = Object.entries(VARIABLES).filter(([flag]) => given.has(flag));
  if (set.length === 0) return world;
  const variables = set.map(([flag, variable]) => [variable, String(values[camelCase(flag)])]);
  return { ...world, env: { ...world.env, ...Object.fromEntries(variables) } };
};
