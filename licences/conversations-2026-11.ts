import type { Licence } from '../shared/domain/catalog/licence.ts';

/** A published text never changes: a new version is a new file beside this one. */
export const conversationLicence: Licence = {
  id: 'conversations',
  version: '2026-11-01',
  title: 'Licence for conversation data',
  text: `Licence for conversation data, version 2026-11-01

1. What you get. A right, not exclusive and not transferable, to read records of the dataset through the API with your own
   keys while your subscription runs, and to use them to understand, track and measure conversations around brands.

2. What you may not do. You may not resell, publish or share records in bulk, rebuild a copy of the dataset, identify or
   contact the people who wrote posts, train a model that reproduces records, or use records for surveillance by or for a
   government without written permission.

3. What you keep. Results that you derive, such as counts, trends and reports, are yours, as long as no single record can be
   read back from them.

4. What you must do. Keep keys secret; tell us at once when one leaks. Delete a record within 30 days after it has
   disappeared from the API, and every record within 30 days after your last subscription ends.

5. What we record. We record which key read which records and when, and we may show that record to prove how the data was used.

6. End. The licence ends with your last subscription, or when you break it and do not mend that within 14 days of being told.

This text is a demonstration. Have your own lawyer write yours.
`,
};
