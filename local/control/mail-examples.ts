import type { Language } from '../../shared/domain/accounts/account.ts';
import type { Notice } from '../../shared/domain/billing/notices.ts';
import { noticeContent, noticeLink } from '../../shared/mail/notice-templates.ts';
import type { Content } from '../../shared/mail/render.ts';
import { accountDeleted, badgeDecided, noAccount, signIn, signUp } from '../../shared/mail/templates.ts';

export type MailExample = { readonly title: string; readonly content: (language: Language) => Content };
type Sender = { readonly site: string; readonly supportEmail: string; readonly origin: string };

const basic = { id: 'example', name: 'Basic' };
const at = '2026-12-01T09:30:00.000Z';

const notices: { readonly [K in Notice['kind']]: readonly Extract<Notice, { readonly kind: K }>[] } = {
  trial_ending: [{ ...basic, kind: 'trial_ending', endsAt: at }],
  payment_failed: [
    { ...basic, kind: 'payment_failed', accessUntil: at, payAt: null },
    { ...basic, kind: 'payment_failed', accessUntil: null, payAt: null },
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
  price_changed: [
    {
      ...{ ...basic, kind: 'price_changed', beforeMinor: 90_00, afterMinor: 100_00 },
      ...{ currency: 'usd', interval: 'month', startsAt: at },
    },
  ],
};

/** Every mail there is, with made-up data. */
export function mailExamples({ site, supportEmail, origin }: Sender): readonly MailExample[] {
  const words = (language: Language, path: string) => ({ site, language, link: `${origin}${path}` });
  const link = '/sign-in/link?token=an-example-that-opens-nothing';
  const badge = { handle: 'ada', reason: null };
  return [
    { title: 'sign_in', content: (language) => signIn(words(language, link)) },
    { title: 'sign_in: a new account', content: (language) => signUp(words(language, link)) },
    { title: 'sign_in: no account', content: (language) => noAccount(words(language, '/sign-up')) },
    ...(['approve', 'refuse', 'revoke'] as const).map((decision) => ({
      title: `badge_decided: ${decision}`,
      content: (language: Language) =>
        badgeDecided({
          ...words(language, '/dashboard'),
          ...badge,
          decision,
          ...(decision === 'approve' ? {} : { reason: 'The page does not name you.' }),
        }),
    })),
    ...Object.values(notices)
      .flat()
      .map((notice) => ({
        title: titleOf(notice),
        content: (language: Language) => noticeContent({ site, language, link: noticeLink(origin, notice) }, notice),
      })),
    {
      title: 'account_deleted',
      content: (language) => accountDeleted({ site, language, supportEmail, organization: 'Example Ltd' }),
    },
  ];
}

function titleOf(notice: Notice): string {
  if (notice.kind === 'access_ending' || notice.kind === 'trial_refused') return `${notice.kind}: ${notice.because}`;
  if (notice.kind === 'access_ended' && notice.because) return `${notice.kind}: ${notice.because}`;
  if (notice.kind === 'payment_failed' && notice.accessUntil === null) return `${notice.kind}: no grace left`;
  if (notice.kind === 'plan_changed' && notice.from === notice.name) return `${notice.kind}: interval`;
  return notice.kind;
}
