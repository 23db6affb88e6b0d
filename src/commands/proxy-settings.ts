import { isIP } from 'node:net';
import { CliError } from '../model/cli-error.ts';
import type { ProxySettings } from '../model/proxy.ts';
import type { World } from '../world.ts';

const textOf = (env: World['env'], name: string): string | undefined => {
  const value = env[name];
  return value === '' ? undefined : value;
};

const portOf = (env: World['env'], name: string): number | undefined => {
  const text = textOf(env, name);
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new CliError('usage', `${name}: invalid port "${text}": must be a number from 1 to 65535`);
};

const addressOf = (env: World['env'], name: string): string | undefined => {
  const text = textOf(env, name);
  if (text === undefined || isIP(text) !== 0) return text;
  throw new CliError('usage', `${name}: invalid address "${text}": must be an IP address of the host`);
};

/** What the user wants of the proxies of Services and Ingresses; nothing is said about what is left as it is. */
export const proxySettings = ({ env }: Pick<World, 'env'>): ProxySettings => ({
  image: textOf(env, 'BERTH_PROXY_IMAGE'),
  hostAddress: addressOf(env, 'BERTH_HOST_ADDRESS'),
  httpPort: portOf(env, 'BERTH_INGRESS_HTTP_PORT'),
  httpsPort: portOf(env, 'BERTH_INGRESS_HTTPS_PORT'),
});
