import { defineTollgate } from '../shared/domain/catalog/define.ts';

/** So begin the ids of everything that the rehearsal sells: nothing of it is the operator's. */
export const ownPrefix = 'rehearsal_';

/** The lookup keys of the rehearsal's prices. */
export const keys = {
  basic: 'rehearsal_basic_monthly',
  basicYearly: 'rehearsal_basic_yearly',
  pro: 'rehearsal_pro_monthly',
  proOverage: 'rehearsal_pro_overage_monthly',
  zero: 'rehearsal_zero_monthly',
  badge: 'rehearsal_badge_monthly',
  organization: 'rehearsal_organization_monthly',
  affiliate: 'rehearsal_affiliate_monthly',
  credit: 'rehearsal_credit_credit',
} as const;

/** The meter of the pro plan's overage. */
export const proMeter = 'tollgate_overage_rehearsal_pro';

const month = { interval: 'month', currency: 'usd' } as const;
const plan = { description: 'For the rehearsal of Stripe.', datasets: [], availability: 'public' } as const;

/** The offer that the rehearsal pushes: plans, overage, prepaid credit, badges with seats, coupons. */
export const rehearsalCatalogue = defineTollgate({
  name: 'Rehearsal',
  supportEmail: 'support@example.com',
  operators: ['operator@example.com'],
  licences: [],
  publishedLicences: [],
  datasets: [],
  plans: [
    {
      ...plan,
      id: 'rehearsal_basic',
      name: 'Rehearsal Basic',
      prices: [
        { ...month, lookupKey: keys.basic, amountMinor: 100_00, currencies: { eur: 90_00 } },
        {
          lookupKey: keys.basicYearly,
          interval: 'year',
          amountMinor: 1_000_00,
          currency: 'usd',
          currencies: { eur: 900_00 },
        },
      ],
    },
    {
      ...plan,
      id: 'rehearsal_pro',
      name: 'Rehearsal Pro',
      prices: [{ ...month, lookupKey: keys.pro, amountMinor: 300_00, currencies: { eur: 270_00 } }],
      allowance: { amount: 10_000, unit: 'record' },
      overage: { units: 1_000, amountMinor: 5_00, currencies: { eur: 4_50 } },
    },
    {
      ...plan,
      id: 'rehearsal_zero',
      name: 'Rehearsal Zero',
      prices: [{ ...month, lookupKey: keys.zero, amountMinor: 0 }],
    },
    {
      ...plan,
      id: 'rehearsal_credit',
      name: 'Rehearsal Credit',
      prices: [],
      credit: { units: 1_000, amountMinor: 20_00, currency: 'usd' },
    },
  ],
  badges: [
    {
      id: 'rehearsal_badge',
      name: 'Rehearsal Badge',
      description: 'For the rehearsal of Stripe.',
      kind: 'person',
      prices: [{ ...month, lookupKey: keys.badge, amountMinor: 8_00 }],
    },
    {
      id: 'rehearsal_organization',
      name: 'Rehearsal Organization',
      description: 'For the rehearsal of Stripe.',
      kind: 'organization',
      prices: [
        { ...month, lookupKey: keys.organization, amountMinor: 200_00 },
        { ...month, lookupKey: keys.affiliate, amountMinor: 50_00, per: 'affiliate' },
      ],
    },
  ],
  coupons: [
    {
      id: 'rehearsal_months',
      name: 'Rehearsal, three months',
      percentOff: 25,
      duration: 'repeating',
      months: 3,
      codes: [{ code: 'REHEARSAL25' }],
    },
    {
      id: 'rehearsal_once',
      name: 'Rehearsal, once',
      amountOffMinor: 10_00,
      currency: 'usd',
      duration: 'once',
      appliesTo: ['rehearsal_basic'],
    },
  ],
  settings: { byInvoice: { daysUntilDue: 30 } },
});
