/** The writes that keep rollups of revenue and lists of organizations, in the transaction of the billing state that they follow from. */
import type { FailingPart, Recurring } from '../../domain/billing/recurring.ts';
import { revenueChanges } from '../../domain/billing/revenue-change.ts';
import type { MinorAmount } from '../../domain/money.ts';
import { listed } from '../item-keys.ts';
import type { ItemValue, Key, Write } from '../table/table.ts';
import { placeKey, revenueKey, revenueNow } from './revenue-keys.ts';

type Counted = {
  readonly accountId: string;
  readonly before: Recurring;
  readonly after: Recurring;
  readonly at: string;
};

/** The writes of a change of what is counted of an organization at `at`, ISO-8601 UTC. None where nothing changes. */
export function revenueWrites({ accountId, before, after, at }: Counted): Write[] {
  const rollups = revenueChanges(before, after, at.slice(0, 10)).flatMap(({ currency, now, days }) => [
    ...(Object.keys(now).length > 0 ? [{ update: revenueKey(currency, revenueNow), change: { add: now } }] : []),
    ...[...days].map(([day, add]) => ({ update: revenueKey(currency, day), change: { add } })),
  ]);
  return [
    ...rollups,
    ...placed(placeKey(accountId, 'FAILING'), failingPlace(accountId, before), failingPlace(accountId, after)),
    ...placed(placeKey(accountId, 'MONTHLY'), monthlyPlace(accountId, before), monthlyPlace(accountId, after)),
  ];
}

/** A place in a list that an item takes. */
type Place = { readonly listSk: string; readonly [name: string]: ItemValue };

/** An item without `listPk` is in no list. */
function placed(key: Key, before: Place | null, after: Place | null): Write[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return after
    ? [{ update: key, change: { set: after } }]
    : [{ update: key, change: { remove: Object.keys(before ?? {}) } }];
}

/** The failing payments of an organization, in the list by when the first began to fail. */
function failingPlace(accountId: string, { failing }: Recurring): Place | null {
  if (failing.length === 0) return null;
  return {
    ...listed('FAILING', `${sinceOf(failing)}#${accountId}`),
    accountId,
    payments: failing as unknown as ItemValue,
  };
}

/** The place of an automatic top-up that fails. */
export const creditPlace = (accountId: string, failing: FailingPart): Place => ({
  ...listed('FAILING', `${sinceOf([failing])}#${accountId}`),
  accountId,
  payments: [failing] as unknown as ItemValue,
});

const sinceOf = (failing: readonly FailingPart[]): string =>
  failing.map(({ since }) => since ?? '').toSorted()[0] ?? '';

/** An organization in the list by what it pays a month: in the currency in which it pays most. */
function monthlyPlace(accountId: string, recurring: Recurring): Place | null {
  const most = monthlyOf(recurring).toSorted((a, b) => b.amountMinor - a.amountMinor)[0];
  if (!most) return null;
  const { amountMinor, currency } = most;
  return { ...listed('MONTHLY', `${currency}#${String(amountMinor).padStart(16, '0')}#${accountId}`), accountId };
}

/** The monthly payments of an organization, by currency. */
export function monthlyOf({ parts }: Pick<Recurring, 'parts'>): readonly MinorAmount[] {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of parts) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}
