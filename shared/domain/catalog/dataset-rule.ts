import type { Dataset } from './catalog.ts';
import { deprecatable } from './deprecation-rule.ts';
import {
  allOf,
  configuredId,
  known,
  listOf,
  longText,
  matching,
  must,
  mustBeOneOf,
  mustBeWholeNumber,
  object,
  objectIn,
  optional,
  type Rule,
  shortText,
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
      Object.keys(fields).filter((name) => types.some((type) => type === fields[name]));
    return object<Dataset>({
      id: configuredId,
      title: shortText(),
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

const fieldType = mustBeOneOf(['string', 'integer', 'number', 'boolean', 'date', 'timestamp']);
const fieldName = allOf(
  must(
    (name) => !(reservedFieldNames as readonly unknown[]).includes(name),
    `is a reserved name; a field may have any name but ${reservedFieldNames.join(', ')}`,
  ),
  matching(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, 'must be named with letters, digits and "_", starting with a letter'),
);

const datasetFields: Rule = (value, path) => {
  const fields = Object.entries(objectIn(value));
  if (fields.length === 0) return [{ field: path, message: 'must name at least one field' }];
  return fields.flatMap(([name, type]) => [
    ...fieldName(name, `${path}.${name}`),
    ...fieldType(type, `${path}.${name}`),
  ]);
};
