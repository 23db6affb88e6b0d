import { LAST_APPLIED } from '../../model/labels.ts';
import type { Resource } from '../../model/resource.ts';
import { CliError } from '../../model/cli-error.ts';
import { goJson } from './go-json.ts';
import { isObject, type JsonObject } from './json.ts';

const withAnnotations = (resource: Resource, annotations: Record<string, string>): Resource => ({
  ...resource,
  metadata: { ...resource.metadata, annotations },
});

/** What `kubectl apply` notes of a resource: the resource without that note, byte for byte as kubectl writes it. */
const lastAppliedText = (resource: Resource): string => {
  const { [LAST_APPLIED]: _, ...annotations } = resource.metadata.annotations ?? {};
  return `${goJson(withAnnotations(resource, annotations))}\n`;
};

/** A live resource with the note that `applied` was applied to it. */
export const withNoteOf = (applied: Resource, live: Resource): Resource =>
  withAnnotations(live, { ...live.metadata.annotations, [LAST_APPLIED]: lastAppliedText(applied) });

/** The resource with the note of what was applied, which is the resource itself. */
export const withLastApplied = (resource: Resource): Resource => withNoteOf(resource, resource);

/** What a verb other than apply writes: the note where it is wanted, and brought up to date where it is. */
export const withNoteKept = (resource: Resource, saveConfig: boolean): Resource =>
  saveConfig || resource.metadata.annotations?.[LAST_APPLIED] !== undefined
    ? withLastApplied(resource)
    : resource;

/** What was last applied to a live resource; nothing where it was made in another way. */
export const lastAppliedOf = (resource: Resource): JsonObject | undefined => {
  const text = resource.metadata.annotations?.[LAST_APPLIED];
  if (text === undefined || text === '') return undefined;
  const applied = parsed(text);
  if (!isObject(applied)) throw new CliError('badLastApplied', 'invalid JSON document');
  return applied;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
