/** What goes beyond an allowance, as it is reported to Stripe: see docs/decisions/0028-overage-by-windows.md. */
import type { Catalog } from '../catalog/catalog.ts';
import { overagePlanOf } from '../catalog/overage-price.ts';
import type { Subscription } from './subscription.ts';

/** A stretch of time for which Stripe bills a metered item at once. Times are ISO-8601 UTC, half-open. */
type MeteredItem = {
  readonly subscriptionId: string;
  readonly planId: string;
  readonly itemId: string;
  readonly start: string;
  readonly end: string;
};

export type OverageWindow = MeteredItem & {
  /** Units that are billed in it, by the start of the period in which they count. */
  readonly units: Readonly<Record<string, number>>;
  /** The most that each of them ever was: what Stripe has billed, where it billed before a smaller number came. */
  readonly most: Readonly<Record<string, number>>;
  /** The latest report; `at` in epoch seconds. Null: none was made, which Stripe reads as 0. */
  readonly report: UsageReport | null;
  /** Stripe takes nothing more for it. */
  readonly closed?: true;
  /** It was held against the invoice that it is on, or was billed early, which is on no line of its own. */
  readonly compared?: true;
};

/**
 * `acknowledged` false: it was sent, or was about to be, and nobody knows whether it arrived. `sentAt` (ISO-8601): when Stripe had it at the
 * latest; absent in what was acknowledged before that was noted.
 */
export type UsageReport = {
  readonly value: number;
  readonly at: number;
  readonly acknowledged: boolean;
  readonly sentAt?: string;
};

export type OverageRecord = {
  /** The largest allowance that held in each period in which units count, by its start; null: no limit. */
  readonly allowances: Readonly<Record<string, number | null>>;
  readonly windows: readonly OverageWindow[];
};

export const noOverage: OverageRecord = { allowances: {}, windows: [] };

const hourMs = 3_600_000;
/** How long an invoice stays a draft, which takes usage. https://docs.stripe.com/billing/invoices/subscription#lifecycle */
const draftMs = hourMs;
const keptMs = 800 * 24 * hourMs;

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
 * The windows after what Stripe says now: those of new items and periods are added. One is closed an hour after its end, when its
 * invoice is final, and at once where Stripe has billed it before: its item is gone, or began another period early.
 */
export function windowsAt(overage: OverageRecord, items: readonly MeteredItem[], now: Date): OverageRecord {
  const known = overage.windows
    .filter(({ end }) => now.getTime() - Date.parse(end) < keptMs)
    .map((window) => followed(window, items, now));
  const begun = items.filter(
    (item) => Date.parse(item.end) > now.getTime() && !known.some((window) => isSameWindow(window, item)),
  );
  return { ...overage, windows: [...known, ...begun.map((item) => ({ ...item, units: {}, most: {}, report: null }))] };
}

const isSameItem = (one: MeteredItem, other: MeteredItem) => one.itemId === other.itemId;
export const isSameWindow = (one: MeteredItem, other: MeteredItem) =>
  isSameItem(one, other) && one.start === other.start;

function followed(window: OverageWindow, items: readonly MeteredItem[], now: Date): OverageWindow {
  if (window.closed) return window;
  const item = items.find((each) => isSameItem(each, window));
  const isOver = now.getTime() >= Date.parse(window.end) + draftMs;
  if (isOver) return { ...window, closed: true };
  if (!item) return { ...window, closed: true, compared: true };
  if (item.start === window.start) return { ...window, end: item.end };
  return item.start < window.end ? { ...window, closed: true, compared: true } : window;
}

/** What decides whether something is billed beyond the allowance, of one moment. */
export type Counting = {
  /** The start of the period in which units count now; null: in none. */
  readonly periodStart: string | null;
  readonly allowance: number | null;
  /** Plans that are held and bill what goes beyond their allowance, the one that bills first. */
  readonly plans: readonly string[];
  /** Subscriptions that get another metered item now: what theirs bills is settled, whatever is found out of it. */
  readonly settled?: readonly string[];
};

