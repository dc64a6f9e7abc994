import type { BadgeReview } from '../catalog/badge-review.ts';
import { type BadgeApplication, type BadgeEvent, maxEvents, type ReviewState, withEvent } from './badge.ts';
import { finalAt, settlementOfRefusal, settlementOfRevocation, unlessTakenBack } from './settlement.ts';

/** The decisions that an operator may make on an application. */
export type Decision = 'approve' | 'refuse' | 'revoke' | 'ask';

/** An operator's decision on one application. `at` is ISO-8601 UTC, `actor` an email address. */
export type ReviewDecision = {
  readonly decision: Decision;
  /** The reason; of `ask`, the request. */
  readonly reason: string | null;
  readonly isPublic: boolean;
  /** Refund in full whatever the policy says; only for `refuse` and `revoke`. */
  readonly refund: boolean;
  readonly actor: string;
  readonly at: string;
};

/** The other facts that a decision depends on: the policy, and the payment. */
export type Circumstances = {
  readonly review: BadgeReview;
  readonly paid: boolean;
  /** Ids of the subscriptions that pay only for this badge. */
  readonly subscriptions: readonly string[];
};

/**
 * The application after the operator's decision; null where its state does not allow that decision. A badge that was once public may be
 * revoked during another review.
 */
export function decide(
  application: BadgeApplication,
  verdict: ReviewDecision,
  circumstances: Circumstances,
): BadgeApplication | null {
  const { state, firstApprovedAt } = application;
  const isUnderReview = state === 'in_review' || state === 'needs_more';
  switch (verdict.decision) {
    case 'approve':
      return isUnderReview ? approved(application, verdict, circumstances) : null;
    case 'refuse':
      return isUnderReview ? refused(application, verdict, circumstances) : null;
    case 'ask':
      return state === 'in_review' ? asked(application, verdict) : null;
    case 'revoke':
      return state === 'approved' || (isUnderReview && firstApprovedAt !== null)
        ? revoked(application, verdict, circumstances)
        : null;
  }
}

const eventOf = ({ at, actor, reason }: ReviewDecision, action: BadgeEvent['action']): BadgeEvent => ({
  at,
  action,
  actor,
  reason,
});

function approved(application: BadgeApplication, verdict: ReviewDecision, { paid }: Circumstances): BadgeApplication {
  const { at, reason } = verdict;
  const { appeal, firstApprovedAt, awaitsFirstPayment } = application;
  const next = {
    ...application,
    ...({ state: 'approved', reason, reasonIsPublic: false, decidedAt: at } as const),
    ...{ request: null, answer: null, appeal: null, unpaidSince: null },
    firstApprovedAt: firstApprovedAt ?? at,
    awaitsFirstPayment: (firstApprovedAt === null || awaitsFirstPayment) && !paid,
  };
  return withEvent(next, eventOf(verdict, appeal ? 'appeal_upheld' : 'approved'));
}

/** A refusal that decides an appeal keeps it, which makes the refusal final. */
function refused(
  application: BadgeApplication,
  verdict: ReviewDecision,
  circumstances: Circumstances,
): BadgeApplication {
  const { at, reason, isPublic } = verdict;
  const isFinal = application.appeal !== null;
  const next = {
    ...application,
    ...({ state: 'refused', reason, reasonIsPublic: isPublic, decidedAt: at, request: null } as const),
    settlement: settlementOfRefusal(application, { ...circumstances, ...verdict, isFinal }) ?? application.settlement,
  };
  return withEvent(next, eventOf(verdict, isFinal ? 'appeal_refused' : 'refused'));
}

function revoked(
  application: BadgeApplication,
  verdict: ReviewDecision,
  circumstances: Circumstances,
): BadgeApplication {
  const { at, reason, isPublic } = verdict;
  const next = {
    ...application,
    ...({ state: 'revoked', reason, reasonIsPublic: isPublic, decidedAt: at, request: null } as const),
    settlement: settlementOfRevocation(application, { ...circumstances, ...verdict }) ?? application.settlement,
  };
  return withEvent(next, eventOf(verdict, 'revoked'));
}

