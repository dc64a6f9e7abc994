import type { Grant } from '../billing/grant.ts';
import type { BadgeReview } from '../catalog/badge-review.ts';
import { type BadgeApplication, withEvent } from './badge.ts';
import type { Settlement } from './settlement-types.ts';

const dayMs = 86_400_000;

/** The subscriptions that pay for this badge and for nothing else: a plan that includes it is held for its own sake. */
export const ownSubscriptions = (grants: readonly Grant[], badge: string): string[] => {
  const pays = ({ kind, id }: Grant) => kind === 'badge' && id === badge;
  const others = grants.filter((grant) => !pays(grant)).map(({ subscriptionId }) => subscriptionId);
  const own = grants.filter(pays).map(({ subscriptionId }) => subscriptionId);
  return [...new Set(own)].filter((id) => !others.includes(id));
};

/** When a refusal made at `decidedAt` can no longer be appealed against or answered; exclusive. */
export const finalAt = (decidedAt: string, { appealDays }: Pick<BadgeReview, 'appealDays'>): string =>
  new Date(Date.parse(decidedAt) + appealDays * dayMs).toISOString();

type Ending = {
  readonly review: BadgeReview;
  readonly subscriptions: readonly string[];
  /** When it happens. */
  readonly at: string;
  /** A refund that the operator gives with the decision. */
  readonly refund?: boolean;
};

/** What is planned when an application is refused; `isFinal`: it decides an appeal. */
export function settlementOfRefusal(application: BadgeApplication, ending: Ending & { readonly isFinal: boolean }) {
  const { review, at, isFinal } = ending;
  const refund = isRefunded(application, ending);
  const atOnce = isFinal || (refund && review.refundWhenRefused === 'at_once');
  return planned(application, ending, { refund, at: atOnce ? at : finalAt(at, review) });
}

/** What is planned when a badge is revoked: nobody pays on for a mark that is not shown. */
export const settlementOfRevocation = (application: BadgeApplication, ending: Ending) =>
  planned(application, ending, { refund: ending.refund === true, at: ending.at });

/** What is planned when its holder takes an application back or gives a badge up; what was planned before comes at once. */
export function settlementOfWithdrawal(application: BadgeApplication, ending: Ending): Settlement | null {
  const { settlement } = application;
  if (settlement?.state === 'due') return { ...settlement, at: earlier(settlement.at, ending.at) };
  return planned(application, ending, { refund: isRefunded(application, ending), at: ending.at });
}

/**
 * What is planned once subscriptions came after a refusal or a revocation, out of a payment page that was open by then: nothing was had for
 * them, so they go back whatever the policy says, when there is nothing left to answer. Null where there is none.
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

/** A first application is given back where the policy says so; what was approved once was had. */
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

/** What stays planned when an application comes into review again: all but what is not due yet. */
export const unlessTakenBack = (settlement: Settlement | null, at: string): Settlement | null =>
  settlement?.state === 'due' && Date.parse(at) < Date.parse(settlement.at) ? null : settlement;

/** What a change of an application plans and takes back. */
export function settlementChange(before: Settlement | null, after: Settlement | null) {
  const isDue = (settlement: Settlement | null) => (settlement?.state === 'due' ? settlement : null);
  const isSame = before?.id === after?.id && before?.at === after?.at && before?.late?.length === after?.late?.length;
  return {
    planned: isSame ? null : isDue(after),
    dropped: after === null && before !== null ? isDue(before) : null,
  };
}

/** The application whose settlement is under way: nothing takes it back any more. */
export const asBegun = (application: BadgeApplication): BadgeApplication => ({
  ...application,
  settlement: application.settlement && { ...application.settlement, state: 'begun' },
  version: application.version + 1,
});

/** The application whose settlement was made at `at`. */
export function asMade(application: BadgeApplication, at: string): BadgeApplication {
  const { settlement } = application;
  const action = settlement?.what === 'refund' ? 'refunded' : 'ended';
  const made = { ...application, settlement: settlement && ({ ...settlement, state: 'made', at } as const) };
  return withEvent(made, { at, action, actor: 'tollgate', reason: null });
}
