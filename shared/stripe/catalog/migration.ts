import type Stripe from 'stripe';
import { isoOf } from '../subscriptions.ts';
import { type CurrentPrice, readPrices } from './current.ts';
import { subscribersOf } from './subscribers.ts';

/** One subscription that goes from an older price of a lookup key to the one in force. */
export type PriceMigration = {
  readonly subscriptionId: string;
  readonly itemId: string;
  readonly accountId: string;
  readonly quantity: number;
  readonly from: CurrentPrice;
  /** The currency that the buyer pays in. */
  readonly currency: string;
  /** The end of the period that is paid: the new amount is first charged then. ISO-8601 UTC. */
  readonly renewsAt: string;
};
/** A subscription on an older price that stays there, and why. */
export type Stays = { readonly subscriptionId: string; readonly why: string };
/** A migration to the present price of a lookup key: subscriptions to move, those that stay, and buyers who are still to be mailed. */
export type Migration = {
  readonly to: CurrentPrice;
  readonly moves: readonly PriceMigration[];
  readonly stays: readonly Stays[];
  /** Moved by an earlier run that ended before the buyer's notice was noted as sent. */
  readonly untold: readonly PriceMigration[];
};

/** Metadata of a subscription that was moved and whose buyer is still to be told: the id of the price that it had. */
export const untoldMetadata = 'tollgate_moved_from';

/**
 * Subscriptions on an older price of the lookup key, and what a migration would do with each. Changes nothing. @throws Error in one
 * sentence where the key has no price in force
 */
export async function planMigration(stripe: Stripe, lookupKey: string, now = false): Promise<Migration> {
  const prices = (await readPrices(stripe)).filter((price) => price.lookupKey === lookupKey);
  const to = prices.find(({ inForce }) => inForce);
  if (!to) throw new Error(`Stripe has no price "${lookupKey}" in force: check the lookup key, or push the catalogue.`);
  const older = prices.filter((price) => price !== to);
  const found = { moves: [] as PriceMigration[], stays: [] as Stays[], untold: [] as PriceMigration[] };
  for (const from of older) {
    for (const subscription of await subscribersOf(stripe, from.id, ['data.customer', 'data.latest_invoice'])) {
      const answer = moveOf(subscription, { from, to, now });
      if ('why' in answer) found.stays.push(answer);
      else found.moves.push(answer);
    }
  }
  for (const subscription of await subscribersOf(stripe, to.id, ['data.customer'])) {
    const from = older.find(({ id }) => id === subscription.metadata[untoldMetadata]);
    const move = from && itemMove(subscription, { from, on: to });
    if (move) found.untold.push(move);
  }
  return { to, ...found };
}

type Prices = { readonly from: CurrentPrice; readonly to: CurrentPrice };

/** The move of one subscription that has not ended, its customer and latest invoice expanded; or why it stays. */
export function moveOf(
  subscription: Stripe.Subscription,
  { from, to, now }: Prices & { readonly now: boolean },
): PriceMigration | Stays {
  const why = reasonToStay(subscription, { from, to }) ?? reasonToWait(subscription, { from, to, now });
  const move = itemMove(subscription, { from, on: from });
  if (why === null && move) return move;
  return {
    subscriptionId: subscription.id,
    why: why ?? 'belongs to no account here: move it in the Stripe dashboard, and tell its customer',
  };
}

function reasonToStay(
  { status, cancel_at, currency, schedule, items }: Stripe.Subscription,
  { from, to }: Prices,
): string | null {
  if (!items.data.some(({ price }) => price.id === from.id)) return 'is not on the older price any more';
  if (cancel_at !== null) return `is cancelled and ends ${isoOf(cancel_at).slice(0, 10)}`;
  if (!['active', 'trialing', 'past_due'].includes(status)) return `is ${status}`;
  if (schedule !== null) return 'has a change planned in a schedule of its own';
  if (from.interval !== to.interval)
    return `is paid by the ${from.interval}, the price in force ${to.interval ? `by the ${to.interval}` : 'once'}`;
  return priceAmountIn(to, currency) === undefined
    ? `is in ${currency}, the price in force in ${currenciesText(to)}`
    : null;
}

/** Billed at once, its invoice would hide an unpaid one. From a price of zero Stripe always bills at once (decisions 0060, 0061). */
function reasonToWait(
  { currency, latest_invoice: invoice }: Stripe.Subscription,
  { from, to, now }: Prices & { readonly now: boolean },
): string | null {
  const isUnpaid = invoice !== null && typeof invoice !== 'string' && unpaid.includes(invoice.status ?? '');
  if (now) return isUnpaid ? 'has an unpaid invoice, which the new one would hide: migrate it once that is paid' : null;
  const isFree = priceAmountIn(from, currency) === 0 && priceAmountIn(to, currency) !== 0;
  return isFree ? 'is free, and Stripe would charge the new price at once: migrate it with --now' : null;
}

const unpaid = ['draft', 'open', 'uncollectible'];

function itemMove(
  subscription: Stripe.Subscription,
  { from, on }: { readonly from: CurrentPrice; readonly on: CurrentPrice },
): PriceMigration | undefined {
  const item = subscription.items.data.find(({ price }) => price.id === on.id);
  const accountId = accountOf(subscription);
  if (!item || !accountId) return undefined;
  return {
    subscriptionId: subscription.id,
    itemId: item.id,
    accountId,
    quantity: item.quantity ?? 1,
    from,
    currency: subscription.currency,
    renewsAt: isoOf(item.current_period_end),
  };
}

/** The amount of a price in a currency; undefined where it is not sold in it. */
export const priceAmountIn = (
  { amountMinor, currency, currencies }: CurrentPrice,
  wanted: string,
): number | undefined => (wanted === currency ? amountMinor : currencies[wanted]);

const currenciesText = ({ currency, currencies }: CurrentPrice) => [currency, ...Object.keys(currencies)].join(', ');

function accountOf({ metadata, customer }: Stripe.Subscription): string | undefined {
  const named = typeof customer === 'string' || customer.deleted ? undefined : customer.metadata.tollgate_account;
  return metadata.tollgate_account ?? named;
}
