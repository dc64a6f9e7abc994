import type Stripe from 'stripe';
import { expireCheckout } from '../billing/checkout-end.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { checkNew } from './checkout-checks.ts';
import { sellOnce } from './checkout-payments.ts';
import { sellSubscription } from './checkout-subscriptions.ts';

const createFields = [
  'allow_promotion_codes',
  'automatic_tax.enabled',
  'billing_address_collection',
  'branding_settings.background_color',
  'branding_settings.border_style',
  'branding_settings.button_color',
  'branding_settings.display_name',
  'branding_settings.font_family',
  'branding_settings.icon',
  'branding_settings.logo',
  'cancel_url',
  'client_reference_id',
  'currency',
  'customer',
  'customer_email',
  'customer_update.address',
  'customer_update.name',
  'discounts.*.coupon',
  'discounts.*.promotion_code',
  'expires_at',
  'invoice_creation.enabled',
  'line_items.*.price',
  'line_items.*.quantity',
  'locale',
  'metadata',
  'mode',
  'payment_intent_data.description',
  'payment_intent_data.metadata',
  'payment_intent_data.setup_future_usage',
  'payment_method_collection',
  'subscription_data.description',
  'subscription_data.metadata',
  'subscription_data.trial_end',
  'subscription_data.trial_period_days',
  'subscription_data.trial_settings',
  'success_url',
  'tax_id_collection.enabled',
  'ui_mode',
];
const listFields = ['created', 'customer', 'limit', 'starting_after', 'ending_before', 'status', 'subscription'];

/** The endpoints of checkout sessions. */
export const checkoutRoutes = [
  route<Stripe.Checkout.SessionCreateParams>(
    'POST /v1/checkout/sessions',
    'Checkout.SessionCreateParams',
    createFields,
    ({ sim, params }) => {
      checkNew(sim, params);
      return params.mode === 'payment' ? sellOnce(sim, params) : sellSubscription(sim, params);
    },
  ),
  route('GET /v1/checkout/sessions/:id', 'Checkout.SessionRetrieveParams', [], ({ sim, id }) => sessionNamed(sim, id)),
  route('POST /v1/checkout/sessions/:id/expire', 'Checkout.SessionExpireParams', [], ({ sim, id }) => {
    const { status } = sessionNamed(sim, id);
    if (status !== 'open')
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${status}.`,
      );
    return expireCheckout(sim, id);
  }),
  route<Stripe.Checkout.SessionListParams>(
    'GET /v1/checkout/sessions',
    'Checkout.SessionListParams',
    listFields,
    ({ sim, params }) =>
      page(
        '/v1/checkout/sessions',
        sim.store.sessions.newestFirst(params.customer).filter((session) => isListed(session, params)),
        params,
      ),
  ),
];

function sessionNamed(sim: Simulation, id: string): Stripe.Checkout.Session {
  const session = sim.store.sessions.get(id);
  if (!session) throw noSuch('checkout session', id, 'id');
  return session;
}

function isListed(session: Stripe.Checkout.Session, params: Stripe.Checkout.SessionListParams): boolean {
  const { created, status, subscription } = params;
  return (
    (!status || session.status === status) &&
    (!subscription || session.subscription === subscription) &&
    isInRange(session.created, created)
  );
}
