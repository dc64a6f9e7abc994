import { describe } from 'vitest';
import { refuses } from './configuration.ts';

describe('a configuration of what a plan shows of its datasets', () => {
  refuses([
    [
      'pages larger than any',
      1_001,
      ['plans', 0, 'maxLimit'],
      'plans[0].maxLimit: must be a whole number from 1 to 1000',
    ],
    [
      'fields as a list',
      ['takenAt'],
      ['plans', 0, 'fields'],
      'plans[0].fields: must be lists of fields by dataset id, such as { posts: ["postedAt", "text"] }',
    ],
    [
      'fields of a dataset that it does not have',
      { tides: ['takenAt'] },
      ['plans', 0, 'fields'],
      'plans[0].fields.tides: is not one of the datasets of this plan',
    ],
    [
      'a field that the dataset does not have',
      { readings: ['takenAt', 'wind'] },
      ['plans', 0, 'fields'],
      'plans[0].fields.readings[1]: "wind" is not known; it must be one of takenAt, place, level',
    ],
    [
      'fields without the time, which is in every cursor',
      { readings: ['level'] },
      ['plans', 0, 'fields'],
      'plans[0].fields.readings: must have takenAt, the time field, which orders every page',
    ],
  ]);
});
