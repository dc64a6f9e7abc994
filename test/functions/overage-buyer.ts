/** A buyer of a plan with overage at a simulated Stripe, whose merged units a test sets. */
import type Stripe from 'stripe';
import type { Catalog, Plan } from '../../shared/domain/catalog/catalog.ts';
import tollgate from '../../tollgate.config.ts';
import { signUp } from '../support/app-person.ts';
import type { TestStripe } from '../support/app-stripe.ts';
import { buyerAtStripe } from './at-stripe.ts';

const pro = tollgate.plans.find(({ id }) => id === 'pro')!;

const max: Plan = {
  ...pro,
  id: 'max',
  name: 'Max',
  prices: [{ lookupKey: 'max_monthly', interval: 'month', amountMinor: 20_000_00, currency: 'usd' }],
  allowance: { amount: 5_000_000, unit: 'record' },
  overage: { units: 1_000, amountMinor: 2_00 },
};

/** Pro in two currencies and by the year too; Max with a larger allowance and another price beyond it. */
export const catalogWithOverage: Catalog = {
  ...tollgate,
  plans: tollgate.plans.flatMap((plan): Plan[] => (plan.id === 'pro' ? [soldInEuros(pro), max] : [plan])),
};

function soldInEuros(plan: Plan): Plan {
  return {
    ...plan,
    prices: [
      ...plan.prices.map((price) => ({ ...price, currencies: { eur: 4_600_00 } })),
      { lookupKey: 'pro_yearly', interval: 'year', amountMinor: 50_000_00, currency: 'usd' },
    ],
    overage: { units: 1_000, amountMinor: 5_00, currencies: { eur: 4_60 } },
  };
}

export type OverageBuyer = Awaited<ReturnType<typeof overageBuyer>>;

/** Bought, and paid for the first period; nothing was used. */
export async function overageBuyer(
  stripe: TestStripe,
  more: { readonly prices?: readonly string[]; readonly currency?: string; readonly catalog?: Catalog } = {},
) {
  const used = new Map<string, number>();
  const totalOf = async (_: string, periodStart: string) => used.get(periodStart) ?? 0;
  const buyer = await buyerAtStripe(stripe, { catalog: catalogWithOverage, prices: ['pro_monthly'], totalOf, ...more });
  const invoices = async (): Promise<Stripe.Invoice[]> =>
    (await stripe.sdk.invoices.list({ customer: buyer.customerId, limit: 100 })).data;
  return {
    ...buyer,
    /** Sets what was used so far in the period that holds now. */
    async uses(units: number) {
      const { period } = await buyer.entitlement();
      used.set(period!.start, units);
    },
    /** Usage of the period that begins then, found after its end. */
    usedIn: (periodStart: string, units: number) => void used.set(periodStart, units),
    report: () => buyer.app.usageReport(),
    /** Sends as the buyer, signed in anew: a session does not last a billing period. */
    asks: async (path: string, body: object) => (await signUp(buyer.app, buyer.email)).send('POST', path, body),
    async to(time: string) {
      await stripe.advanceTo(new Date(time));
      await buyer.hear();
    },
    invoices,
    latest: async () => (await invoices())[0]!,
    /** Units and amounts that the latest invoice bills of usage. */
    billed: async () =>
      (await invoices())[0]!.lines.data
        .filter(({ description }) => description?.endsWith('overage'))
        .map(({ quantity, amount }) => [quantity, amount]),
    /** The same of every invoice that is not void, oldest first; lines over nothing left out. */
    everBilled: async () =>
      (await invoices())
        .toReversed()
        .filter(({ status }) => status !== 'void')
        .flatMap(({ lines }) => lines.data)
        .filter(({ description, amount }) => description?.endsWith('overage') && amount > 0)
        .map(({ quantity, amount }) => [quantity, amount]),
    /** Lines of the drift report about usage: field, before, after, and the amount where there is one. */
    async drift() {
      await buyer.app.reconcile();
      const { corrections } = await buyer.app.deps.drift.list({ limit: 100 });
      return corrections
        .filter(({ cause }) => ['usage', 'discarded', 'uncollected'].includes(cause))
        .flatMap(({ differences }) =>
          differences.map(({ field, before, after, amountMinor }) => [field, before, after, amountMinor]),
        );
    },
    items: async () => (await buyer.subscription()).items.map(({ lookupKey }) => lookupKey),
  };
}
