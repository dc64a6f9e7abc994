import { firstRenewalBeyond, lastMonthOf } from './card.ts';
import { dayMs, isSoon, plannedEndOf, type View } from './notice-view.ts';

/** A month, so that a monthly buyer hears of it while the card still works, and the day that reconcile may take to find it. */
const cardNoticeMs = 32 * dayMs;

/** A card that will not live to pay the next renewal but for which there is time; told once a card and expiry. */
export function cardExpiring(was: View | null, is: View) {
  const expiring = expiringCardOf(is);
  if (expiring === null || (was && expiringCardOf(was)?.id === expiring.id)) return null;
  return { ...expiring, name: is.name, kind: 'card_expiring' } as const;
}

/** The card that will not pay a renewal which comes soon; its id is the same for every subscription that it pays. */
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
