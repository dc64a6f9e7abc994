import { accessAt, type Entitlement, entitlementAt } from '../../../shared/domain/billing/entitlement.ts';
import { type Grant, grantsOf } from '../../../shared/domain/billing/grant.ts';
import type { Subscription, SubscriptionItem } from '../../../shared/domain/billing/subscription.ts';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import tollgate from '../../../tollgate.config.ts';

/** Midnight UTC of a day of November 2026; day 31 is the first of December. */
export const day = (number: number, hour = 0): string => new Date(Date.UTC(2026, 10, number, hour)).toISOString();

export const item = (changes: Partial<SubscriptionItem> = {}): SubscriptionItem => ({
  lookupKey: 'basic_monthly',
  quantity: 1,
  interval: 'month',
  periodStart: day(1),
  periodEnd: day(31),
  ...changes,
});

/** Basic, active, from 1 November to 1 December, charged by card. */
export const subscription = (changes: Partial<Subscription> = {}): Subscription => ({
  id: 'sub_1',
  status: 'active',
  createdAt: day(1),
  cancelAtPeriodEnd: false,
  cancelAt: null,
  endedAt: null,
  collectionPaused: false,
  collection: 'charge_automatically',
  latestInvoice: { createdAt: day(1), dueAt: null, status: 'paid' },
  items: [item()],
  ...changes,
});

export const buying = (lookupKey: string, changes: Partial<Subscription> = {}): Subscription =>
  subscription({ id: `sub_${lookupKey}`, items: [item({ lookupKey })], ...changes });

/** Access of the only grant, as `full until 2026-12-01T00:00`. */
export function accessText(one: Subscription, at: string, catalog: Catalog = tollgate): string {
  const [grant] = grantsOf(catalog, [one]);
  const { access, until } = grant ? accessAt(grant, new Date(at)) : { access: 'none', until: null };
  return until === null ? access : `${access} until ${until.slice(0, 16)}`;
}

export const entitled = (
  subscriptions: readonly Subscription[],
  at: string,
  catalog: Catalog = tollgate,
): Entitlement => entitlementAt(catalog, grantsOf(catalog, subscriptions), new Date(at));

export const grantOf = (one: Subscription): Grant => grantsOf(tollgate, [one])[0]!;
