import { elementType, type Documentation, type DocumentedField } from '../../model/documentation.ts';
import type { ResourceType } from '../../model/resource-types.ts';

/** What `explain` is asked about. */
export interface Question {
  readonly type: ResourceType;
  readonly path: readonly string[];
  readonly recursive: boolean;
  readonly documentation: Documentation;
}

export interface Explanation {
  readonly text: string;
  /** The field that the path names and the type does not have. */
  readonly missing?: string | undefined;
}

/** The fields on the way along the path, up to the first that is not there. */
export const fieldsAlong = ({
  type,
  path,
  documentation,
}: Omit<Question, 'recursive'>): readonly DocumentedField[] => {
  const found: DocumentedField[] = [];
  let owner = type.kind;
  for (const name of path) {
    const field = documentation(owner)?.fields.find((field) => field.name === name);
    if (field === undefined) break;
    found.push(field);
    owner = elementType(field.type);
  }
  return found;
};
