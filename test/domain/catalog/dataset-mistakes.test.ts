import { describe } from 'vitest';
import { reservedFieldNames } from '../../../shared/domain/catalog/dataset-rule.ts';
import { idAllowed, refuses } from './configuration.ts';

describe('a configuration of datasets and licences', () => {
  refuses([
    ...reservedFieldNames.map(
      (name) =>
        [
          `a field called ${name}`,
          'string',
          ['datasets', 0, 'fields', name],
          `datasets[0].fields.${name}: is a reserved name; a field may have any name but id, q, from, to, fields, limit, cursor, by`,
        ] as const,
    ),
    [
      'a field whose name is no word',
      'string',
      ['datasets', 0, 'fields', 'a-b'],
      'datasets[0].fields.a-b: must be named with letters, digits and "_", starting with a letter',
    ],
    [
      'a field of an unknown type',
      'json',
      ['datasets', 0, 'fields', 'level'],
      'datasets[0].fields.level: must be one of string, integer, number, boolean, date, timestamp',
    ],
    ['no fields', {}, ['datasets', 0, 'fields'], 'datasets[0].fields: must name at least one field'],
    [
      'a time field that is not one of the fields',
      'when',
      ['datasets', 0, 'timeField'],
      'datasets[0].timeField: must be one of the fields, of type date or timestamp: takenAt',
    ],
    [
      'a time field that is a number',
      'level',
      ['datasets', 0, 'timeField'],
      'datasets[0].timeField: must be one of the fields, of type date or timestamp: takenAt',
    ],
    [
      'a time field that every object inherits',
      'constructor',
      ['datasets', 0, 'timeField'],
      'datasets[0].timeField: must be one of the fields, of type date or timestamp: takenAt',
    ],
    [
      'a text field that is a number',
      'level',
      ['datasets', 0, 'textFields', 0],
      'datasets[0].textFields[0]: must be one of the fields, of type string: place',
    ],
    [
      'a dataset under an unknown licence',
      'none',
      ['datasets', 0, 'licence'],
      'datasets[0].licence: "none" is not known; it must be one of standard',
    ],
    [
      'half a sample record',
      0.5,
      ['datasets', 0, 'sampleRecords'],
      'datasets[0].sampleRecords: must be a whole number, 0 or more',
    ],
    ['a dataset called counts', 'counts', ['datasets', 0, 'id'], `datasets[0].id: ${idAllowed}`],
    [
      'a licence without a version',
      undefined,
      ['licences', 0, 'version'],
      'licences[0].version: must be 1 to 40 letters, digits, ".", "-" or "_"',
    ],
    ['an empty licence', '', ['licences', 0, 'text'], 'licences[0].text: must be a text of 1 to 200000 characters'],
  ]);
});
