import type { AddressMail, OnceFields } from '../mail.ts';

type DomainProofFailing = OnceFields & {
  readonly domain: string;
  readonly state: 'failing' | 'lost';
  /** When a proof that is failing is lost; null: it is lost. */
  readonly losesAt: string | null;
};

type Failing = { readonly domain: string; readonly state: 'failing' | 'lost'; readonly failingSince: string };

/** The occasion: a record is missing since then, or has been for too long. */
export const domainOccasion = ({ domain, state, failingSince }: Failing): string =>
  `domain:${domain}:${state}:${failingSince}`;

const example = { id: 'example', accountId: 'example', noticeId: 'example', domain: 'acme.example' };

/** To the holder of an organization's badge: the record that proves its domain is missing. Once when it is, and once when the proof is lost. */
export const domainProofMail: AddressMail<DomainProofFailing> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/app',
  en: ({ domain, state, losesAt }, { date }) => ({
    ...(state === 'failing'
      ? {
          subject: `DNS record for ${domain} is missing`,
          paragraphs: [
            `We can’t find the TXT record that verifies ${domain}.`,
            `Restore it${losesAt === null ? '' : ` by ${date(losesAt)}`}, or we hide your badge and your affiliates’ badges.`,
          ],
        }
      : {
          subject: `Your badge is hidden: ${domain} is no longer verified`,
          paragraphs: [
            `The TXT record for ${domain} was missing too long, so we hid your badge and your affiliates’ badges.`,
            'Restore the record and check it on your dashboard. The badges then show again immediately.',
          ],
        }),
    label: 'Open dashboard',
    note: 'You’re receiving this because your organization has a badge.',
  }),
  ar: ({ domain, state, losesAt }, { date, code }) => ({
    ...(state === 'failing'
      ? {
          subject: `سجل DNS للنطاق ${code(domain)} مفقود`,
          paragraphs: [
            `لا نجد سجل TXT الذي يثبت ملكيتك للنطاق ${code(domain)}.`,
            `أعده${losesAt === null ? '' : ` قبل ${date(losesAt)}`} حتى لا تختفي شارتك وشارات المنتسبين إليك.`,
          ],
        }
      : {
          subject: `شارتك مخفية: لم تعد ملكية ${code(domain)} مُثبتة`,
          paragraphs: [
            `غاب سجل TXT للنطاق ${code(domain)} مدة طويلة، فأخفينا شارتك وشارات المنتسبين إليك.`,
            'أعد السجل ثم تحقّق منه من لوحة التحكم، فتظهر الشارات من جديد فورًا.',
          ],
        }),
    label: 'فتح لوحة التحكم',
    note: 'تصلك هذه الرسالة لأن لمؤسستك شارة.',
  }),
  examples: {
    failing: { ...example, state: 'failing', losesAt: '2026-12-01T09:30:00.000Z' },
    lost: { ...example, state: 'lost', losesAt: null },
  },
};
