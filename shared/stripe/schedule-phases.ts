import type Stripe from 'stripe';
import type { ResolvedItems } from './changed-items.ts';
import { idOf } from './id-of.ts';

type Phase = Stripe.SubscriptionScheduleUpdateParams.Phase;
type DefaultSettings = Stripe.SubscriptionScheduleUpdateParams.DefaultSettings;

/** The current phase as it is, then the new items for one interval. Discounts stay in both. Throws where the schedule has no phase. */
export function phasesOf(
  { phases, id }: Stripe.SubscriptionSchedule,
  { afterwards, interval }: ResolvedItems,
): Phase[] {
  const [current] = phases;
  if (!current) throw new Error(`Schedule ${id} has no phase`);
  const { start_date, end_date } = current;
  const kept = discountsOf(current);
  const items = current.items.map(({ price, quantity }) => ({ price: idOf(price), quantity }));
  return [
    { items, start_date, end_date, ...kept },
    { items: [...afterwards], ...kept, proration_behavior: 'none', duration: { interval } },
  ];
}

function discountsOf(phase: Stripe.SubscriptionSchedule.Phase): Pick<Phase, 'discounts'> {
  const discounts = phase.discounts.map(({ discount, coupon, promotion_code }) =>
    discount
      ? { discount: idOf(discount) }
      : coupon
        ? { coupon: idOf(coupon) }
        : { promotion_code: idOf(promotion_code ?? '') },
  );
  return discounts.length > 0 ? { discounts } : {};
}

/**
 * A subscription's own settings, as defaults of its schedule. Without them, Stripe takes the customer's or the account's instead. The card
 * that Checkout kept for this subscription alone would not be charged. An invoice would have neither its days nor its order number
 * (https://docs.stripe.com/billing/subscriptions/subscription-schedules; decision 0062).
 */
export function defaultSettingsOf(subscription: Stripe.Subscription): DefaultSettings {
  const { collection_method, default_payment_method, automatic_tax, days_until_due, invoice_settings } = subscription;
  const fields = invoice_settings?.custom_fields ?? [];
  const invoices = {
    ...(days_until_due !== null && { days_until_due }),
    ...(fields.length > 0 && { custom_fields: fields.map(({ name, value }) => ({ name, value })) }),
  };
  return {
    collection_method,
    ...(default_payment_method && { default_payment_method: idOf(default_payment_method) }),
    ...(automatic_tax.enabled && { automatic_tax: { enabled: true } }),
    ...(Object.keys(invoices).length > 0 && { invoice_settings: invoices }),
  };
}
