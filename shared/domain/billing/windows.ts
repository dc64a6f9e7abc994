/** Windows of overage as Stripe's items and invoices make them: see docs/decisions/0065-windows-follow-their-draft.md. */
import type { Catalog } from '../catalog/catalog.ts';
import { overagePlanOf } from '../catalog/overage-price.ts';
import { isSameWindow, type MeteredItem, type OverageRecord, type OverageWindow } from './overage.ts';
import type { Subscription } from './subscription.ts';

const hourMs = 3_600_000;
const storedMs = 800 * 24 * hourMs;
/**
 * The longest time for which an invoice takes usage. The account's rules keep it a draft for up to 72 h. Endpoints that do not answer
 * put it off for a day, and an hour is to spare. https://docs.stripe.com/billing/subscriptions/usage-based/configure-grace-period
 */
export const longestDraftMs = 97 * hourMs;

/** The metered items of our plans that an account has at Stripe, with the window that each is in. */
export const meteredItemsOf = (catalog: Catalog, subscriptions: readonly Subscription[]): MeteredItem[] =>
  subscriptions.flatMap(({ id, endedAt, items }) =>
    items.flatMap(({ lookupKey, metered, periodStart, periodEnd }) => {
      const plan = lookupKey === null ? undefined : overagePlanOf(catalog, lookupKey);
      if (!plan || !metered) return [];
      const start = [metered.since, periodStart].toSorted()[1] ?? periodStart;
      const end = endedAt !== null && endedAt < periodEnd ? endedAt : periodEnd;
      return start < end ? [{ subscriptionId: id, planId: plan.id, itemId: metered.itemId, start, end }] : [];
    }),
  );

/**
 * The windows as of Stripe's present items: those of new items and periods are added. A window whose item is gone, or began another period, is
 * closed early. One that has ended stays open while its invoice is a draft.
 */
export function windowsAt(overage: OverageRecord, items: readonly MeteredItem[], now: Date): OverageRecord {
  const known = overage.windows
    .filter(({ end }) => now.getTime() - Date.parse(end) < storedMs)
    .map((window) => followed(window, items, now));
  const begun = items.filter(
    (item) => Date.parse(item.end) > now.getTime() && !known.some((window) => isSameWindow(window, item)),
  );
  return { ...overage, windows: [...known, ...begun.map((item) => begin(item, known))] };
}

/** A window that follows one which was closed early bills what is used of the same periods from then on. */
function begin(item: MeteredItem, known: readonly OverageWindow[]): OverageWindow {
  const before = known.findLast(({ subscriptionId }) => subscriptionId === item.subscriptionId);
  const periods = before?.early ? Object.keys(before.units) : [];
  const units = Object.fromEntries(periods.map((period) => [period, 0]));
  return { ...item, units, most: {}, report: null };
}

function followed(window: OverageWindow, items: readonly MeteredItem[], now: Date): OverageWindow {
  const at = now.toISOString();
  if (window.closed) return window;
  if (now.getTime() >= Date.parse(window.end) + longestDraftMs) return closedAt(window, at);
  const item = items.find(({ itemId }) => itemId === window.itemId);
  if (at >= window.end) return window;
  if (!item) return { ...closedAt(window, at), early: true };
  if (item.start === window.start) return { ...unsettled(window, now), end: item.end };
  return item.start < window.end ? { ...closedAt({ settlingAt: at, ...window }, at), early: true } : window;
}

const closedAt = (window: OverageWindow, at: string): OverageWindow => ({ ...window, closed: true, closedAt: at });

/** An item that is there an hour after we meant to take it off was not taken off. */
function unsettled({ settlingAt, ...window }: OverageWindow, now: Date): OverageWindow {
  const isOld = settlingAt !== undefined && now.getTime() - Date.parse(settlingAt) >= hourMs;
  return settlingAt === undefined || isOld ? window : { ...window, settlingAt };
}

/** Notes that the items of these subscriptions are about to be taken off, before anybody does it. */
export const settling = (overage: OverageRecord, subscriptionIds: readonly string[], now: Date): OverageRecord => ({
  ...overage,
  windows: overage.windows.map((window) =>
    window.closed || !subscriptionIds.includes(window.subscriptionId) || now.toISOString() >= window.end
      ? window
      : { ...window, settlingAt: now.toISOString() },
  ),
});
