import { newNode, NODE_REF } from '../cluster/objects/node.ts';
import { observeSources } from '../cluster/observe.ts';
import { CliError } from '../model/cli-error.ts';
import { ENFORCE_REQUESTS } from '../model/labels.ts';
import type { Resource } from '../model/resource.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { writeObject } from './write-objects.ts';

const VARIABLE = 'BERTH_ENFORCE_REQUESTS';

const wanted = (env: World['env']): string | undefined => {
  const text = env[VARIABLE] ?? '';
  if (text === '') return undefined;
  if (text === 'true' || text === 'false') return text;
  throw new CliError('usage', `${VARIABLE}: invalid value "${text}": must be true or false`);
};

const enforcing =
  (value: string) =>
  (live: Resource = newNode()): Resource => {
    const { metadata } = live;
    return {
      ...live,
      metadata: { ...metadata, annotations: { ...metadata.annotations, [ENFORCE_REQUESTS]: value } },
    };
  };

/** What the user wants of the cluster as a whole is written down there: it holds for every command after this one. */
export const rememberSettings = async (runtime: Runtime, world: World): Promise<void> => {
  const value = wanted(world.env);
  if (value === undefined) return;
  const { records } = await observeSources(runtime, { records: [NODE_REF.kind], pods: false });
  await writeObject(runtime, world, NODE_REF, enforcing(value), records);
};
