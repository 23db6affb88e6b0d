import type { ImageFact, ObservedState } from '../model/state.ts';
import { needsSandbox } from '../model/containers.ts';
import { DEFAULT_TOOLS_IMAGE, needsTools } from '../model/tools.ts';
import type { Container, PodSpec } from '../model/workload.ts';

/**
 * What stands between a pod and its images: nothing (try it), a pull, a wait for the next try, or for good.
 */
export type ImageReadiness =
  | { kind: 'ready' }
  | { kind: 'pull'; images: { image: string; reason: string }[] }
  | { kind: 'wait'; until: number; image: string; code: string; message: string; tries: number }
  | { kind: 'never'; image: string };

type Facts = ObservedState['images'];

const containersOf = (spec: PodSpec): Container[] => [...(spec.initContainers ?? []), ...spec.containers];

/** Probes and sandboxes come out of an image as well. */
export const withTools = (spec: PodSpec, toolsImage = DEFAULT_TOOLS_IMAGE): PodSpec =>
  needsTools(spec) || needsSandbox(spec)
    ? { ...spec, containers: [...spec.containers, { name: 'tools', image: toolsImage }] }
    : spec;

export const imagesOf = (spec: PodSpec): string[] => containersOf(spec).map(({ image }) => image);

const pullReason = (container: Container, fact: ImageFact | undefined, now: number): string | undefined => {
  if (fact === undefined)
    return container.imagePullPolicy === 'Always' ? 'imagePullPolicy is Always' : undefined;
  if (fact.state === 'missing') return 'the image is not there yet';
  return fact.state === 'failed' && fact.retryAt <= now ? `trying again: ${fact.message}` : undefined;
};

/** An image that nobody asked about counts as there: creating the pod is the cheapest way to find out. */
export const imageReadiness = (spec: PodSpec, facts: Facts, now: number): ImageReadiness => {
  const containers = containersOf(spec);
  for (const { image, imagePullPolicy } of containers) {
    const state = facts.get(image)?.state;
    if (imagePullPolicy === 'Never' && (state === 'missing' || state === 'failed')) {
      return { kind: 'never', image };
    }
  }
  const pulls = new Map<string, string>();
  for (const container of containers) {
    const reason = pullReason(container, facts.get(container.image), now);
    if (reason !== undefined) pulls.set(container.image, reason);
  }
  if (pulls.size > 0)
    return { kind: 'pull', images: [...pulls].map(([image, reason]) => ({ image, reason })) };
  for (const { image } of containers) {
    const fact = facts.get(image);
    if (fact?.state !== 'failed') continue;
    const { retryAt: until, code, message, tries } = fact;
    return { kind: 'wait', until, image, code, message, tries };
  }
  return { kind: 'ready' };
};
