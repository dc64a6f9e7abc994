import type Stripe from 'stripe';
import { discountSession } from '../billing/checkout-discounts.ts';
import { expireCheckout } from '../billing/checkout-end.ts';
import { checkouts } from '../billing/checkout-state.ts';
import { checkTaxOptions, taxSession } from '../billing/checkout-tax.ts';
import { currencyFor, refuseMix } from '../billing/currencies.ts';
import { type Purchase, wantedDiscounts } from '../billing/redeeming.ts';
import { wantedItems } from '../billing/start.ts';
import { checkTaxable } from '../billing/tax.ts';
import { invalidRequest, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isInRange, page } from '../http/paging.ts';
import { missingParameter } from '../http/params.ts';
import { route } from '../http/route.ts';
import { lineItems, newSession } from '../resources/checkout-session.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { createPayment } from './checkout-payments.ts';
import { customerNamed } from './customers.ts';
import { purchaseOf } from './subscription-discounts.ts';
import { trialEndOf } from './subscription-trial.ts';

const createFields = [
  'allow_promotion_codes',
  'automatic_tax.enabled',
  'billing_address_collection',
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
    ({ sim, params }) => createSession(sim, params),
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
        sim.store.sessions.newestFirst().filter((session) => isListed(session, params)),
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
  const { created, customer, status, subscription } = params;
  return (
    (!customer || (session.customer !== null && idOf(session.customer) === customer)) &&
    (!status || session.status === status) &&
    (!subscription || session.subscription === subscription) &&
    isInRange(session.created, created)
  );
}

function createSession(sim: Simulation, params: Stripe.Checkout.SessionCreateParams): Stripe.Checkout.Session {
  checkNew(sim, params);
  if (params.mode === 'payment') return createPayment(sim, params);
  const { subscription_data: data = {} } = params;
  const lines = wantedItems(
    sim,
    (params.line_items ?? []).map(({ price, quantity }) => ({ price, quantity })),
    'line_items',
  );
  if (params.automatic_tax?.enabled) checkTaxable(lines, 'line_items');
  const purchase = purchaseIn(sim, params, lines);
  const discounts = wantedDiscounts(sim, params.discounts ?? [], purchase);
  const trialDays = data.trial_period_days ?? null;
  const trialEnd = trialDays === null ? trialEndOf(sim, data) : null;
  const session = sim.store.sessions.add(
    newSession(sim, params, { purchase, hasTrial: trialDays !== null || trialEnd !== null }),
  );
  checkouts(sim).set(session.id, {
    wanted: {
      items: lines,
      currency: purchase.currency,
      discounts: [],
      trialDays,
      trialEnd,
      missingPaymentMethod: data.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
      automaticTax: params.automatic_tax?.enabled ?? false,
      description: data.description ?? null,
      customFields: null,
      metadata: mergeMetadata(null, data.metadata),
    },
    lineItems: lineItems(sim, lines, purchase.currency),
    intent: null,
    update: params.customer_update,
  });
  sim.agenda.set('checkout_session', session.id, session.expires_at);
  if (discounts.length > 0) discountSession(sim, session.id, discounts);
  return taxSession(sim, session.id, null);
}

function purchaseIn(
  sim: Simulation,
  params: Stripe.Checkout.SessionCreateParams,
  lines: ReturnType<typeof wantedItems>,
): Purchase {
  const customer = params.customer ?? null;
  const currency = currencyFor(sim, lines, { wanted: params.currency, customer, param: 'line_items[0][price]' });
  if (customer) refuseMix(sim, customer, currency);
  return purchaseOf(sim, lines, { customer, currency });
}

function checkNew(sim: Simulation, params: Stripe.Checkout.SessionCreateParams): void {
  if (!params.mode) throw missingParameter('mode');
  if (params.mode !== 'subscription' && params.mode !== 'payment') throw unsupported(`mode=${params.mode}`, 'mode');
  if (params.mode === 'subscription' && params.payment_intent_data)
    throw invalidRequest('You can not pass `payment_intent_data` in `subscription` mode.', {
      param: 'payment_intent_data',
    });
  if (params.ui_mode && params.ui_mode !== 'hosted_page') throw unsupported(`ui_mode=${params.ui_mode}`, 'ui_mode');
  if (params.payment_method_collection === 'if_required')
    throw unsupported('payment_method_collection=if_required', 'payment_method_collection');
  if (!params.line_items?.length) throw missingParameter('line_items');
  if (!params.success_url) throw missingParameter('success_url');
  if (params.customer && params.customer_email)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      code: 'parameters_exclusive',
      param: 'customer',
    });
  checkDiscounts(params);
  if (params.customer) customerNamed(sim, params.customer, 'customer');
  checkTaxOptions(sim, params);
  checkExpiry(sim, params.expires_at);
}

function checkDiscounts({ allow_promotion_codes, discounts }: Stripe.Checkout.SessionCreateParams): void {
  if (allow_promotion_codes !== undefined && discounts)
    throw invalidRequest('You may only specify one of these parameters: allow_promotion_codes, discounts.', {
      code: 'parameters_exclusive',
      param: 'allow_promotion_codes',
    });
  if (discounts && discounts.length > 1)
    throw invalidRequest('You can only apply one discount to a Checkout Session.', { param: 'discounts' });
}

/** https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at */
function checkExpiry(sim: Simulation, expiresAt: number | undefined): void {
  if (expiresAt === undefined) return;
  const seconds = expiresAt - sim.time.now();
  if (seconds < 30 * 60)
    throw invalidRequest('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', {
      param: 'expires_at',
    });
  if (seconds > 24 * 3600)
    throw invalidRequest('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', {
      param: 'expires_at',
    });
}
