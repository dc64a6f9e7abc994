import type Stripe from 'stripe';
import { checkLocation, checkTaxable } from '../billing/tax.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { automaticTax } from '../resources/subscription.ts';

/** Whether tax is computed from now on. Throws where it could not be. */
export function taxChange(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Stripe.SubscriptionUpdateParams,
): Partial<Stripe.Subscription> {
  const enabled = params.automatic_tax?.enabled;
  if (enabled === undefined) return {};
  if (enabled) {
    checkTaxable(subscription.items.data, 'items');
    checkLocation(sim, idOf(subscription.customer));
  }
  return { automatic_tax: automaticTax(enabled) };
}

/** The change of the custom fields that every later invoice shows. */
export function invoiceSettingsChange(
  { invoice_settings }: Stripe.Subscription,
  params: Stripe.SubscriptionUpdateParams,
): Partial<Stripe.Subscription> {
  const fields = params.invoice_settings?.custom_fields;
  return fields === undefined ? {} : { invoice_settings: { ...invoice_settings, custom_fields: fields || null } };
}
