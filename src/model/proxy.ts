import type { ObjectRef } from './resource.ts';

/** A Service that runs: what takes connections to its address and passes them on to its pods. So are all Ingresses. */

/** What a proxy does with connections; it can be changed while the proxy serves. */
export interface ProxyConfiguration {
  text: string;
  /** What the text refers to, by a name that no other content ever has. */
  files?: Readonly<Record<string, string>>;
  /** Tells configurations apart. */
  hash: string;
}

export interface ProxyHostPort {
  /** Where the proxy itself listens. */
  port: number;
  hostPort: number;
}

/** What users decide about proxies. What they leave open stays as it is. */
export interface ProxySettings {
  image?: string | undefined;
  /** The address of the host at which ports are published. */
  hostAddress?: string | undefined;
  /** Where Ingresses are served on the host. */
  httpPort?: number | undefined;
  httpsPort?: number | undefined;
}

/** A proxy that is to be made. */
export interface NewProxy {
  service: ObjectRef;
  image: string;
  /** The names by which pods find it. */
  names: string[];
  hostPorts: ProxyHostPort[];
  hostAddress: string;
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
  /** Nobody holds it by now, as far as can be seen. */
  free?: true;
}

export interface ObservedProxy extends ProxyRef {
  image: string;
  state: 'creating' | 'running' | 'stopped';
  address?: string;
  /** All that it was asked for, the refused ones among them. */
  hostPorts: ProxyHostPort[];
  hostAddress: string;
  refused: RefusedPort[];
  /** The hash of the configuration in use; empty while there is none. */
  configuration: string;
}

/** Where its image looks for its configuration. */
export const CONFIGURATION_FOLDER = '/usr/local/etc/haproxy';

export const DEFAULT_PROXY_IMAGE = 'haproxy:3.2-alpine';

/** What is published is for this machine alone, unless the user wants it otherwise. */
export const DEFAULT_HOST_ADDRESS = '127.0.0.1';

export const proxyRef = ({ id, service }: ProxyRef): ProxyRef => ({ id, service });
