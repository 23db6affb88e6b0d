import type { NewPod, ObservedPod } from '../../src/model/pod.ts';
import type { Runtime } from '../../src/runtime/driver.ts';

type PodName = Pick<NewPod, 'namespace' | 'name'>;

export const findPod = async (
  runtime: Runtime,
  { namespace, name }: PodName,
): Promise<ObservedPod | undefined> => {
  const pods = await runtime.listPods();
  return pods.find((pod) => pod.namespace === namespace && pod.name === name);
};

/** A pod that must be there. */
export const getPod = async (runtime: Runtime, named: PodName): Promise<ObservedPod> => {
  const pod = await findPod(runtime, named);
  if (pod === undefined) throw new Error(`there is no pod ${named.namespace}/${named.name}`);
  return pod;
};

/**
 * The pod as soon as it is as it should be. It looks again whenever the runtime announces a change, so it also
 * shows that the change was announced.
 */
export const podWhen = async (
  runtime: Runtime,
  named: PodName,
  condition: (pod: ObservedPod) => boolean,
): Promise<ObservedPod> => {
  const controller = new AbortController();
  try {
    const changes = await runtime.watch(controller.signal);
    const first = await findPod(runtime, named);
    if (first !== undefined && condition(first)) return first;
    for await (const { pod } of changes) {
      if (pod.name !== named.name || pod.namespace !== named.namespace) continue;
      const now = await findPod(runtime, named);
      if (now !== undefined && condition(now)) return now;
    }
    throw new Error(`the watch ended before ${named.namespace}/${named.name} was as expected`);
  } finally {
    controller.abort();
  }
};

export const running = (pod: ObservedPod): boolean => pod.state === 'running';
export const exited = (pod: ObservedPod): boolean => pod.state === 'exited';
export const restarted = (pod: ObservedPod): boolean => pod.restarts > 0;

/** Creates a pod and starts it. */
export const launch = async (runtime: Runtime, pod: NewPod): Promise<void> => {
  await runtime.createPod(pod);
  await runtime.startPod(await getPod(runtime, pod));
};

/** For pods that stay: creates one and waits until it runs. */
export const launched = async (runtime: Runtime, pod: NewPod): Promise<ObservedPod> => {
  await launch(runtime, pod);
  return podWhen(runtime, pod, running);
};

/** Just what was asked for, without what the runtime adds. */
export const asked = (pod: ObservedPod): NewPod => ({
  namespace: pod.namespace,
  name: pod.name,
  uid: pod.uid,
  labels: pod.labels,
  annotations: pod.annotations,
  ...(pod.owner === undefined ? {} : { owner: pod.owner }),
  hash: pod.hash,
  spec: pod.spec,
});
