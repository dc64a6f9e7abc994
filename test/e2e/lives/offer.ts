import type { Catalog, Plan } from '../../../shared/domain/catalog/catalog.ts';
import tollgate from '../../../tollgate.config.ts';
import type { PriceList } from './judge-money.ts';

/** The products of a world, as its lives and judges know them. */
export type Offer = {
  readonly catalog: Catalog;
  /** Lookup keys of plans and of badges that lives buy; one that is bought more often is there more often. */
  readonly plans: readonly [string, ...string[]];
  readonly badges: readonly [string, ...string[]];
  /** The prices that a subscription may change to. */
  readonly changes: Readonly<Record<string, readonly [string, ...string[]]>>;
  /** The amounts that each price has had, oldest first. */
  readonly prices: PriceList;
  /** Amounts of the prices that are sold in euros too, which are paid by SEPA debit. */
  readonly euros: Readonly<Record<string, number>>;
  /** The units of each plan's allowance, where lives use it up; empty where they only read now and then. */
  readonly allowances: Readonly<Record<string, number>>;
  /** The price whose last amount comes into force half way. */
  readonly migrated: string;
  /** Each plan with overage: the price of every begun pack of units past it. */
  readonly overages: Readonly<Record<string, Overage>>;
};

type Overage = {
  readonly units: number;
  readonly amountMinor: number;
  readonly euroMinor?: number;
};

const badgePrices = { verified_monthly: [8_00], verified_yearly: [84_00] };
const badgeChanges = { verified_monthly: ['verified_yearly'], verified_yearly: ['verified_monthly'] } as const;

/** The sample catalogue, which the local world sells. Nobody of its few customers uses a million records. */
export const sampleOffer: Offer = {
  catalog: tollgate,
  plans: ['basic_monthly', 'basic_monthly', 'pro_monthly'],
  badges: ['verified_monthly', 'verified_yearly'],
  changes: { basic_monthly: ['pro_monthly'], pro_monthly: ['basic_monthly'], ...badgeChanges },
  prices: { basic_monthly: [100_00, 120_00], pro_monthly: [5_000_00], ...badgePrices },
  migrated: 'basic_monthly',
  euros: {},
  allowances: {},
  overages: { pro: { units: 1_000, amountMinor: 5_00 } },
};

const planNamed = (id: string): Plan => {
  const found = tollgate.plans.find((plan) => plan.id === id);
  if (!found) throw new Error(`The sample catalogue has no plan ${id}`);
  return found;
};

const euros = { pro_monthly: 184_00, pro_yearly: 1_840_00, max_monthly: 368_00 } as const;

const priceOf = (lookupKey: keyof typeof euros, interval: 'month' | 'year', amountMinor: number) =>
  ({ lookupKey, interval, amountMinor, currency: 'usd', currencies: { eur: euros[lookupKey] } }) as const;

/** Allowances that a customer's few calls a month go past, and two plans with overage to change between. */
const metered: readonly Plan[] = [
  { ...planNamed('basic'), allowance: { amount: 800, unit: 'record' } },
  {
    ...planNamed('pro'),
    prices: [priceOf('pro_monthly', 'month', 200_00), priceOf('pro_yearly', 'year', 2_000_00)],
    allowance: { amount: 1_000, unit: 'record' },
    overage: { units: 100, amountMinor: 5_00, currencies: { eur: 4_60 } },
  },
  {
    ...planNamed('pro'),
    id: 'max',
    name: 'Max',
    prices: [priceOf('max_monthly', 'month', 400_00)],
    allowance: { amount: 3_000, unit: 'record' },
    overage: { units: 100, amountMinor: 3_00, currencies: { eur: 2_80 } },
    trialDays: 14,
  },
];

/** Plans with overage by the month and the year, and one with a trial. */
export const meteredOffer: Offer = {
  catalog: {
    ...tollgate,
    plans: tollgate.plans.flatMap((plan) =>
      plan.id === 'basic' ? metered : plan.id === 'pro' || plan.id === 'max' ? [] : [plan],
    ),
  },
  plans: ['basic_monthly', 'pro_monthly', 'pro_monthly', 'pro_yearly', 'max_monthly'],
  badges: ['verified_monthly', 'verified_yearly'],
  changes: {
    basic_monthly: ['pro_monthly', 'max_monthly'],
    pro_monthly: ['basic_monthly', 'max_monthly', 'pro_yearly'],
    pro_yearly: ['pro_monthly'],
    max_monthly: ['pro_monthly', 'basic_monthly'],
    ...badgeChanges,
  },
  prices: {
    basic_monthly: [100_00, 120_00],
    pro_monthly: [200_00],
    pro_yearly: [2_000_00],
    max_monthly: [400_00],
    ...badgePrices,
  },
  euros,
  migrated: 'basic_monthly',
  allowances: { basic: 800, pro: 1_000, max: 3_000 },
  overages: {
    pro: { units: 100, amountMinor: 5_00, euroMinor: 4_60 },
    max: { units: 100, amountMinor: 3_00, euroMinor: 2_80 },
  },
};
