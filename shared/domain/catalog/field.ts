import type { Localized } from './localized.ts';

/** The type of a dataset's field, as the catalogue names it. */
export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';

/** A field whose meaning buyers are told. */
export type DescribedField = {
  readonly type: FieldType;
  readonly meaning: Localized;
  /** A value that it may have. */
  readonly example?: string | number | boolean;
};

type Fields = Readonly<Record<string, FieldType | DescribedField>>;

/** The type of a field, described or not. */
export const typeOfField = (field: FieldType | DescribedField): FieldType =>
  typeof field === 'string' ? field : field.type;

/** The type of each field, in the order of the configuration. */
export const fieldTypesOf = ({ fields }: { readonly fields: Fields }): Readonly<Record<string, FieldType>> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, typeOfField(field)]));
