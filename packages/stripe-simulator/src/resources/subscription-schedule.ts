import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';

type Schedule = Stripe.SubscriptionSchedule;

/** A schedule over a subscription that runs, with one phase: its current period, as Stripe makes `from_subscription`. */
export function newSchedule(sim: Simulation, subscription: Stripe.Subscription): Schedule {
  const items = subscription.items.data;
  const phase = {
    start: Math.max(...items.map((item) => item.current_period_start)),
    end: Math.min(...items.map((item) => item.current_period_end)),
    items: items.map((item) => ({ price: idOf(item.price), quantity: item.quantity })),
    prorationBehavior: 'create_prorations',
    discounts: subscription.discounts.map(idOf),
  };
  return {
    id: sim.newId('sub_sched'),
    object: 'subscription_schedule',
    application: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    canceled_at: null,
    completed_at: null,
    created: sim.time.now(),
    current_phase: { start_date: phase.start, end_date: phase.end },
    customer: subscription.customer,
    customer_account: null,
    default_settings: defaultSettings,
    end_behavior: 'release',
    livemode: false,
    metadata: {},
    pause_schedules: [],
    phases: [newPhase(subscription.currency, phase)],
    released_at: null,
    released_subscription: null,
    status: 'active',
    subscription: subscription.id,
    test_clock: subscription.test_clock,
  };
}

/** The invoice settings of a schedule that names none. */
export const invoiceSettings: Schedule['default_settings']['invoice_settings'] = {
  account_tax_ids: null,
  custom_fields: null,
  days_until_due: null,
  description: null,
  footer: null,
  issuer: { type: 'self' },
};

/** The settings of every new schedule. Stripe does not document which of them it takes from the subscription. */
const defaultSettings: Schedule['default_settings'] = {
  application_fee_percent: null,
  billing_cycle_anchor: 'automatic',
  billing_thresholds: null,
  collection_method: 'charge_automatically',
  default_payment_method: null,
  description: null,
  invoice_settings: invoiceSettings,
  on_behalf_of: null,
  transfer_data: null,
};

type NewPhase = {
  /** Epoch seconds, half-open. */
  readonly start: number;
  readonly end: number;
  readonly items: readonly { readonly price: string; readonly quantity: number | undefined }[];
  readonly prorationBehavior: string;
  /** Ids of discounts that the subscription has already. */
  readonly discounts: readonly string[];
  /** How it is paid, where the phase says so itself. */
  readonly paid?: PaidAs;
};

/** The fields of a phase that say how it is paid. */
export type PaidAs = Partial<
  Pick<
    Stripe.SubscriptionSchedule.Phase,
    'automatic_tax' | 'collection_method' | 'default_payment_method' | 'invoice_settings'
  >
>;

/** One phase of a schedule. */
export function newPhase(
  currency: string,
  { start, end, items, prorationBehavior, discounts, paid = {} }: NewPhase,
): Stripe.SubscriptionSchedule.Phase {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: discounts.map((discount) => ({ coupon: null, discount, promotion_code: null })),
    end_date: end,
    invoice_settings: null,
    items: items.map(({ price, quantity }) => ({
      billing_thresholds: null,
      discounts: [],
      metadata: {},
      plan: price,
      price,
      ...(quantity === undefined ? {} : { quantity }),
      tax_rates: [],
    })),
    metadata: {},
    on_behalf_of: null,
    proration_behavior: prorationBehavior,
    start_date: start,
    transfer_data: null,
    trial_end: null,
    ...paid,
  };
}