/** The periods whose units have to be known to work out what is billed, by their starts. */
export const periodsOf = ({ windows }: OverageRecord, { periodStart }: Counting): string[] => [
  ...new Set([
    ...windows.filter(({ closed }) => !closed).flatMap(({ units }) => Object.keys(units)),
    ...(periodStart === null ? [] : [periodStart]),
  ]),
];

/**
 * What each open window bills, from the units that were used in each period. A period's units beyond its allowance are billed once: what
 * another window has billed of them is taken off. A window that has ended goes before the present one, which is where
 * what comes now is billed.
 */
export function billedIn(
  overage: OverageRecord,
  {
    counting,
    used,
    now,
  }: { readonly counting: Counting; readonly used: ReadonlyMap<string, number>; readonly now: Date },
): OverageRecord {
  const { periodStart } = counting;
  const allowances =
    periodStart === null ? overage.allowances : withAllowance(overage.allowances, periodStart, counting);
  const present = presentWindow(overage, counting, now);
  const { settled = [] } = counting;
  const open = overage.windows.filter(({ closed, subscriptionId }) => !closed && !settled.includes(subscriptionId));
  const wanted = open
    .map((window) => ({
      window,
      periods: new Set([...Object.keys(window.units), ...(window === present && periodStart ? [periodStart] : [])]),
    }))
    .toSorted((a, b) => a.window.end.localeCompare(b.window.end));
  const bill = (state: OverageRecord, { window, periods }: (typeof wanted)[number]): OverageRecord => ({
    ...state,
    windows: state.windows.map((each) =>
      isSameWindow(each, window) ? withUnits(each, unitsIn(state, { window: each, periods, used })) : each,
    ),
  });
  return wanted.reduce(bill, { ...overage, allowances });
}

const withUnits = (window: OverageWindow, units: OverageWindow['units']): OverageWindow => ({
  ...window,
  units,
  most: Object.fromEntries(Object.entries(units).map(([period, n]) => [period, Math.max(n, window.most[period] ?? 0)])),
});

/** A larger allowance that held for a part of the period holds for all of it: what was given is not taken back. */
function withAllowance(allowances: OverageRecord['allowances'], periodStart: string, { allowance }: Counting) {
  const before = allowances[periodStart];
  const most = before === null || allowance === null ? null : Math.max(before ?? 0, allowance);
  return { ...allowances, [periodStart]: most };
}

/** Where what is used now is billed. Two items of one plan's meter would each bill all of it, so then it is neither. */
function presentWindow({ windows }: OverageRecord, { plans }: Counting, now: Date): OverageWindow | undefined {
  const time = now.getTime();
  const present = windows.filter(
    ({ closed, start, end }) => !closed && Date.parse(start) <= time && time < Date.parse(end),
  );
  for (const plan of plans) {
    const [window, ...others] = present.filter(({ planId }) => planId === plan);
    if (window && others.length === 0) return window;
  }
  return undefined;
}

function unitsIn(
  { allowances, windows }: OverageRecord,
  {
    window,
    periods,
    used,
  }: {
    readonly window: OverageWindow;
    readonly periods: ReadonlySet<string>;
    readonly used: ReadonlyMap<string, number>;
  },
): OverageWindow['units'] {
  const entries = [...periods].map((period): [string, number] => {
    const total = used.get(period);
    const allowance = allowances[period] ?? null;
    if (total === undefined) return [period, window.units[period] ?? 0];
    const elsewhere = windows
      .filter((each) => !isSameWindow(each, window))
      .reduce((sum, { most }) => sum + (most[period] ?? 0), 0);
    return [period, allowance === null ? 0 : Math.max(0, total - allowance - elsewhere)];
  });
  return Object.fromEntries(entries);
}

/** What a window comes to: the value that its meter has to say. */
export const totalValueOf = ({ units }: Pick<OverageWindow, 'units'>): number =>
  Object.values(units).reduce((sum, each) => sum + each, 0);
