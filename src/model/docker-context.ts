/** An engine that the user has given a name, as `docker context` knows them. */
export interface DockerContext {
  readonly name: string;
  /** `unix:///var/run/docker.sock`, `ssh://user@host` */
  readonly address: string;
}

/** The one that is whatever the environment says. */
export const DEFAULT_CONTEXT = 'default';

export interface DockerContexts {
  /** By name; one of them is `default`. */
  list(): Promise<readonly DockerContext[]>;
  /** The one that a command works with: the one that is named, or else that of the environment or of docker. */
  current(named?: string): Promise<DockerContext>;
  /** Makes it docker's own current context. */
  use(name: string): Promise<void>;
}