const asked = (application: BadgeApplication, verdict: ReviewDecision): BadgeApplication =>
  withEvent({ ...application, state: 'needs_more', request: verdict.reason, answer: null }, eventOf(verdict, 'asked'));

/** When the time to appeal or answer ends; exclusive. Null where there is no refusal, or it decided an appeal. */
export function appealEndsAt({ state, decidedAt, appeal }: BadgeApplication, review: BadgeReview): string | null {
  if (state !== 'refused' || decidedAt === null || appeal !== null) return null;
  return finalAt(decidedAt, review);
}

/** Whether a refusal is final: it decided an appeal, or the time to appeal or answer has passed. */
export function isFinal(application: BadgeApplication, review: BadgeReview, at: string): boolean {
  if (application.state !== 'refused') return false;
  const endsAt = appealEndsAt(application, review);
  return endsAt === null || Date.parse(at) >= Date.parse(endsAt);
}

const decisive: readonly BadgeEvent['action'][] = [
  ...(['approved', 'appeal_upheld'] as const),
  ...(['asked', 'refused', 'appeal_refused', 'revoked'] as const),
];

/**
 * The operator's last request, refusal or revocation since the last approval; null where there is none. An organization's confirmation
 * cannot override it. A full history without any decision counts as a request, since older events are cut off.
 */
export function operatorsWord({
  history,
  appliedAt,
}: Pick<BadgeApplication, 'history' | 'appliedAt'>): BadgeEvent | null {
  const last = history.find(({ action }) => decisive.includes(action));
  if (last) return last.action === 'approved' || last.action === 'appeal_upheld' ? null : last;
  return history.length < maxEvents ? null : { at: appliedAt, action: 'asked', actor: 'tollgate', reason: null };
}

/** Whether only the operator can approve the application. */
export const awaitsOperator = (application: BadgeApplication): boolean => operatorsWord(application) !== null;

type Done = { readonly at: string; readonly actor: string };

/** The application in review again after an appeal; null where there is no refusal, or it is final. */
export function appealed(
  application: BadgeApplication,
  { text, at, actor }: Done & { readonly text: string },
  review: BadgeReview,
): BadgeApplication | null {
  if (application.state !== 'refused' || isFinal(application, review, at)) return null;
  const settlement = unlessTakenBack(application.settlement, at);
  return withEvent(
    { ...application, state: 'in_review', appeal: { text, at }, settlement },
    { at, action: 'appealed', actor, reason: text },
  );
}

/** The parts of an application that its holder edits. */
export type Profile = Pick<BadgeApplication, 'handle' | 'displayName' | 'url' | 'picture' | 'pictureSha256'>;
/** A holder's new profile, with an answer to the operator where one was asked for. */
export type ProfileChange = Done & { readonly profile: Profile; readonly answer: string | null };

/**
 * The application with another profile. A new handle, name, picture or site domain is reviewed again, and so is every answer to a refusal
 * or request. The proof of one domain does not carry over to another.
 */
export function withProfile(application: BadgeApplication, change: ProfileChange): BadgeApplication {
  const { profile, answer, at, actor } = change;
  const { state, provenDomain } = application;
  const again = isAnother(application, profile) || state === 'refused' || state === 'needs_more';
  const next = {
    ...application,
    ...profile,
    ...(answer === null ? {} : { answer }),
    provenDomain: siteOf(application.url) === siteOf(profile.url) ? provenDomain : null,
    state: again && state !== 'revoked' ? ('in_review' as ReviewState) : state,
    settlement: again && state === 'refused' ? unlessTakenBack(application.settlement, at) : application.settlement,
  };
  return withEvent(next, { at, action: answer === null ? 'profile_changed' : 'answered', actor, reason: answer });
}

/** Whether something that the badge vouches for has changed. A stored picture is compared by its copy, not by its address. */
function isAnother(before: BadgeApplication, after: Profile): boolean {
  const ofPicture = ({ picture, pictureSha256 }: Profile) => pictureSha256 ?? picture;
  return (
    before.handle !== after.handle ||
    before.displayName !== after.displayName ||
    ofPicture(before) !== ofPicture(after) ||
    siteOf(before.url) !== siteOf(after.url)
  );
}

const siteOf = (url: string): string => (URL.parse(url)?.hostname ?? url).replace(/^www\./, '');
