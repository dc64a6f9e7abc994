import type { Dataset } from '../../shared/domain/catalog/catalog.ts';

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

/** A dataset as it is written in `tollgate.config.ts`. */
export function entryOf(dataset: Dataset): string {
  const { id, title, description, source, synthetic, licence, fields, timeField, textFields, sampleRecords } = dataset;
  return [
    '    {',
    ...Object.entries({ id, title, description, source }).map(([name, text]) => `      ${name}: ${quoted(text)},`),
    `      synthetic: ${synthetic},`,
    `      licence: ${quoted(licence)},`,
    '      fields: {',
    ...Object.entries(fields).map(([name, type]) => `        ${name}: ${quoted(type)},`),
    '      },',
    ...(timeField === undefined ? [] : [`      timeField: ${quoted(timeField)},`]),
    ...(textFields?.length ? [`      textFields: [${textFields.map(quoted).join(', ')}],`] : []),
    `      sampleRecords: ${sampleRecords},`,
    '    },',
  ].join('\n');
}
