import type { Licence } from '../shared/domain/catalog/licence.ts';

/** A published text never changes: a new version is a new file beside this one. */
export const filmsLicence: Licence = {
  id: 'films',
  version: '2026-11-01',
  title: 'Licence for film data',
  text: `Licence for film data, version 2026-11-01

1. You may read records of the dataset through the API with your own keys and use them in your products and reports.

2. You may not resell the dataset or offer a copy of it.

3. The figures come from the movies table of vega-datasets and are given without warranty.

4. We record which key read which records and when.

This text is a demonstration. Have your own lawyer write yours.
`,
};
