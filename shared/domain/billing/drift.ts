import { isDeepStrictEqual } from 'node:util';
import type { Grant } from './grant.ts';
import type { HeldCredit } from './held-credit.ts';
import type { Subscription } from './subscription.ts';

/** An account's billing as it is stored, or as it follows from Stripe. */
export type BilledState = {
  readonly subscriptions: readonly Subscription[];
  readonly credit: HeldCredit | null;
  readonly grants: readonly Grant[];
};

/**
 * One difference between two states. `field` is null where only one of them has the subscription or grant. Values are JSON; null where
 * there is none.
 */
export type Difference = {
  readonly of: 'subscription' | 'credit' | 'grant' | 'usage' | 'customer';
  readonly id: string;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** The money that it is about, in minor units of `currency`; absent where it is about none. */
  readonly amountMinor?: number;
  readonly currency?: string;
};

/** Why stored billing and Stripe differ (`shared/services/entitlements/README.md`, "Reconcile"). */
export type Cause =
  | 'missed_event'
  | 'changed_without_event'
  | 'deleted_item'
  | 'catalogue_changed'
  | 'usage'
  /** Usage that no invoice bills, since Stripe discarded it. */
  | 'discarded'
  /** Usage on an invoice that is not paid, and that Stripe does not collect any more. */
  | 'uncollected'
  | 'untaxed'
  /** Stripe mailed another address than the organization's. */
  | 'contact'
  | 'no_account';

const maxDifferences = 50;
const maxCharacters = 1_000;

/** The differences between two states of one account, field by field: at most 50, with values cut at 1,000 characters. */
export function differencesBetween(before: BilledState, after: BilledState): Difference[] {
  return [
    ...ofKind('credit', bought(before), bought(after)),
    ...ofKind('subscription', byId(before.subscriptions), byId(after.subscriptions)),
    ...ofKind('grant', byGrant(before.grants), byGrant(after.grants)),
  ].slice(0, maxDifferences);
}

type Fields = Readonly<Record<string, unknown>>;

const bought = ({ credit }: BilledState) => new Map<string, Fields>(credit ? [['credit', credit]] : []);
const byId = (all: readonly Subscription[]) => new Map<string, Fields>(all.map((each) => [each.id, each]));
const byGrant = (all: readonly Grant[]) =>
  new Map<string, Fields>(all.map((each) => [`${each.subscriptionId}/${each.kind}:${each.id}`, each]));

function ofKind(of: Difference['of'], before: Map<string, Fields>, after: Map<string, Fields>): Difference[] {
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return ids.flatMap((id): Difference[] => {
    const [old, now] = [before.get(id), after.get(id)];
    if (!old || !now) return [{ of, id, field: null, before: text(old), after: text(now) }];
    const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return fields
      .filter((field) => !isDeepStrictEqual(old[field], now[field]))
      .map((field) => ({ of, id, field, before: text(old[field]), after: text(now[field]) }));
  });
}

const text = (value: unknown): string | null => JSON.stringify(value)?.slice(0, maxCharacters) ?? null;

/** The facts that the cause of a difference is decided by. */
export type Evidence = {
  readonly before: BilledState;
  readonly after: BilledState;
  /** The account has a billing item. */
  readonly isStored: boolean;
  /** The last grants that the trail names; null where it has no line about access. */
  readonly lastGranted: string | null;
  /** An event of this customer was not delivered or could not be handled. */
  readonly hasUnhandledEvent: boolean;
};

/** The trail's word for no grants. */
export const nothingGranted = 'none';

/**
 * Why stored billing and Stripe differ: the first cause that applies. An item is missing that the trail tells of. Or the subscriptions are
 * the same, so the catalogue changed what they grant. Or an event was missed. Or Stripe changed without an event.
 */
export function causeOf({ before, after, isStored, lastGranted, hasUnhandledEvent }: Evidence): Cause {
  const grantsGone = before.grants.length === 0 && lastGranted !== null && lastGranted !== nothingGranted;
  if (grantsGone || (!isStored && (lastGranted !== null || before.grants.length > 0))) return 'deleted_item';
  const isSame = isDeepStrictEqual([before.subscriptions, before.credit], [after.subscriptions, after.credit]);
  if (isStored && isSame) return 'catalogue_changed';
  return hasUnhandledEvent ? 'missed_event' : 'changed_without_event';
}
