import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isResource, type Resource } from '../../src/model/resource.ts';
import { describeObject } from '../../src/output/describe/describe.ts';
import { isAbout } from '../../src/output/describe/events.ts';
import { type ApiStandIn, startApiStandIn } from '../support/api-stand-in.ts';
import { hasKubectl, kubectl } from '../support/kubectl.ts';
import { hasSharedData, sharedFiles } from '../support/shared-data.ts';
import { describedCluster } from './described-cluster.ts';

/** Lets kubectl describe objects that a stand-in for the API serves, and berth describe the same objects. */

/** Events are described with what they are about; limits come in any order. */
const LEFT_OUT = ['Event', 'LimitRange'];

/** Objects in which every field of their kind is set. */
const fullObjects: Resource[] = !hasSharedData
  ? []
  : sharedFiles('k8s-api').flatMap(({ text }): Resource[] => {
      const object: unknown = parse(text.replaceAll('operatorValue', 'In'));
      return isResource(object) && !LEFT_OUT.includes(object.kind) ? [object] : [];
    });

/** Ages depend on when it is asked. */
const withoutAges = (text: string): string => text.replaceAll(/\b(\d+[ydhms])+\b/g, 'AGE');

interface Case {
  readonly title: string;
  readonly object: Resource;
  readonly cluster: readonly Resource[];
}

const casesOf = (cluster: readonly Resource[], title: string): Case[] =>
  cluster
    .filter(({ kind }) => kind !== 'Event')
    .map((object) => ({ title: `${title} ${object.kind} ${object.metadata.name}`, object, cluster }));

const cases = [
  ...casesOf(describedCluster, 'the'),
  ...fullObjects.flatMap((object) => casesOf([object], 'a full')),
];

describe.runIf(hasKubectl)('what is described', () => {
  const cache = mkdtempSync(join(tmpdir(), 'berth-kubectl-cache-'));
  const stands = new Map<readonly Resource[], Promise<ApiStandIn>>();

  const standInFor = (cluster: readonly Resource[]): Promise<ApiStandIn> => {
    const known = stands.get(cluster);
    if (known !== undefined) return known;
    const started = startApiStandIn().then((api) => {
      for (const object of cluster) api.put(object);
      return api;
    });
    stands.set(cluster, started);
    return started;
  };

  afterAll(async () => {
    for (const api of stands.values()) await (await api).close();
    rmSync(cache, { recursive: true, force: true });
  });

  test.each(cases)('$title', async ({ object, cluster }) => {
    const { kind, metadata } = object;
    const { namespace = 'default', name } = metadata;
    const { url } = await standInFor(cluster);
    const server = ['--server', url, '--cache-dir', cache, '-n', namespace];
    const { stdout, stderr } = await kubectl([...server, 'describe', kind, name]);
    expect(stderr).toBe('');
    const text = describeObject(object, {
      now: Date.now(),
      others: (wanted) => cluster.filter((other) => other.kind === wanted),
      events: cluster.filter((other) => other.kind === 'Event' && isAbout(other, object)),
    });
    // There are no leases of nodes: kubectl says that it failed to find one.
    const expected = kind === 'Node' ? stdout.replace(/^Lease:.*\n/m, '') : stdout;
    expect(withoutAges(text)).toBe(withoutAges(expected));
  });
});
