import type { BadgeKind, BadgeReview } from '../catalog/badge-review.ts';
import type { Settlement } from './settlement-types.ts';

/** The state of an application's review. `needs_more`: the operator asked for something and waits for it. */
export type ReviewState = 'in_review' | 'needs_more' | 'approved' | 'refused' | 'revoked';

/** The result of one automatic check. `failed` keeps the application from the queue; `noted` is shown to the reviewer. */
export type Check = {
  readonly rule: string;
  readonly outcome: 'passed' | 'failed' | 'noted';
  readonly detail: string;
  /** When the check stops failing, where only time is missing. */
  readonly clearsAt?: string;
};

/** A change of an application. `actor`: the email address of the person who made it, or `tollgate`. */
export type BadgeEvent = {
  readonly at: string;
  readonly action: BadgeAction;
  readonly actor: string;
  readonly reason: string | null;
};

/** The kinds of change in an application's history. */
export type BadgeAction =
  | 'profile_changed'
  | 'answered'
  | 'appealed'
  | 'asked'
  | 'approved'
  | 'refused'
  | 'appeal_refused'
  | 'appeal_upheld'
  | 'revoked'
  | 'lapsed'
  | 'refunded'
  | 'ended';

/** A holder's application for a badge, with its review, payment and history. Times are ISO-8601 UTC. */
export type BadgeApplication = {
  readonly handle: string;
  readonly accountId: string;
  readonly email: string;
  /** The badge's id in the catalogue. */
  readonly badge: string;
  readonly kind: BadgeKind;
  readonly displayName: string;
  readonly url: string;
  readonly picture: string | null;
  readonly state: ReviewState;
  readonly reason: string | null;
  readonly appliedAt: string;
  readonly decidedAt: string | null;
  /** When it was first approved; until then it is not public. */
  readonly firstApprovedAt: string | null;
  readonly version: number;
  /** The operator's last request, and the holder's last answer. */
  readonly request: string | null;
  readonly answer: string | null;
  /** Whether the public may read the reason of a refusal or revocation. */
  readonly reasonIsPublic: boolean;
  /** The appeal against the last refusal. A second refusal decides it and keeps it. */
  readonly appeal: { readonly text: string; readonly at: string } | null;
  /** The refund or end of its payment, due or made. */
  readonly settlement: Settlement | null;
  /** It was approved unpaid, and no check has seen a payment yet. Until one does, it is not public. */
  readonly awaitsFirstPayment: boolean;
  /** Since when checks find an approved badge unpaid; null while it is paid for. */
  readonly unpaidSince: string | null;
  /** SHA-256 of the stored copy of the picture, which the badge vouches for. Null: no copy is stored. */
  readonly pictureSha256: string | null;
  readonly checks: readonly Check[];
  /** The handle of the organization that vouches for it. */
  readonly parent: string | null;
  /** The id of the affiliation that it came from; null where the holder is no affiliate. */
  readonly affiliation: string | null;
  /** The domain that the holder proved. */
  readonly provenDomain: string | null;
  /** Newest first, the last twenty. */
  readonly history: readonly BadgeEvent[];
};

/** The fields of an application before any decision or check. They also fill in items stored before a field existed. */
export const undecided = {
  request: null,
  answer: null,
  reasonIsPublic: false,
  appeal: null,
  settlement: null,
  awaitsFirstPayment: false,
  unpaidSince: null,
  pictureSha256: null,
  checks: [],
  parent: null,
  affiliation: null,
  provenDomain: null,
  history: [],
} as const satisfies Partial<BadgeApplication>;

/** The badge status that the public sees. */
export type PublicStatus = 'verified' | 'suspended' | 'revoked' | 'expired';

/**
 * The badge status: verified only while the review is approved and the subscription paid. Null until the first approval, and then until the
 * first payment. A profile in review again is suspended, and so is a hidden badge (`hidden`). A refusal after an approval, or a revocation,
 * is shown as revoked.
 */
export function publicStatus(
  application: Pick<BadgeApplication, 'state' | 'firstApprovedAt' | 'awaitsFirstPayment'>,
  paid: boolean,
  hidden = false,
): PublicStatus | null {
  if (application.firstApprovedAt === null || (application.awaitsFirstPayment && !paid)) return null;
  switch (application.state) {
    case 'refused':
    case 'revoked':
      return 'revoked';
    case 'in_review':
    case 'needs_more':
      return paid ? 'suspended' : 'expired';
    case 'approved':
      if (!paid) return 'expired';
      return hidden ? 'suspended' : 'verified';
  }
}

/** The reason of a revocation or refusal, where the operator made it public. */
export const publicReason = ({
  state,
  reason,
  reasonIsPublic,
}: Pick<BadgeApplication, 'state' | 'reason' | 'reasonIsPublic'>): string | null =>
  (state === 'revoked' || state === 'refused') && reasonIsPublic ? reason : null;

/** The state of an application as holder and operator see it. */
export type ApplicationState = ReviewState | 'awaiting_payment' | 'checks_failed';

/**
 * The state that the holder and the operator see. An application is in review once no check fails and, where payment comes first, it is
 * paid for. Where the review comes first, an approved one awaits its payment.
 */
export function applicationState(
  application: BadgeApplication,
  paid: boolean,
  order: BadgeReview['order'],
): ApplicationState {
  const { state, awaitsFirstPayment, checks } = application;
  if (state === 'approved') return awaitsFirstPayment && !paid ? 'awaiting_payment' : state;
  if (state !== 'in_review') return state;
  if (!paid && order === 'payment_first') return 'awaiting_payment';
  return checks.some(({ outcome }) => outcome === 'failed') ? 'checks_failed' : state;
}

/** Events that an application keeps, at most. */
export const maxEvents = 20;

/** The next version of an application, with the event at the top of its history. */
export const withEvent = (application: BadgeApplication, event: BadgeEvent): BadgeApplication => ({
  ...application,
  history: [event, ...application.history].slice(0, maxEvents),
  version: application.version + 1,
});
