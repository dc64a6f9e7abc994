import type { CatalogueComparisonView, ComparedThingView, ComparedValueView } from '../../shared/http/views.ts';
import { ok, type Route } from './stub-answers.ts';

const nothing: ComparedValueView = { text: null, is: null, price: null };
const text = (value: string): ComparedValueView => ({ ...nothing, text: value });
const is = (value: boolean): ComparedValueView => ({ ...nothing, is: value });
const price = (amounts: Readonly<Record<string, number>>, more: object = {}): ComparedValueView => ({
  ...nothing,
  price: {
    amounts: Object.entries(amounts).map(([currency, amountMinor]) => ({ amountMinor, currency })),
    ...{ interval: 'month', perUnits: null, tax: null },
    ...more,
  },
});

const things: readonly ComparedThingView[] = [
  { kind: 'plan', id: 'tollgate_plan_pro', name: 'Pro', state: 'same', differences: [] },
  {
    ...{ kind: 'plan', id: 'tollgate_plan_basic', name: 'Basic', state: 'changed' },
    differences: [
      { of: null, field: 'name', catalogue: text('Basic'), stripe: text('Starter') },
      {
        ...{ of: 'basic_monthly', field: 'price' },
        catalogue: price({ usd: 12_000, eur: 11_000 }, { tax: 'exclusive' }),
        stripe: price({ usd: 10_000 }),
      },
    ],
  },
  {
    ...{ kind: 'overage', id: 'tollgate_overage_pro', name: 'Pro overage', state: 'changed' },
    differences: [
      {
        ...{ of: 'pro_overage_monthly', field: 'price' },
        catalogue: price({ usd: 500 }, { perUnits: 1_000 }),
        stripe: null,
      },
    ],
  },
  {
    ...{ kind: 'coupon', id: 'summer', name: 'صيف 2026', state: 'only_at_stripe' },
    differences: [{ of: null, field: 'couponTerms', catalogue: null, stripe: text('25% off for 3 months') }],
  },
  {
    ...{ kind: 'portal', id: 'portal', name: '', state: 'changed' },
    differences: [{ of: null, field: 'pausing', catalogue: is(false), stripe: is(true) }],
  },
];

/** The catalogue beside Stripe; where nothing was ever corrected, nothing differs. */
export const catalogueRoutes: Record<string, Route> = {
  'GET /v1/admin/catalogue': ({ adminDrift }) =>
    ok<CatalogueComparisonView>({
      askedAt: '2026-11-24T09:00:00.000Z',
      data: things.map((each) => (adminDrift.length > 0 ? each : { ...each, state: 'same', differences: [] })),
    }),
};
