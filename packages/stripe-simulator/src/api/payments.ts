import type Stripe from 'stripe';
import { checkCharge } from '../billing/charge-bounds.ts';
import { confirmIntent } from '../billing/charging.ts';
import { cardError, methodNamed } from '../billing/methods.ts';
import { emit } from '../core/events.ts';
import { invalidRequest, missingParameter, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { newPaymentIntent } from '../resources/payment.ts';
import { checkCustomerFilter, customerNamed } from './customers.ts';

const paging = ['limit', 'starting_after', 'ending_before'];

const createFields = [
  'amount',
  'automatic_payment_methods.allow_redirects',
  'automatic_payment_methods.enabled',
  'confirm',
  'currency',
  'customer',
  'description',
  'metadata',
  'off_session',
  'payment_method',
];

/** The endpoints of payment intents, charges and disputes. */
export const paymentRoutes = [
  route<Stripe.PaymentIntentCreateParams>(
    'POST /v1/payment_intents',
    'PaymentIntentCreateParams',
    createFields,
    ({ sim, params }) => payOffSession(sim, params),
  ),
  route('GET /v1/payment_intents/:id', 'PaymentIntentRetrieveParams', [], ({ sim, id }) => {
    const intent = sim.store.paymentIntents.get(id);
    if (!intent) throw noSuch('payment_intent', id, 'id');
    return intent;
  }),
  route('GET /v1/charges/:id', 'ChargeRetrieveParams', [], ({ sim, id }) => {
    const charge = sim.store.charges.get(id);
    if (!charge) throw noSuch('charge', id, 'id');
    return charge;
  }),
  route<Stripe.ChargeListParams>(
    'GET /v1/charges',
    'ChargeListParams',
    ['created', 'customer', 'payment_intent', ...paging],
    ({ sim, params }) => {
      checkCustomerFilter(sim, params.customer);
      const matches = sim.store.charges
        .newestFirst(params.customer)
        .filter(({ payment_intent }) => !params.payment_intent || payment_intent === params.payment_intent)
        .filter(({ created }) => isInRange(created, params.created));
      return page('/v1/charges', matches, params);
    },
  ),
];

/**
 * Automatic payment methods are on by default, and some of them send the buyer elsewhere. To confirm, Stripe then needs the address to
 * come back to. https://docs.stripe.com/api/payment_intents/create#create_payment_intent-automatic_payment_methods
 */
function checkRedirects({ automatic_payment_methods: methods }: Stripe.PaymentIntentCreateParams): void {
  if (methods && (!methods.enabled || methods.allow_redirects === 'never')) return;
  throw invalidRequest(
    'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don’t want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never`.',
    { param: 'return_url' },
  );
}

/**
 * Charges a customer's saved card without them, at once. Refused, it is 402 with the reason, and the intent stays.
 * https://docs.stripe.com/payments/save-and-reuse#charge-saved-payment-method
 */
function payOffSession(sim: Simulation, params: Stripe.PaymentIntentCreateParams): Stripe.PaymentIntent {
  const { amount, confirm, currency, customer, description, metadata, off_session, payment_method } = params;
  if (!confirm) throw unsupported('a payment intent that is not confirmed at once', 'confirm');
  if (sim.rules.isOn('P1')) checkRedirects(params);
  if (off_session !== true) throw unsupported('a payment intent of a buyer who is there', 'off_session');
  if (!customer || !payment_method) throw missingParameter(customer ? 'payment_method' : 'customer');
  if (amount < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  checkCharge(sim, currency.toLowerCase(), amount);
  customerNamed(sim, customer, 'customer');
  const method = methodNamed(sim, payment_method, { customer, param: 'payment_method' });
  const intent = sim.store.paymentIntents.add(
    newPaymentIntent(sim, {
      amount,
      currency: currency.toLowerCase(),
      customer,
      description: description ?? null,
      metadata: mergeMetadata(null, metadata),
      setupFutureUsage: null,
    }),
  );
  emit(sim, 'payment_intent.created', intent);
  const outcome = confirmIntent(sim, intent.id, { method, isOnSession: false, isAuthenticated: !sim.rules.isOn('P2') });
  const after = sim.store.paymentIntents.mustGet(intent.id);
  if (typeof outcome === 'object') throw cardError(outcome, after);
  return after;
}
