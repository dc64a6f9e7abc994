import type Stripe from 'stripe';
import { noSuch } from '../core/problem.ts';
import { idOf } from '../core/store.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { checkCustomerFilter } from './customers.ts';

const paging = ['limit', 'starting_after', 'ending_before'];

export const paymentRoutes = [
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
        .newestFirst()
        .filter(({ customer }) => !params.customer || (customer !== null && idOf(customer) === params.customer))
        .filter(({ payment_intent }) => !params.payment_intent || payment_intent === params.payment_intent)
        .filter(({ created }) => isInRange(created, params.created));
      return page('/v1/charges', matches, params);
    },
  ),
];
