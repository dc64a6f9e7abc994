import type Stripe from 'stripe';
import { cardTokens } from '../billing/cards.ts';
import { attachCard, cardError, checkToken, detachMethod, withExpiry } from '../billing/methods.ts';
import { emitUpdate } from '../core/events.ts';
import { invalidRequest, missingParameter, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { addressOf } from '../resources/customer.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { customerNamed } from './customers.ts';

const paging = ['limit', 'starting_after', 'ending_before'];

/** The endpoints of payment methods. */
export const paymentMethodRoutes = [
  route('GET /v1/payment_methods/:id', 'PaymentMethodRetrieveParams', [], ({ sim, id }) => methodOf(sim, id)),
  route<Stripe.PaymentMethodListParams>(
    'GET /v1/payment_methods',
    'PaymentMethodListParams',
    ['customer', 'type', ...paging],
    ({ sim, params }) => {
      if (!params.customer) throw unsupported('a list of payment methods without a customer', 'customer');
      customerNamed(sim, params.customer, 'customer');
      return page('/v1/payment_methods', methodsOf(sim, params.customer, params.type), params);
    },
  ),
  route<Stripe.CustomerListPaymentMethodsParams>(
    'GET /v1/customers/:id/payment_methods',
    'CustomerListPaymentMethodsParams',
    ['type', ...paging],
    ({ sim, params, id }) => {
      customerNamed(sim, id, 'id');
      return page(`/v1/customers/${id}/payment_methods`, methodsOf(sim, id, params.type), params);
    },
  ),
  route<Stripe.PaymentMethodUpdateParams>(
    'POST /v1/payment_methods/:id',
    'PaymentMethodUpdateParams',
    ['billing_details', 'card.exp_month', 'card.exp_year', 'metadata'],
    ({ sim, params, id }) => update(sim, methodOf(sim, id), params),
  ),
  route<Stripe.PaymentMethodAttachParams>(
    'POST /v1/payment_methods/:id/attach',
    'PaymentMethodAttachParams',
    ['customer'],
    ({ sim, params, id }) => attach(sim, id, params.customer),
  ),
  route('POST /v1/payment_methods/:id/detach', 'PaymentMethodDetachParams', [], ({ sim, id }) => {
    if (methodOf(sim, id).customer === null)
      throw invalidRequest(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
      );
    return detachMethod(sim, id);
  }),
];

function methodOf(sim: Simulation, id: string): Stripe.PaymentMethod {
  const method = sim.store.paymentMethods.get(id);
  if (!method) throw noSuch('PaymentMethod', id, 'id');
  return method;
}

const methodsOf = (sim: Simulation, customerId: string, type: string | undefined) =>
  sim.store.paymentMethods.newestFirst(customerId).filter((method) => !type || method.type === type);

/** Saves one of the ready-made test cards: any other payment method is a customer's already, or was. */
function attach(sim: Simulation, id: string, customerId: string | undefined): Stripe.PaymentMethod {
  if (!customerId) throw missingParameter('customer');
  const { id: customer } = customerNamed(sim, customerId, 'customer');
  if (cardTokens[id]) return attachCard(sim, checkToken(id, 'id'), { customer });
  throw invalidRequest(
    methodOf(sim, id).customer === null
      ? 'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.'
      : 'The payment method you provided has already been attached to a customer.',
  );
}

function update(
  sim: Simulation,
  method: Stripe.PaymentMethod,
  { billing_details, card, metadata }: Stripe.PaymentMethodUpdateParams,
): Stripe.PaymentMethod {
  if (method.customer === null)
    throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.');
  const change = sim.store.paymentMethods.patch(method.id, {
    billing_details: detailsOf(method.billing_details, billing_details),
    card: withExpiry(method, expiryOf(method, card)),
    metadata: mergeMetadata(method.metadata, metadata),
  });
  emitUpdate(sim, 'payment_method.updated', change);
  return change.after;
}

function expiryOf({ card }: Stripe.PaymentMethod, given: Stripe.PaymentMethodUpdateParams.Card | undefined) {
  const { exp_month: month = card?.exp_month ?? 0, exp_year: year = card?.exp_year ?? 0 } = given ?? {};
  if (month < 1 || month > 12) throw invalidDate('month');
  if (year < 1_000 || year > 9_999) throw invalidDate('year');
  return { month, year };
}

const invalidDate = (part: 'month' | 'year') =>
  cardError({
    code: `invalid_expiry_${part}`,
    declineCode: null,
    message: `Your card's expiration ${part} is invalid.`,
  });

function detailsOf(
  before: Stripe.PaymentMethod.BillingDetails,
  given: Stripe.PaymentMethodUpdateParams.BillingDetails = {},
): Stripe.PaymentMethod.BillingDetails {
  const { address, email, name, phone, tax_id } = given;
  return {
    address: address === undefined ? before.address : address ? addressOf(address) : null,
    email: email === undefined ? before.email : email || null,
    name: name === undefined ? before.name : name || null,
    phone: phone === undefined ? before.phone : phone || null,
    tax_id: tax_id ?? before.tax_id,
  };
}
