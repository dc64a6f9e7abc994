/** Usage that Stripe billed, and usage that it did not: see docs/decisions/0063-usage-is-settled-before-a-change.md. */
import { isTakenUp } from './meter-reports.ts';
import { isSameWindow, type OverageRecord, type OverageWindow, totalValueOf } from './overage.ts';
import { longestDraftMs } from './windows.ts';

/** The invoice that bills a window, as it is at Stripe. Times are ISO-8601. */
export type WindowInvoice = {
  readonly id: string;
  readonly status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';
  /** When a draft becomes final by itself; null: it does not, or is final. */
  readonly finalizesAt: string | null;
  /** A draft that somebody has to make final. */
  readonly isStopped: boolean;
  /** It bills nothing but the past: usage, and what was pending. */
  readonly isLast: boolean;
  /** The quantity of its line, in units or packs. */
  readonly quantity: number;
  /** How many packs its line bills. */
  readonly packs: number;
};

const hourMs = 3_600_000;

/** Whether Stripe has to be asked for a window's invoice: it is over, and what was billed of it is not known. */
export function isAsked(window: OverageWindow, now: Date): boolean {
  if (window.billed !== undefined || window.compared) return false;
  if (window.draftUntil !== undefined && window.draftUntil > now.toISOString()) return false;
  return window.closed === true || now.getTime() >= Date.parse(window.end) + hourMs;
}

/** Whether the last draft of a subscription may be made final: its usage was reported, and Stripe has had the time to take it up. */
export function isReady(window: OverageWindow, now: Date): boolean {
  const { report } = window;
  const isReported = report
    ? report.value === totalValueOf(window) && isTakenUp(report, now)
    : totalValueOf(window) === 0;
  return isReported || now.getTime() >= Date.parse(window.end) + longestDraftMs - hourMs;
}

type Found = {
  readonly invoice: WindowInvoice | null;
  /** Its subscription has ended. */
  readonly hasEnded: boolean;
  /** The units of a pack. */
  readonly packUnits: number;
  readonly now: Date;
};

/** A window with what its invoice says: a draft takes usage, a final one closes it. */
export function asInvoiced(window: OverageWindow, { invoice, hasEnded, packUnits, now }: Found): OverageWindow {
  const at = now.toISOString();
  const isGivenUp = now.getTime() >= Date.parse(window.end) + longestDraftMs;
  const closed = { ...window, closed: true as const, closedAt: window.closedAt ?? at };
  if (invoice === null) {
    const isNone = window.early ? window.settlingAt !== undefined || hasEnded : hasEnded && isLate(window, now);
    if (isNone || isGivenUp) return { ...closed, billed: 0, collected: true };
    return { ...window, draftUntil: inAnHour(now) };
  }
  if (invoice.status === 'draft' && !isGivenUp) {
    if (hasEnded && invoice.isStopped && !invoice.isLast) return withheld(closed, invoice);
    const { draftUntil: _, ...asked } = window;
    const until = invoice.finalizesAt ?? (hasEnded ? undefined : inAnHour(now));
    return { ...asked, ...(until && { draftUntil: until }), invoiceId: invoice.id };
  }
  if (invoice.status === 'void') return { ...closed, billed: 0, movedOn: 0, invoiceId: invoice.id, collected: true };
  if (invoice.status === 'draft') return withheld(closed, invoice);
  return { ...closed, billed: unitsOf(invoice, totalValueOf(window), packUnits), invoiceId: invoice.id };
}

/** Usage on a draft goes nowhere else: an operator may still make it final. */
const withheld = (closed: OverageWindow, { id }: WindowInvoice): OverageWindow => ({
  ...closed,
  billed: totalValueOf(closed),
  invoiceId: id,
  withheld: true,
});

const isLate = ({ end }: OverageWindow, now: Date) => now.getTime() >= Date.parse(end) + 2 * hourMs;
const inAnHour = (now: Date) => new Date(now.getTime() + hourMs).toISOString();

/** Stripe does not say whether a line's quantity is units or packs. Where it may be packs, all that they hold counts as billed. */
function unitsOf({ quantity, packs }: WindowInvoice, claimed: number, packUnits: number): number {
  return packUnits > 1 && quantity === packs ? Math.min(claimed, packs * packUnits) : quantity;
}

/** The units of a closed window that its invoice does not bill and no other window has taken over. */
export const restOf = (window: OverageWindow): number =>
  window.billed === undefined || window.movedOn !== undefined || window.compared
    ? 0
    : Math.max(0, totalValueOf(window) - window.billed);

/**
 * Moves what Stripe did not bill of closed windows into the present window: of the same subscription, else of any other. Without a window it
 * stays, to be listed.
 */
export function carriedOn(overage: OverageRecord, now: Date): OverageRecord {
  let { windows } = overage;
  for (const window of overage.windows) {
    const rest = restOf(window);
    const next = rest > 0 ? presentFor(windows, window, now) : undefined;
    if (next) windows = windows.map((each) => moved(each, { from: window, to: next, rest }));
  }
  return { ...overage, windows };
}

type Move = { readonly from: OverageWindow; readonly to: OverageWindow; readonly rest: number };

function moved(window: OverageWindow, { from, to, rest }: Move): OverageWindow {
  if (isSameWindow(window, from)) return { ...window, movedOn: rest };
  return isSameWindow(window, to) ? { ...window, carried: (window.carried ?? 0) + rest } : window;
}

function presentFor(windows: readonly OverageWindow[], { subscriptionId }: OverageWindow, now: Date) {
  const at = now.toISOString();
  const present = windows.filter(({ closed, start, end }) => !closed && start <= at && at < end);
  return present.find((each) => each.subscriptionId === subscriptionId) ?? present[0];
}
