import { periodAt } from './period.ts';
import type { Card, SubscriptionItem } from './subscription.ts';

/** Stripe charges a renewal about an hour after it is due, when its draft becomes final. */
const draftMs = 3_600_000;

/**
 * When the first renewal after the card's expiry is due. A card is good until its last month is over, in UTC. Periods after Stripe's own
 * are assumed, as the access rule assumes them.
 */
export function firstRenewalBeyond(card: Card, item: SubscriptionItem): string {
  const lastCharge = new Date(Date.UTC(card.expYear, card.expMonth) - draftMs);
  const { start, end } = periodAt(item, lastCharge);
  const beginsThen = start !== item.periodStart && Date.parse(start) === lastCharge.getTime();
  return beginsThen ? start : end;
}

/** The card's last month, `2026-12`. */
export const lastMonthOf = ({ expMonth, expYear }: Card): string => `${expYear}-${String(expMonth).padStart(2, '0')}`;
