import type { Random } from '../../datasets/random.ts';
import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';

const dayMs = 86_400_000;
const first = [
  'Amber',
  'Bright',
  'Cedar',
  'Delta',
  'Ember',
  'Fjord',
  'Garnet',
  'Harbour',
  'Indigo',
  'Juniper',
  'نور',
] as const;
const second = ['Analytics', 'Brands', 'Consulting', 'Data', 'Foods', 'Insights', 'Media', 'Retail', 'مرصد'] as const;
const bought = [
  ['basic_monthly', 50],
  ['pro_monthly', 10],
  ['verified_monthly', 15],
  ['verified_yearly', 5],
  [null, 20],
] as const;

/** Letters and digits of a drawn number. */
export const drawnText = (random: Random, length: number): string =>
  Array.from({ length }, () => Math.floor(random.next() * 36).toString(36)).join('');

/** The n-th organization, of the year before `now`. */
export function drawnAccount(random: Random, n: number, now: Date): Account {
  const createdAt = new Date(now.getTime() - Math.floor(random.next() * 365 * dayMs)).toISOString();
  return {
    id: `org_${n}_${drawnText(random, 12)}`,
    email: `owner-${n}@organization-${n}.example`,
    organization: `${random.pick(first)} ${random.pick(second)} ${n}`,
    language: random.next() < 0.2 ? 'ar' : 'en',
    createdAt,
    stripeCustomerId: null,
  };
}

/** The subscription of an organization; one in five has none. One in twenty fails to pay. */
export function drawnSubscriptions(random: Random, { createdAt }: Account, now: Date): readonly Subscription[] {
  const lookupKey = random.weighted(bought);
  if (lookupKey === null) return [];
  const fails = random.next() < 0.05;
  const began = now.getTime() - Math.floor((0.1 + 0.8 * random.next()) * 28 * dayMs);
  const interval = lookupKey.endsWith('yearly') ? 'year' : 'month';
  const periodStart = new Date(began).toISOString();
  const periodEnd = new Date(began + (interval === 'year' ? 365 : 30) * dayMs).toISOString();
  return [
    {
      ...{ id: `sub_${drawnText(random, 14)}`, status: fails ? 'past_due' : 'active', createdAt, currency: 'usd' },
      ...{ cancelAtPeriodEnd: random.next() < 0.03, cancelAt: null, endedAt: null, collectionPaused: false },
      collection: 'charge_automatically',
      latestInvoice: { createdAt: periodStart, dueAt: null, status: fails ? 'open' : 'paid' },
      items: [{ lookupKey, quantity: 1, interval, periodStart, periodEnd }],
    },
  ];
}

/** A key of an organization, made after it. */
export function drawnKey(random: Random, { id: accountId, createdAt }: Account, label: string): ApiKey {
  const environment = random.next() < 0.3 ? 'test' : 'live';
  return {
    ...{ id: `key_${drawnText(random, 12)}`, accountId, app: 'default', label, environment },
    start: `tg_${environment}_${drawnText(random, 4)}`,
    ...{ scopes: [], cidrs: [], createdAt, expiresAt: null, revokedAt: null },
  };
}
