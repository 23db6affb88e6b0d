import type { ObjectRef } from './resource.ts';

/** A Service that runs: what takes connections to its address and passes them on to its pods. */

/** What a proxy does with connections; it can be changed while the proxy serves. */
export interface ProxyConfiguration {
  text: string;
  /** Tells configurations apart. */
  hash: string;
}

export interface ProxyHostPort {
  /** Where the proxy itself listens. */
  port: number;
  hostPort: number;
}

/** A proxy that is to be made. */
export interface NewProxy {
  service: ObjectRef;
  image: string;
  /** The names by which pods find it. */
  names: string[];
  hostPorts: ProxyHostPort[];
  configuration: ProxyConfiguration;
}

export interface ProxyRef {
  /** The runtime's own name for it, which no other proxy ever has. */
  id: string;
  service: ObjectRef;
}

/** A port of the host that could not be had, and who holds it, as far as the engine can tell. */
export interface RefusedPort {
  hostPort: number;
  holder: string;
}

export interface ObservedProxy extends ProxyRef {
  image: string;
  state: 'creating' | 'running' | 'stopped';
  address?: string;
  /** All that it was asked for, the refused ones among them. */
  hostPorts: ProxyHostPort[];
  refused: RefusedPort[];
  /** The hash of the configuration in use; empty while there is none. */
  configuration: string;
}

export const DEFAULT_PROXY_IMAGE = 'haproxy:3.2-alpine';

export const proxyRef = ({ id, service }: ProxyRef): ProxyRef => ({ id, service });
