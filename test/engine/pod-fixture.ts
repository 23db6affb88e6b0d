import { afterEach, beforeEach } from 'vitest';
import { berthOk, containersOf, docker, uniqueNamespace } from './berth.ts';

/** One Deployment of one pod in a namespace of its own, and a look inside. */

export const IMAGE = 'busybox:musl';

/** Ends at once when it is asked to. */
const FOREVER = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done'];

export interface PodFixture {
  readonly namespace: string;
  /** JSON is YAML too. */
  manifest(spec: object, metadata?: object): string;
  /** Applies a Deployment of one such pod and gives the name of its container. */
  run(spec: object, metadata?: object): Promise<string>;
  container(): Promise<string>;
}

const withDefaults = (container: object): object => ({
  name: 'main',
  image: IMAGE,
  command: FOREVER,
  ...container,
});

const deployment = (spec: object, metadata: object = {}): string => {
  const labels = { app: 'web' };
  const containers = 'containers' in spec && Array.isArray(spec.containers) ? spec.containers : [{}];
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, ...metadata },
        spec: { terminationGracePeriodSeconds: 1, ...spec, containers: containers.map(withDefaults) },
      },
    },
  });
};

/** To be called within a `describe`; what a test made is removed after it. */
export const podFixture = (): PodFixture => {
  let namespace = '';

  beforeEach(() => {
    namespace = uniqueNamespace();
  });

  afterEach(async () => {
    await berthOk(['delete', 'namespace', namespace, '--ignore-not-found']);
  });

  const container = async (): Promise<string> => {
    const [name, ...more] = await containersOf(namespace);
    if (name === undefined || more.length > 0)
      throw new Error(`one container expected, not ${more.length + 1}`);
    return name;
  };

  return {
    get namespace() {
      return namespace;
    },
    manifest: deployment,
    run: async (spec, metadata) => {
      await berthOk(['apply', '-n', namespace, '--timeout=60s', '-f', '-'], deployment(spec, metadata));
      return container();
    },
    container,
  };
};

/** What a shell inside the container prints. */
export const inside = (container: string, script: string): Promise<string> =>
  docker('exec', container, 'sh', '-c', script);
