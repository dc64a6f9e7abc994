import type Stripe from 'stripe';
import { methodNamed } from '../billing/methods.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { automaticTax } from '../resources/subscription.ts';

type Settings = Stripe.SubscriptionSchedule['default_settings'];

/** A schedule's default settings after a request; a setting that it does not name stays. Throws for a payment method of somebody else. */
export function defaultSettingsOf(
  sim: Simulation,
  { customer, default_settings: before }: Stripe.SubscriptionSchedule,
  params: Stripe.SubscriptionScheduleUpdateParams.DefaultSettings,
): Settings {
  const { automatic_tax: tax, collection_method, default_payment_method: method, invoice_settings: invoices } = params;
  const owner = { customer: idOf(customer), param: 'default_settings[default_payment_method]' };
  return {
    ...before,
    ...(tax && { automatic_tax: automaticTax(tax.enabled) }),
    ...(collection_method && { collection_method }),
    ...(method && { default_payment_method: methodNamed(sim, method, owner).id }),
    ...(invoices && {
      invoice_settings: {
        ...before.invoice_settings,
        ...(invoices.custom_fields !== undefined && { custom_fields: invoices.custom_fields || null }),
        ...(invoices.days_until_due !== undefined && { days_until_due: invoices.days_until_due }),
      },
    }),
  };
}
