import { keyExpiryAuthority } from '../functions/key-expiry/authority.ts';
import { licenceNoticesAuthority } from '../functions/licence-notices/authority.ts';
import type { JobDeclaration } from './function-declaration.ts';

/** Jobs that tell buyers of something before its day. */
export const noticeJobs: Readonly<Record<string, JobDeclaration>> = {
  /** Mails owners and admins of buyers who accepted a licence before the day on which keys need its next version. */
  'licence-notices': {
    work: licenceNoticesAuthority,
    size: { timeoutSeconds: 300 },
    recurring: { everyMinutes: 60 },
    table: { read: ['licence', 'licenceText', 'member', 'person'], write: ['licenceText'], lists: ['ACCOUNT'] },
    sendsTo: ['mail'],
  },
  /** Owners of keys that expire within seven days are mailed. */
  'key-expiry': {
    work: keyExpiryAuthority,
    size: { timeoutSeconds: 900 },
    recurring: { everyMinutes: 360 },
    table: { read: ['keyList'], lists: ['ACCOUNT'] },
    sendsTo: ['mail', 'webhooks'],
  },
};
