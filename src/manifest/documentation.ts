import type { Documentation, DocumentedField, DocumentedType } from '../model/documentation.ts';

type WrittenField = readonly [type: string, description: string, choices?: readonly unknown[]];

interface WrittenType {
  readonly description: string;
  /** A name that ends in `!` is one of a field that must be there. */
  readonly fields: object;
}

const fieldOf = ([written, [type, description, choices = []]]: [string, WrittenField]): DocumentedField => ({
  name: written.replace(/!$/, ''),
  type,
  required: written.endsWith('!'),
  description,
  choices,
});

const typeOf = ({ description, fields }: WrittenType): DocumentedType => ({
  description,
  fields: Object.entries<WrittenField>({ ...fields }).map(fieldOf),
});

/** Reads the file that `scripts/generate-documentation.mjs` writes. */
export const readDocumentation = async (): Promise<Documentation> => {
  const { default: file } = await import('./documentation.generated.json', { with: { type: 'json' } });
  const types: Readonly<Record<string, WrittenType>> = file.types;
  return (name) => {
    const written = Object.hasOwn(types, name) ? types[name] : undefined;
    return written === undefined ? undefined : typeOf(written);
  };
};
