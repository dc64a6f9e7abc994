import type { Dataset } from './catalog.ts';
import { deprecatable } from './deprecation-rule.ts';
import type { DescribedField } from './field.ts';
import {
  allOf,
  configuredId,
  known,
  listOf,
  localizedText,
  longText,
  matching,
  must,
  mustBeOneOf,
  mustBeWholeNumber,
  object,
  objectIn,
  optional,
  type Rule,
} from './rules.ts';

/**
 * Names that no field of a dataset may have. They are the query parameters of `/data` (`shared/domain/datasets/README.md`, "Reads of
 * datasets") and the `id` of every record.
 */
export const reservedFieldNames = ['id', 'q', 'from', 'to', 'fields', 'limit', 'cursor', 'by'] as const;

/** A rule for a dataset under one of these licences. */
export const dataset =
  (licences: readonly string[]): Rule =>
  (value, path) => {
    const fields = objectIn(objectIn(value).fields);
    const namesOf = (...types: string[]) =>
      Object.keys(fields).filter((name) => types.some((type) => type === typeIn(fields[name])));
    return object<Dataset>({
      id: configuredId,
      title: localizedText(),
      description: longText,
      licence: known(licences),
      synthetic: must((given) => typeof given === 'boolean', 'must be true or false'),
      source: longText,
      fields: datasetFields,
      timeField: optional(fieldAmong(namesOf('date', 'timestamp'), 'date or timestamp')),
      textFields: optional(listOf(fieldAmong(namesOf('string'), 'string'))),
      sampleRecords: mustBeWholeNumber(0),
      ...deprecatable(Object.keys(fields)),
    })(value, path);
  };

const fieldAmong = (names: readonly string[], types: string): Rule =>
  must(
    (value) => typeof value === 'string' && names.includes(value),
    `must be one of the fields, of type ${types}${names.length > 0 ? `: ${names.join(', ')}` : ''}`,
  );

/** The type that a field is given, described or not. */
const typeIn = (field: unknown): unknown => (typeof field === 'string' ? field : objectIn(field).type);

const fieldTypes = mustBeOneOf(['string', 'integer', 'number', 'boolean', 'date', 'timestamp']);
const fieldName = allOf(
  must(
    (name) => !(reservedFieldNames as readonly unknown[]).includes(name),
    `is a reserved name; a field may have any name but ${reservedFieldNames.join(', ')}`,
  ),
  matching(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, 'must be named with letters, digits and "_", starting with a letter'),
);

const isOfType: Readonly<Record<string, (value: unknown) => boolean>> = {
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
};
const isText = (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= 200;

const field: Rule = (value, path) => {
  if (typeof value !== 'object' || value === null) return fieldTypes(value, path);
  const type = String(objectIn(value).type);
  return object<DescribedField>({
    type: fieldTypes,
    meaning: localizedText(400),
    example: optional(must(isOfType[type] ?? isText, `must be a value that a field of type ${type} may have`)),
  })(value, path);
};

const datasetFields: Rule = (value, path) => {
  const fields = Object.entries(objectIn(value));
  if (fields.length === 0) return [{ field: path, message: 'must name at least one field' }];
  return fields.flatMap(([name, type]) => [...fieldName(name, `${path}.${name}`), ...field(type, `${path}.${name}`)]);
};
