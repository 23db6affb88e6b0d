import { parseManifests } from '../../manifest/parse.ts';
import { validate } from '../../manifest/validate.ts';
import { CliError } from '../../model/cli-error.ts';
import { type Resource, refKey, refOf } from '../../model/resource.ts';
import type { EditFault } from './edit-text.ts';

/** An object as it was opened, and as it was saved. */
interface EditedObject {
  readonly original: Resource;
  readonly edited: Resource;
}

/** What was saved, or why it makes no sense. */
export const readEdited = (
  text: string,
  originals: ReadonlyMap<string, Resource>,
): { readonly objects: readonly EditedObject[] } | { readonly fault: EditFault } => {
  const { documents, problems } = parseManifests([{ file: 'edited', text }]);
  const found = [...problems, ...validate(documents, { level: 'strict', ignoreUnknownKinds: false })];
  const errors = found.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (errors.length > 0) return { fault: { head: 'The edited file cannot be taken', details: errors } };
  const objects = documents.map(({ resource: edited }) => {
    const original = originals.get(refKey(refOf(edited)));
    if (original === undefined) {
      throw new CliError('badPatch', 'At least one of apiVersion, kind and name was changed');
    }
    return { original, edited };
  });
  return { objects };
};
