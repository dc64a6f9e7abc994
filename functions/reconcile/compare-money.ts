import type { Difference } from '../../shared/domain/billing/drift.ts';
import { amountOfUnits, lostUnits, ofMoney } from '../../shared/domain/billing/lost-usage.ts';
import { type OverageWindow, totalValueOf } from '../../shared/domain/billing/overage.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { ReconcileDeps } from './deps.ts';

/** Nights on which an open invoice is tried again: about as long as Stripe itself retries. */
const maxTries = 14;
/** Invoices of windows that ended longer ago are settled, or listed. */
const lookedAtMs = 60 * 86_400_000;

/** Units that no invoice bills, with what they cost. */
export function discardedOf(
  catalog: Catalog,
  window: OverageWindow,
  subscriptions: readonly Subscription[],
): readonly Difference[] {
  const units = lostUnits(window);
  if (units === 0) return [];
  const currency = currencyOf(window, subscriptions);
  const amountMinor = amountOfUnits(catalog, { planId: window.planId, units, currency });
  const counted = totalValueOf(window);
  return [ofMoney(window, 'discarded', { counted, reached: counted - units, amountMinor, currency })];
}

type Owed = { readonly window: OverageWindow; readonly differences: readonly Difference[] };

/**
 * Tries to collect the invoice of usage that Stripe does not collect by itself. Its subscription has ended, or its item was taken off. It is listed once with what is owed, and tried every night for two weeks. An invoice that bills more than the past is listed only.
 */
export async function collectOwed(
  { catalog, stripeUsage, now }: ReconcileDeps,
  window: OverageWindow,
  subscriptions: readonly Subscription[],
): Promise<Owed> {
  const { invoiceId, early, end } = window;
  const subscription = subscriptions.find(({ id }) => id === window.subscriptionId);
  const isByUs = early || !subscription || subscription.endedAt !== null;
  const isOld = now().getTime() - Date.parse(end) > lookedAtMs;
  const isOwed = window.billed !== undefined && invoiceId !== undefined && !window.collected;
  if (!isOwed || !isByUs || isOld) return { window, differences: [] };
  const settled = { ...window, collected: true as const };
  const usage = () => usageOf(catalog, window, currencyOf(window, subscriptions));
  if (window.withheld) return listed(settled, usage());
  const { status, billsMore, dueMinor, currency } = await stripeUsage.collect(invoiceId, end);
  if (status === 'paid' || status === 'void') return { window: settled, differences: [] };
  if (billsMore && subscription?.endedAt === null) return { window, differences: [] };
  if (billsMore) return window.billed === 0 ? { window: settled, differences: [] } : listed(settled, usage());
  const tries = (window.tries ?? 0) + 1;
  const isOver = status === 'uncollectible' || tries >= maxTries;
  const tried = { ...window, tries, ...(isOver && { collected: true as const }) };
  return tries === 1 ? listed(tried, { amountMinor: dueMinor, currency }) : { window: tried, differences: [] };
}

/** The price of the usage that a window's invoice bills, whatever else is on it. */
const usageOf = (catalog: Catalog, { planId, billed = 0 }: OverageWindow, currency: string) => ({
  amountMinor: amountOfUnits(catalog, { planId, units: billed, currency }),
  currency,
});

const listed = (window: OverageWindow, money: { readonly amountMinor: number; readonly currency: string }): Owed => ({
  window,
  differences: [ofMoney(window, 'uncollected', { counted: money.amountMinor, reached: 0, ...money })],
});

const currencyOf = ({ subscriptionId }: OverageWindow, subscriptions: readonly Subscription[]): string =>
  subscriptions.find(({ id }) => id === subscriptionId)?.currency ?? 'usd';
