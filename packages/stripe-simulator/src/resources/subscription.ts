import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { isMetered, planOf } from './price.ts';

type NewItem = {
  readonly price: Stripe.Price;
  readonly quantity: number;
  readonly metadata: Record<string, string>;
  readonly periodStart: number;
  readonly periodEnd: number;
};

/** A subscription to be made; its times are epoch seconds. */
export type NewSubscription = {
  readonly customer: string;
  readonly items: readonly NewItem[];
  readonly currency: string;
  readonly anchor: number;
  readonly trialEnd: number | null;
  readonly missingPaymentMethod: string;
  readonly defaultPaymentMethod: string | null;
  readonly daysUntilDue: number | null;
  readonly description: string | null;
  readonly automaticTax: boolean;
  /** Printed on every invoice; null for the customer's. */
  readonly customFields: Stripe.Subscription.InvoiceSettings['custom_fields'];
  readonly metadata: Record<string, string>;
};

/** A subscription that has just begun: `trialing` with a trial, else `incomplete` until its first invoice is paid. */
export function newSubscription(sim: Simulation, input: NewSubscription): Stripe.Subscription {
  const now = sim.time.now();
  const id = sim.newId('sub');
  const data = input.items.map((item) => newItem(sim, id, item));
  return {
    ...blankSubscription,
    id,
    automatic_tax: automaticTax(input.automaticTax),
    billing_cycle_anchor: input.anchor,
    billing_mode: sim.rules.isOn('B1') ? blankSubscription.billing_mode : { flexible: null, type: 'classic' },
    collection_method: input.daysUntilDue === null ? 'charge_automatically' : 'send_invoice',
    created: now,
    currency: input.currency,
    customer: input.customer,
    days_until_due: input.daysUntilDue,
    default_payment_method: input.defaultPaymentMethod,
    description: input.description,
    invoice_settings: { ...blankSubscription.invoice_settings, custom_fields: input.customFields },
    items: { object: 'list', data, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    metadata: input.metadata,
    start_date: now,
    test_clock: sim.store.customers.mustGet(input.customer).test_clock ?? null,
    status: input.trialEnd !== null ? 'trialing' : input.daysUntilDue === null ? 'incomplete' : 'active',
    trial_end: input.trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: input.missingPaymentMethod },
    },
    trial_start: input.trialEnd === null ? null : now,
  } satisfies Stripe.Subscription;
}

/** Whether tax is computed; by the account itself. */
export const automaticTax = (enabled: boolean): Stripe.Subscription.AutomaticTax => ({
  disabled_reason: null,
  enabled,
  liability: enabled ? { type: 'self' } : null,
});

/** An item of a subscription. */
export function newItem(sim: Simulation, subscription: string, item: NewItem): Stripe.SubscriptionItem {
  return {
    id: sim.newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: sim.time.now(),
    current_period_end: item.periodEnd,
    current_period_start: item.periodStart,
    current_trial: null,
    discounts: [],
    metadata: item.metadata,
    plan: planOf(item.price),
    price: item.price,
    ...(isMetered(item.price) ? {} : { quantity: item.quantity }),
    subscription,
    tax_rates: [],
  };
}

const blankSubscription = {
  object: 'subscription',
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
  billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  customer_account: null,
  default_source: null,
  default_tax_rates: [],
  discounts: [],
  ended_at: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  latest_invoice: null,
  livemode: false,
  managed_payments: { enabled: false },
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  transfer_data: null,
} satisfies Partial<Stripe.Subscription>;

/** When the period of the earliest-ending item ends. */
export const periodEndOf = (subscription: Stripe.Subscription) =>
  Math.min(...subscription.items.data.map((item) => item.current_period_end));

/** Statuses that a subscription never leaves. */
export const isEnded = (subscription: Stripe.Subscription) =>
  subscription.status === 'canceled' || subscription.status === 'incomplete_expired';
