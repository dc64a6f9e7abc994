import type { Grant } from '../billing/grant.ts';
import type { BadgeReview } from '../catalog/badge-review.ts';
import { type BadgeApplication, withEvent } from './badge.ts';
import type { Settlement } from './settlement-types.ts';

const dayMs = 86_400_000;

/** The subscriptions that pay only for this badge. A plan that includes it is bought for its own sake. */
export const ownSubscriptions = (grants: readonly Grant[], badge: string): string[] => {
  const pays = ({ kind, id }: Grant) => kind === 'badge' && id === badge;
  const others = grants.filter((grant) => !pays(grant)).map(({ subscriptionId }) => subscriptionId);
  const own = grants
    .filter((grant) => pays(grant) && grant.isComp !== true)
    .map(({ subscriptionId }) => subscriptionId);
  return [...new Set(own)].filter((id) => !others.includes(id));
};

/** When a refusal made at `decidedAt` becomes final; exclusive. */
export const finalAt = (decidedAt: string, { appealDays }: Pick<BadgeReview, 'appealDays'>): string =>
  new Date(Date.parse(decidedAt) + appealDays * dayMs).toISOString();

type Ending = {
  readonly review: BadgeReview;
  readonly subscriptions: readonly string[];
  /** The time of the decision. */
  readonly at: string;
  /** The operator decided on a refund. */
  readonly refund?: boolean;
};

/** The settlement of a refusal. `isFinal`: it decides an appeal. */
export function settlementOfRefusal(application: BadgeApplication, ending: Ending & { readonly isFinal: boolean }) {
  const { review, at, isFinal } = ending;
  const refund = isRefunded(application, ending);
  const atOnce = isFinal || (refund && review.refundWhenRefused === 'at_once');
  return planned(application, ending, { refund, at: atOnce ? at : finalAt(at, review) });
}

/** The settlement of a revocation: the subscription ends, since the badge is no longer shown. */
export const settlementOfRevocation = (application: BadgeApplication, ending: Ending) =>
  planned(application, ending, { refund: ending.refund === true, at: ending.at });

/** The settlement when its holder withdraws an application or gives a badge up. A settlement that was due later comes now. */
export function settlementOfWithdrawal(application: BadgeApplication, ending: Ending): Settlement | null {
  const { settlement } = application;
  if (settlement?.state === 'due') return { ...settlement, at: earlier(settlement.at, ending.at) };
  return planned(application, ending, { refund: isRefunded(application, ending), at: ending.at });
}

/**
 * The settlement of payments made after a refusal or revocation, on a payment page that was open by then. They bought nothing, so they are
 * refunded whatever the policy says, once the holder can no longer answer. Null where there are none.
 */
export function settlementOfLatePayments(application: BadgeApplication, ending: Ending): Settlement | null {
  const { state, decidedAt, appeal, settlement } = application;
  if (state !== 'revoked' && state !== 'refused') return null;
  const { subscriptions = [], late = [], earlier = [] } = settlement ?? {};
  const seenTo = [...earlier, ...subscriptions, ...late];
  const came = ending.subscriptions.filter((id) => !seenTo.includes(id));
  if (came.length === 0) return null;
  if (settlement?.state === 'due') return { ...settlement, late: [...late, ...came] };
  const canAnswer = state === 'refused' && appeal === null && decidedAt !== null;
  const at = canAnswer ? later(ending.at, finalAt(decidedAt, ending.review)) : ending.at;
  return { id: idOf(application), what: 'refund', state: 'due', at, subscriptions: [], late: came, earlier: seenTo };
}

/** A first application is refunded where the policy says so; a badge that was approved once is not. */
const isRefunded = ({ firstApprovedAt }: BadgeApplication, { review, refund }: Ending): boolean =>
  refund === true || (firstApprovedAt === null && review.refundWhenRefused !== 'never');

function planned(
  application: BadgeApplication,
  { subscriptions }: Ending,
  { refund, at }: { readonly refund: boolean; readonly at: string },
): Settlement | null {
  if (subscriptions.length === 0) return null;
  return { id: idOf(application), what: refund ? 'refund' : 'end', state: 'due', at, subscriptions };
}

const idOf = ({ accountId, badge, appliedAt, version }: BadgeApplication): string =>
  `${accountId}#${badge}#${appliedAt}#${version}`;

const earlier = (one: string, other: string): string => (Date.parse(one) < Date.parse(other) ? one : other);
const later = (one: string, other: string): string => (Date.parse(one) < Date.parse(other) ? other : one);

/** The settlement that survives another review: one that is not due yet is dropped. */
export const unlessTakenBack = (settlement: Settlement | null, at: string): Settlement | null =>
  settlement?.state === 'due' && Date.parse(at) < Date.parse(settlement.at) ? null : settlement;

/** The settlements that a change of an application adds and drops. */
export function settlementChange(before: Settlement | null, after: Settlement | null) {
  const isDue = (settlement: Settlement | null) => (settlement?.state === 'due' ? settlement : null);
  const isSame = before?.id === after?.id && before?.at === after?.at && before?.late?.length === after?.late?.length;
  return {
    planned: isSame ? null : isDue(after),
    dropped: after === null && before !== null ? isDue(before) : null,
  };
}

/** The application once its settlement is under way, and can no longer be taken back. */
export const asBegun = (application: BadgeApplication): BadgeApplication => ({
  ...application,
  settlement: application.settlement && { ...application.settlement, state: 'begun' },
  version: application.version + 1,
});

/** The application once its settlement was made, at `at`. */
export function asMade(application: BadgeApplication, at: string): BadgeApplication {
  const { settlement } = application;
  const action = settlement?.what === 'refund' ? 'refunded' : 'ended';
  const made = { ...application, settlement: settlement && ({ ...settlement, state: 'made', at } as const) };
  return withEvent(made, { at, action, actor: 'tollgate', reason: null });
}
