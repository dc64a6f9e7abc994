import type Stripe from 'stripe';
import { keyFor, underKey } from '../client.ts';
import { ours } from './current.ts';
import type { PortalChange } from './portal.ts';

/**
 * Cards, invoices and cancelling are Stripe's pages; plans are changed with us, who preview and guard. A pause is named off: nobody documents
 * its default, and a paused subscription gives no access.
 */
export async function applyPortalChange(stripe: Stripe, change: PortalChange): Promise<void> {
  const { legalPages } = change.portal;
  const input = {
    features: {
      payment_method_update: { enabled: true },
      invoice_history: { enabled: true },
      customer_update: { enabled: true, allowed_updates: ['address', 'tax_id'] },
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      subscription_pause: { enabled: false },
      subscription_update: { enabled: false },
    },
    ...(legalPages && {
      business_profile: { terms_of_service_url: legalPages.terms, privacy_policy_url: legalPages.privacy },
    }),
    metadata: ours,
  } satisfies Stripe.BillingPortal.ConfigurationCreateParams;
  if (change.kind === 'update_portal')
    return void (await stripe.billingPortal.configurations.update(change.before.id, input));
  await underKey(keyFor('catalog:portal', input), (idempotencyKey) =>
    stripe.billingPortal.configurations.create(input, { idempotencyKey }),
  );
}
