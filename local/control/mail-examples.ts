import type { Language } from '../../shared/domain/accounts/account.ts';
import type { Notice } from '../../shared/domain/billing/notices.ts';
import { badgeDecided, badgeRefunded } from '../../shared/mail/badge-templates.ts';
import { licenceChanges } from '../../shared/mail/licence-changes.ts';
import { noticeContent, noticeLink } from '../../shared/mail/notice-templates.ts';
import { affiliateInvited, affiliateRemoved, domainProofFailing } from '../../shared/mail/organization-templates.ts';
import { passkeyChanged } from '../../shared/mail/passkey-changed.ts';
import type { Content } from '../../shared/mail/render.ts';
import { suspensionContent } from '../../shared/mail/suspension.ts';
import { accountDeleted, noAccount, signIn, signUp, type Words } from '../../shared/mail/templates.ts';
import { webhookDisabled } from '../../shared/mail/webhook-disabled.ts';

export type MailExample = { readonly title: string; readonly content: (language: Language) => Content };
type Sender = { readonly site: string; readonly supportEmail: string; readonly origin: string };

const basic = { id: 'example', name: 'Basic' };
const at = '2026-12-01T09:30:00.000Z';

const cap = { kind: 'spend_cap_reached', amountMinor: 200_00, currency: 'usd', renewsAt: at } as const;
const usage = { kind: 'usage_reached', allowance: 10_000, unit: 'record', renewsAt: at } as const;

const notices: { readonly [K in Notice['kind']]: readonly Extract<Notice, { readonly kind: K }>[] } = {
  trial_ending: [{ ...basic, kind: 'trial_ending', endsAt: at }],
  payment_failed: [
    { ...basic, kind: 'payment_failed', accessUntil: at, payAt: null },
    { ...basic, kind: 'payment_failed', accessUntil: null, payAt: null },
    { ...basic, kind: 'payment_failed', because: 'debit_returned', accessUntil: null, payAt: null },
    { ...basic, kind: 'payment_failed', because: 'location_unknown', accessUntil: at, payAt: null },
    { ...basic, kind: 'payment_failed', because: 'not_invoiced', accessUntil: at, payAt: null },
  ],
  access_ending: [
    { ...basic, kind: 'access_ending', because: 'canceled', accessUntil: at, payAt: null },
    { ...basic, kind: 'access_ending', because: 'invoice_overdue', accessUntil: at, payAt: null },
  ],
  access_ended: [
    { ...basic, kind: 'access_ended' },
    { ...basic, kind: 'access_ended', because: 'refunded' },
    { ...basic, kind: 'access_ended', because: 'disputed' },
  ],
  trial_refused: [
    { ...basic, kind: 'trial_refused', because: 'card_had_trial' },
    { ...basic, kind: 'trial_refused', because: 'account_had_trial' },
  ],
  card_expiring: [
    { ...basic, kind: 'card_expiring', brand: 'visa', last4: '4242', lastMonth: '2026-11', renewsAt: at },
  ],
  plan_changed: [
    { ...basic, kind: 'plan_changed', name: 'Pro', from: 'Basic', interval: 'month' },
    { ...basic, kind: 'plan_changed', name: 'Verified', from: 'Verified', interval: 'year' },
  ],
  usage_reached: [
    { ...basic, ...usage, percent: 80, overage: false },
    { ...basic, ...usage, percent: 100, overage: false },
    { ...basic, ...usage, name: 'Pro', percent: 100, overage: true },
  ],
  spend_cap_reached: [
    { ...basic, ...cap, name: 'Pro', percent: 80 },
    { ...basic, ...cap, name: 'Pro', percent: 100 },
  ],
  top_up_failed: [
    { ...basic, kind: 'top_up_failed', name: 'Pay-per-use', amountMinor: 20_00, currency: 'usd', isOff: false },
    { ...basic, kind: 'top_up_failed', name: 'Pay-per-use', amountMinor: 20_00, currency: 'usd', isOff: true },
  ],
  credit_low: [
    { ...basic, kind: 'credit_low', name: 'Pay-per-use', left: 380 },
    { ...basic, kind: 'credit_low', name: 'Pay-per-use', left: 0 },
  ],
  price_changed: [
    {
      ...{ ...basic, kind: 'price_changed', beforeMinor: 90_00, afterMinor: 100_00 },
      ...{ currency: 'usd', interval: 'month', startsAt: at },
    },
  ],
};

const badgeDecisions = [
  'approve',
  'approve_unpaid',
  'refuse',
  'revoke',
  'ask',
  'uphold_appeal',
  'refuse_appeal',
] as const;

