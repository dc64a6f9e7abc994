import { Ajv2020 } from 'ajv/dist/2020.js';
import { openBadgeSchema, statusListSchema } from './schemas.ts';

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictRequired: false,
  strictTypes: false,
  strictTuples: false,
});
ajv.addFormat('uri', (text: string) => /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(text));
ajv.addFormat('email', (text: string) => /^\S+@\S+$/.test(text));
/** A date and time with its offset, like dateTimeStamp of XML Schema. */
ajv.addFormat(
  'date-time',
  (text: string) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
);

const conforming = (schema: object) => {
  const validate = ajv.compile(schema);
  return (document: unknown): readonly string[] =>
    validate(document)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
};

/** The faults of a document as an OpenBadgeCredential of Open Badges 3.0; empty if it is one. */
export const badgeFaults = conforming(openBadgeSchema);
/** The faults of a document as a BitstringStatusListCredential; empty if it is one. */
export const statusListFaults = conforming(statusListSchema);
