import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { fieldTypesOf } from '../../shared/domain/catalog/field.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

/** A dataset as it is written in `tollgate.config.ts`. */
export function entryOf(dataset: Dataset): string {
  const { id, title, description, source, synthetic, licence, fields, timeField, textFields, sampleRecords } = dataset;
  return [
    '    {',
    ...Object.entries({ id, title, description, source }).map(
      ([name, text]) => `      ${name}: ${quoted(textIn(text, 'en'))},`,
    ),
    `      synthetic: ${synthetic},`,
    `      licence: ${quoted(licence)},`,
    '      fields: {',
    ...Object.entries(fieldTypesOf({ fields })).map(([name, type]) => `        ${name}: ${quoted(type)},`),
    '      },',
    ...(timeField === undefined ? [] : [`      timeField: ${quoted(timeField)},`]),
    ...(textFields?.length ? [`      textFields: [${textFields.map(quoted).join(', ')}],`] : []),
    `      sampleRecords: ${sampleRecords},`,
    '    },',
  ].join('\n');
}
