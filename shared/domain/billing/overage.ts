/** Overage as it is reported to Stripe: see docs/decisions/0028-overage-by-windows.md. */

/** A metered item and the window that Stripe bills as one. Times are ISO-8601 UTC, half-open. */
export type MeteredItem = {
  readonly subscriptionId: string;
  readonly planId: string;
  readonly itemId: string;
  readonly start: string;
  readonly end: string;
};

/** The billed units of one window and the latest report of them. */
export type OverageWindow = MeteredItem & {
  /** Units billed in it, by the start of the period in which they count. */
  readonly units: Readonly<Record<string, number>>;
  /** The highest value that each of them ever had. Stripe may have billed that before a smaller number came. */
  readonly most: Readonly<Record<string, number>>;
  /** The latest report; `at` in epoch seconds. Null: none was made, which Stripe reads as 0. */
  readonly report: UsageReport | null;
  /** Units of earlier windows, which Stripe did not bill there and bills here. */
  readonly carried?: number;
  /** When we are about to take its item off, or Stripe has begun another window of it. Stripe bills it on an invoice of that moment. */
  readonly settlingAt?: string;
  /** Its invoice is a draft until then at least, so it takes usage, and nobody needs to ask before. */
  readonly draftUntil?: string;
  /** When it was found closed: Stripe takes no more usage for it. */
  readonly closedAt?: string;
  readonly closed?: true;
  /** It was closed before its end, because its item left the subscription or began another period. */
  readonly early?: true;
  /** The units that its invoice bills, once that is known. */
  readonly billed?: number;
  /** The invoice that bills it; absent where there is none. */
  readonly invoiceId?: string;
  /** Units that went from here to a later window, since its invoice does not bill them. */
  readonly movedOn?: number;
  /** It was compared with its invoice. */
  readonly compared?: true;
  /** Its invoice is paid, or was given up and listed as such. */
  readonly collected?: true;
  /** Its invoice is a draft that nobody makes final: it bills a later period too, or Stripe withholds it. */
  readonly withheld?: true;
  /** How often we tried to collect its open invoice. */
  readonly tries?: number;
};

/**
 * A report of a window's total to Stripe's meter; `at` in epoch seconds. `acknowledged` false: it may or may not have arrived. `sentAt`
 * (ISO-8601): when Stripe had it at the latest; absent in reports stored before this field existed.
 */
export type UsageReport = {
  readonly value: number;
  readonly at: number;
  readonly acknowledged: boolean;
  readonly sentAt?: string;
};

/** The stored overage of an account. */
export type OverageRecord = {
  /** The largest allowance that held in each period in which units count, by its start; null: no limit. */
  readonly allowances: Readonly<Record<string, number | null>>;
  readonly windows: readonly OverageWindow[];
};

/** The overage of an account that never had a metered item. */
export const noOverage: OverageRecord = { allowances: {}, windows: [] };

/** Whether both are the same window of the same item. */
export const isSameWindow = (one: MeteredItem, other: MeteredItem) =>
  one.itemId === other.itemId && one.start === other.start;

/** The facts at one moment that decide what is billed beyond the allowance. */
export type Counting = {
  /** The start of the period in which units count now; null: there is none. */
  readonly periodStart: string | null;
  readonly allowance: number | null;
  /** The account's plans with overage, the one that bills first in front. */
  readonly plans: readonly string[];
  /** Subscriptions that get another metered item now. The bill of their present item is final, whatever is reported later. */
  readonly settled?: readonly string[];
};

/** The starts of the periods whose units are needed to compute the bill. */
export const periodsOf = ({ windows }: OverageRecord, { periodStart }: Counting): string[] => [
  ...new Set([
    ...windows.filter(({ closed }) => !closed).flatMap(({ units }) => Object.keys(units)),
    ...(periodStart === null ? [] : [periodStart]),
  ]),
];

/**
 * Computes the bill of each open window from the units used in each period. A period's units beyond its allowance are billed once: another
 * window's share is taken off. Windows that have ended come first; the present one bills the rest.
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
  const billable = open
    .map((window) => ({
      window,
      periods: new Set([...Object.keys(window.units), ...(window === present && periodStart ? [periodStart] : [])]),
    }))
    .toSorted((a, b) => a.window.end.localeCompare(b.window.end));
  const bill = (state: OverageRecord, { window, periods }: (typeof billable)[number]): OverageRecord => ({
    ...state,
    windows: state.windows.map((each) =>
      isSameWindow(each, window) ? withUnits(each, unitsIn(state, { window: each, periods, used })) : each,
    ),
  });
  return billable.reduce(bill, { ...overage, allowances });
}

const withUnits = (window: OverageWindow, units: OverageWindow['units']): OverageWindow => ({
  ...window,
  units,
  most: Object.fromEntries(Object.entries(units).map(([period, n]) => [period, Math.max(n, window.most[period] ?? 0)])),
});

/** The largest allowance of a period holds for all of it: units once given are not taken back. */
function withAllowance(allowances: OverageRecord['allowances'], periodStart: string, { allowance }: Counting) {
  const before = allowances[periodStart];
  const largest = before === null || allowance === null ? null : Math.max(before ?? 0, allowance);
  return { ...allowances, [periodStart]: largest };
}

/** The window that bills usage from now on. Two items on one plan's meter would each bill all of it, so then neither does. */
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

/** The total that a window's meter must have. */
export const totalValueOf = ({ units, carried = 0 }: Pick<OverageWindow, 'units' | 'carried'>): number =>
  Object.values(units).reduce((sum, each) => sum + each, carried);
