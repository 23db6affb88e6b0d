import { createInvocation } from '../../cli/invocation.ts';
import { rememberedNamespace } from '../../cli/run-command.ts';
import { findResourceType } from '../../model/resource-types.ts';
import type { ObservedPod } from '../../model/pod.ts';
import type { World } from '../../world.ts';
import { findObjects } from '../find-objects.ts';
import type { Line } from './situation.ts';

/** What there is on the engine that the line is for. */
export interface LiveNames {
  /** Of a type as it is typed: `po`, `deployments.apps`. */
  ofType(word: string): Promise<readonly string[]>;
  pods(): Promise<readonly ObservedPod[]>;
  contexts(): Promise<readonly string[]>;
}

export const openLiveNames = async (
  { parsed }: Line,
  world: World,
): Promise<LiveNames & { close(): Promise<void> }> => {
  const remembered = await rememberedNamespace(parsed, world);
  const { invocation, close } = createInvocation('berth', parsed, remembered, world);
  const { namespace } = invocation;
  return {
    ofType: async (word) => {
      const type = findResourceType(word);
      if (type === undefined) return [];
      const args = { form: 'types', types: [type] } as const;
      const request = { args, namespace, allNamespaces: false, labels: '', fields: '' };
      const { objects } = await findObjects(await invocation.runtime(), request, world.clock.now());
      return objects.map(({ metadata }) => metadata.name);
    },
    pods: async () =>
      (await (await invocation.runtime()).listPods()).filter((pod) => pod.namespace === namespace),
    contexts: async () => (await (await world.dockerContexts()).list()).map(({ name }) => name),
    close,
  };
};
