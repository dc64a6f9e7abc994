import type { Dataset } from '../../../shared/domain/catalog/catalog.ts';

/** A dataset with a field of every type, for tests. */
export const readings: Dataset = {
  id: 'readings',
  title: 'Readings',
  description: 'Readings of meters.',
  licence: 'readings',
  synthetic: true,
  source: 'Tests',
  fields: {
    takenAt: 'timestamp',
    place: 'string',
    count: 'integer',
    level: 'number',
    valid: 'boolean',
    installedOn: 'date',
  },
  timeField: 'takenAt',
  textFields: ['place'],
  sampleRecords: 3,
};

/** A dataset without a time field and without text fields. */
export const timeless: Dataset = { ...readings, id: 'timeless', timeField: undefined, textFields: undefined };