/** Every mail there is, with made-up data. */
export function mailExamples({ site, supportEmail, origin }: Sender): readonly MailExample[] {
  const words = (language: Language, path: string) => ({ site, language, link: `${origin}${path}` });
  const link = '/sign-in/link?token=an-example-that-opens-nothing';
  return [
    { title: 'sign_in', content: (language) => signIn(words(language, link)) },
    { title: 'sign_in: a new account', content: (language) => signUp(words(language, link)) },
    { title: 'sign_in: no account', content: (language) => noAccount(words(language, '/sign-up')) },
    ...badgeDecisions.map((decision) => ({
      title: `badge_decided: ${decision}`,
      content: (language: Language) =>
        badgeDecided(words(language, '/dashboard'), {
          handle: 'ada',
          decision,
          reason: decision.includes('approve') ? null : 'The page does not name you.',
          answerUntil: at,
        }),
    })),
    {
      title: 'badge_refunded',
      content: (language) =>
        badgeRefunded(words(language, '/dashboard'), { handle: 'ada', amountMinor: 8_00, currency: 'usd' }),
    },
    ...Object.values(notices)
      .flat()
      .map((notice) => ({
        title: titleOf(notice),
        content: (language: Language) => noticeContent({ site, language, link: noticeLink(origin, notice) }, notice),
      })),
    ...(['suspended', 'restored'] as const).map((state) => ({
      title: `account_suspension: ${state}`,
      content: (language: Language) =>
        suspensionContent(words(language, '/dashboard'), { state, supportEmail, reason: 'Reads for a competitor.' }),
    })),
    ...passkeyMails((language) => words(language, '/dashboard#passkeys'), supportEmail),
    ...aboutAcceptances({ site, supportEmail, origin }),
    {
      title: 'affiliate_invited',
      content: (language) =>
        affiliateInvited({
          ...words(language, '/dashboard#badges'),
          ...{ organization: 'Acme Ltd', page: `${origin}/badges/acme` },
        }),
    },
    {
      title: 'affiliate_removed',
      content: (language) => affiliateRemoved({ ...words(language, '/dashboard#badges'), organization: 'Acme Ltd' }),
    },
    ...(['failing', 'lost'] as const).map((state) => ({
      title: `domain_proof: ${state}`,
      content: (language: Language) =>
        domainProofFailing({
          ...words(language, '/dashboard'),
          ...{ domain: 'acme.example', state, losesAt: state === 'failing' ? at : null },
        }),
    })),
    ...(['failing', 'gone'] as const).map((because) => ({
      title: `webhook_disabled: ${because}`,
      content: (language: Language) =>
        webhookDisabled(words(language, '/dashboard#webhooks'), { host: 'hooks.example.com', because, since: at }),
    })),
  ];
}

const passkeyMails = (words: (language: Language) => Words, supportEmail: string): MailExample[] =>
  (['added', 'removed'] as const).map((change) => ({
    title: `passkey_changed: ${change}`,
    content: (language) =>
      passkeyChanged(words(language), { change, at, supportEmail, label: 'work laptop', of: 'ada@example.com' }),
  }));

const aboutAcceptances = ({ site, supportEmail, origin }: Sender): MailExample[] => [
  {
    title: 'account_deleted',
    content: (language) =>
      accountDeleted({ site, language, supportEmail, organization: 'Example Ltd', acceptancesKeptYears: 6 }),
  },
  {
    title: 'licence_changes',
    content: (language) =>
      licenceChanges({
        ...{ site, language, link: `${origin}/dashboard#licences`, inForceFrom: '2026-12-31' },
        ...{ title: 'Licence for film data', text: `${origin}/licences/films/2026-12` },
      }),
  },
];

function titleOf(notice: Notice): string {
  if (notice.kind === 'access_ending' || notice.kind === 'trial_refused') return `${notice.kind}: ${notice.because}`;
  if (notice.kind === 'access_ended' && notice.because) return `${notice.kind}: ${notice.because}`;
  if (notice.kind === 'usage_reached') return `${notice.kind}: ${notice.percent}%${notice.overage ? ', overage' : ''}`;
  if (notice.kind === 'spend_cap_reached') return `${notice.kind}: ${notice.percent}%`;
  if (notice.kind === 'payment_failed' && notice.because) return `${notice.kind}: ${notice.because}`;
  if (notice.kind === 'payment_failed' && notice.accessUntil === null) return `${notice.kind}: no grace left`;
  if (notice.kind === 'top_up_failed' && notice.isOff) return `${notice.kind}: turned off`;
  if (notice.kind === 'credit_low' && notice.left === 0) return `${notice.kind}: nothing left`;
  if (notice.kind === 'plan_changed' && notice.from === notice.name) return `${notice.kind}: interval`;
  return notice.kind;
}
