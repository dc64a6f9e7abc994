/** How revenue changes with one organization, as sums that are added to the rollups of days and to the standing of now. */
import type { Recurring, RecurringPart, RevenueRisk } from './recurring.ts';

/** Whole numbers by name that are added to a rollup. */
export type Sums = Readonly<Record<string, number>>;

/** Sums of one currency: to `now`, to the day of the change, and to the days on which money will be lost. */
export type RevenueChange = {
  readonly currency: string;
  readonly now: Sums;
  readonly days: ReadonlyMap<string, Sums>;
};

/** The kinds of change of what an organization pays. `new`: it paid nothing before, or not any more. */
export const movements = ['new', 'grown', 'shrunk', 'lost'] as const;
/** A kind of change of what an organization pays. */
export type Movement = (typeof movements)[number];

/** The changes between two states of an organization on a UTC day, by currency. Nothing where the states count the same. */
export function revenueChanges(before: Recurring, after: Recurring, day: string): readonly RevenueChange[] {
  const currencies = new Set([...all(before), ...all(after)].map(({ currency }) => currency));
  return [...currencies].flatMap((currency) => {
    const change = changeIn(currency, { before: only(before, currency), after: only(after, currency), day });
    return change.days.size > 0 || Object.keys(change.now).length > 0 ? [change] : [];
  });
}

const all = ({ parts, risks, failing }: Recurring) => [
  ...parts,
  ...risks,
  ...failing.flatMap(({ amount }) => amount ?? []),
];

function only({ parts, risks, failing }: Recurring, currency: string): Recurring {
  const isOf = (each: { readonly currency: string }) => each.currency === currency;
  return {
    parts: parts.filter(isOf),
    risks: risks.filter(isOf),
    failing: failing.filter(({ amount }) => amount && isOf(amount)),
  };
}

type Change = { readonly before: Recurring; readonly after: Recurring; readonly day: string };

function changeIn(currency: string, { before, after, day }: Change): RevenueChange {
  const [was, is] = [totalOf(before.parts), totalOf(after.parts)];
  const sold = minus(bySold(after.parts), bySold(before.parts));
  const organizations = Math.sign(is) - Math.sign(was);
  const failing = minus(failingSums(after), failingSums(before));
  const now = { ...nonZero({ total: is - was, organizations }), ...sold, ...failing };
  const days = new Map<string, Sums>();
  const add = (to: string, sums: Sums) => days.set(to, plus(days.get(to) ?? {}, sums));
  const moved = movedBy(was, is);
  if (moved || Object.keys(sold).length > 0) add(day, { ...moved, ...sold });
  for (const risk of before.risks) add(risk.day, riskSums(risk, -1));
  for (const risk of after.risks) add(risk.day, riskSums(risk, 1));
  for (const [each, sums] of days) {
    const left = nonZero(sums);
    if (Object.keys(left).length === 0) days.delete(each);
    else days.set(each, left);
  }
  return { currency, now, days };
}

function movedBy(was: number, is: number): Sums | null {
  if (was === is) return null;
  const kind: Movement = was === 0 ? 'new' : is === 0 ? 'lost' : is > was ? 'grown' : 'shrunk';
  return { [kind]: Math.abs(is - was), [`${kind}Count`]: 1 };
}

const totalOf = (parts: readonly RecurringPart[]): number =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

const bySold = (parts: readonly RecurringPart[]): Sums =>
  parts.reduce<Sums>((sums, { sold, amountMinor }) => plus(sums, { [`m:${sold}`]: amountMinor, [`n:${sold}`]: 1 }), {});

const failingSums = ({ failing }: Recurring): Sums =>
  failing.length === 0
    ? {}
    : {
        failing: failing.length,
        failingMinor: failing.reduce((sum, { amount }) => sum + (amount?.amountMinor ?? 0), 0),
      };

const riskSums = ({ cause, amountMinor }: RevenueRisk, sign: 1 | -1): Sums => ({
  [`risk:${cause}`]: sign * amountMinor,
  [`riskCount:${cause}`]: sign,
});

const plus = (a: Sums, b: Sums): Sums =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]),
  );

const minus = (a: Sums, b: Sums): Sums =>
  nonZero(plus(a, Object.fromEntries(Object.entries(b).map(([key, value]) => [key, -value]))));

const nonZero = (sums: Sums): Sums => Object.fromEntries(Object.entries(sums).filter(([, value]) => value !== 0));
