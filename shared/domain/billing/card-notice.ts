import { firstRenewalBeyond, lastMonthOf } from './card.ts';
import { dayMs, isSoon, plannedEndOf, type View } from './notice-view.ts';

/** A month and a day: a monthly buyer hears of it while the card still works, and `reconcile` may take a day to find it. */
const cardNoticeMs = 32 * dayMs;

/**
 * The notice of a card that expires before the next renewal, while there is still time to replace it. It is sent once for each card and
 * expiry.
 */
export function cardExpiring(was: View | null, is: View) {
  const expiring = expiringCardOf(is);
  if (expiring === null || (was && expiringCardOf(was)?.id === expiring.id)) return null;
  return { ...expiring, name: is.name, kind: 'card_expiring' } as const;
}

/** The card that expires before a renewal that comes soon. Its id is the same for every subscription that it pays. */
function expiringCardOf({ subscription, main: { item }, at }: View) {
  const { card, collection, collectionPaused, status } = subscription;
  if (!card || collection !== 'charge_automatically' || collectionPaused) return null;
  if (status !== 'active' && status !== 'trialing') return null;
  const renewsAt = firstRenewalBeyond(card, item);
  const end = plannedEndOf(subscription, item.periodEnd);
  const isPaidNoMore = end !== null && Date.parse(end) <= Date.parse(renewsAt);
  if (isPaidNoMore || !isSoon(renewsAt, at, cardNoticeMs)) return null;
  const { brand, last4 } = card;
  const lastMonth = lastMonthOf(card);
  return { id: `card_expiring:${brand}-${last4}:${lastMonth}`, brand, last4, lastMonth, renewsAt };
}
