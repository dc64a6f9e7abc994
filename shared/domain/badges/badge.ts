import type { BadgeKind, BadgeReview } from '../catalog/badge-review.ts';
import type { Settlement } from './settlement-types.ts';

/** `needs_more`: the operator asked for something, and waits for it. */
export type ReviewState = 'in_review' | 'needs_more' | 'approved' | 'refused' | 'revoked';

/** What a rule found before anybody looked: one that failed keeps the application from the queue, one that is noted is shown to who reviews it. */
export type Check = {
  readonly rule: string;
  readonly outcome: 'passed' | 'failed' | 'noted';
  readonly detail: string;
  /** From when on it no longer fails, where only time is missing. */
  readonly clearsAt?: string;
};

/** Something that happened to an application. `actor`: the e-mail address of who did it, or `tollgate`. */
export type BadgeEvent = {
  readonly at: string;
  readonly action: BadgeAction;
  readonly actor: string;
  readonly reason: string | null;
};

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

/** A holder's application for a badge and what became of it. Times are ISO-8601 UTC. */
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
  /** When it was first approved: before that the public sees nothing. */
  readonly firstApprovedAt: string | null;
  readonly version: number;
  /** What the operator asked for beyond the profile, and what the holder answered last. */
  readonly request: string | null;
  readonly answer: string | null;
  /** Whether the public may read the reason of a refusal or revocation. */
  readonly reasonIsPublic: boolean;
  /** Against the last refusal; of one that is refused again: what was decided on. */
  readonly appeal: { readonly text: string; readonly at: string } | null;
  /** What is due, or was made, of the payment for it. */
  readonly settlement: Settlement | null;
  /** It was approved unpaid, and nobody has seen it paid for yet: until it is, the public sees nothing. */
  readonly awaitsFirstPayment: boolean;
  /** Since when an approved one is seen not to be paid for; null while it is. */
  readonly unpaidSince: string | null;
  /** Of the copy of the picture that is kept: that is what is vouched for. Null: none is. */
  readonly pictureSha256: string | null;
  readonly checks: readonly Check[];
  /** The handle of the organization whose affiliate it is. */
  readonly parent: string | null;
  /** The id of the affiliation that it came of; null where it is nobody's affiliate. */
  readonly affiliation: string | null;
  /** The domain that the holder proved to be theirs. */
  readonly provenDomain: string | null;
  /** Newest first, the last twenty. */
  readonly history: readonly BadgeEvent[];
};

/** What an application has before anything was decided or found about it, also one that was stored when there was less to know. */
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

export type PublicStatus = 'verified' | 'suspended' | 'revoked' | 'expired';

/**
 * What the public sees: verified only while review and subscription both stand. Null until first approved, and then until first paid for.
 * A profile that waits for another review is suspended, and so is one that is held back by something else; a refusal after approval or a
 * revocation is revoked.
 */
export function publicStatus(application: BadgeApplication, paid: boolean, heldBack = false): PublicStatus | null {
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
      return heldBack ? 'suspended' : 'verified';
  }
}

/** Why the public sees it as revoked, where the operator says so in public. */
export const publicReason = ({ state, reason, reasonIsPublic }: BadgeApplication): string | null =>
  (state === 'revoked' || state === 'refused') && reasonIsPublic ? reason : null;

export type ApplicationState = ReviewState | 'awaiting_payment' | 'checks_failed';

/**
 * What the holder and the operator see. An application is reviewed once no check fails and, where payment comes first, it is paid for;
 * where the review comes first, one that is approved awaits its payment.
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

/** So many of its events an application keeps. */
export const maxEvents = 20;

/** The next version of an application, with what made it so at the top of its history. */
export const withEvent = (application: BadgeApplication, event: BadgeEvent): BadgeApplication => ({
  ...application,
  history: [event, ...application.history].slice(0, maxEvents),
  version: application.version + 1,
});
