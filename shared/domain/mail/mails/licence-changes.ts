import type { AddressMail, OnceFields } from '../mail.ts';

type LicenceChanges = OnceFields & {
  readonly title: string;
  /** Where the new text is read: a path of this site. */
  readonly url: string;
  /** The day, as in `2026-11-01`. */
  readonly inForceFrom: string;
  /** Days until then, the begun one included; absent in the announcement. */
  readonly daysLeft?: number;
};

type Version = { readonly id: string; readonly version: string; readonly inForceFrom: string };

/** The occasion of a version to come: its notice, and the person told; absent, the organization's own address is told. */
export const licenceOccasion = ({ id, version, inForceFrom }: Version, phase: string, personId?: string): string =>
  ['licence', id, version, inForceFrom, phase, ...(personId === undefined ? [] : [personId])].join(':');

/** To the owners and admins of an organization that accepted a licence: a new version comes. Once when it is announced, and before its day. */
export const licenceChangesMail: AddressMail<LicenceChanges> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/app/licences',
  en: ({ title, url, inForceFrom, daysLeft }, { origin, date, counted }) => ({
    subject:
      daysLeft === undefined
        ? `${title} changes on ${date(inForceFrom)}`
        : `${counted(daysLeft, 'day')} left to accept ${title}`,
    paragraphs: [
      `A new version of “${title}” comes into force on ${date(inForceFrom)}, at 00:00 UTC.`,
      'Accept it before then. From that day, keys for its data stop until a member of your organization accepts it.',
      `Read the new text: ${origin}${url}`,
    ],
    label: 'Read and accept',
    note: 'You’re receiving this because you accepted an earlier version.',
  }),
  ar: ({ title, url, inForceFrom, daysLeft }, { origin, date, name, code, counted }) => ({
    subject:
      daysLeft === undefined
        ? `تتغيّر ${name(title)} في ${date(inForceFrom)}`
        : `بقي ${counted(daysLeft, 'day')} للموافقة على ${name(title)}`,
    paragraphs: [
      `يسري إصدار جديد من «${name(title)}» في ${date(inForceFrom)} الساعة ${code('00:00 UTC')}.`,
      'وافق عليه قبل هذا الموعد. ابتداءً منه تتوقف مفاتيح بياناتها حتى يوافق عليه أحد أعضاء مؤسستك.',
      `اقرأ النص الجديد: ${code(origin + url)}`,
    ],
    label: 'القراءة والموافقة',
    note: 'تصلك هذه الرسالة لأنك وافقت على إصدار سابق.',
  }),
  examples: {
    '': {
      ...{ id: 'example', accountId: 'example', noticeId: 'example' },
      ...{ title: 'Licence for film data', url: '/licences/films/2026-12', inForceFrom: '2026-12-31' },
    },
    reminder: {
      ...{ id: 'example', accountId: 'example', noticeId: 'example', daysLeft: 3 },
      ...{ title: 'Licence for film data', url: '/licences/films/2026-12', inForceFrom: '2026-12-31' },
    },
  },
};
