import { describe, expect, it } from 'vitest';
import { cases } from '../../rehearsal/cases/wiring.ts';
import { differencesFrom } from '../../rehearsal/recordings.ts';
import { runSimulated } from '../../rehearsal/run-simulated.ts';
import { altered, eachObject, refusing, renamedCode } from '../support/altered-stripe.ts';

type Options = NonNullable<Parameters<typeof runSimulated>[1]>;

/** A Stripe that differs in one way from the one that we believe in, and cases that find it. */
type Divergence = { readonly options: Options; readonly foundBy: readonly string[] };

const divergences: Readonly<Record<string, Divergence>> = {
  'a field is renamed: `current_period_end` of an item': {
    options: {
      alter: altered(
        eachObject('subscription_item', ({ current_period_end, ...item }) => ({
          ...item,
          period_ends_at: current_period_end,
        })),
      ),
    },
    foundBy: ['buy-card', 'renewal-previewed', 'trial'],
  },
  'a field moves: `subscription` of an invoice': {
    options: {
      alter: altered(
        eachObject('invoice', ({ parent: _, ...invoice }) => ({ ...invoice, subscription: 'sub_of_old' })),
      ),
    },
    foundBy: ['refund', 'renewal'],
  },
  'a status is added: subscriptions whose change waits are `pending`': {
    options: {
      alter: altered(
        eachObject('subscription', (each) => ({ ...each, status: each.pending_update ? 'pending' : each.status })),
      ),
    },
    foundBy: ['upgrade-unpaid'],
  },
  'a status is added: disputes wait as `awaiting_evidence`': {
    options: {
      alter: altered(eachObject('dispute', (each) => ({ ...each, status: 'awaiting_evidence' }))),
    },
    foundBy: ['dispute', 'dispute-top-up'],
  },
  'an error has another code: a missing object': {
    options: { alter: altered(renamedCode('resource_missing', 'object_missing')) },
    foundBy: ['checkout-missing', 'checkout-deleted-customer', 'customer-of', 'coupon-unknown'],
  },
  'a used identifier is refused in other words': {
    options: {
      alter: altered((answer, { path }) =>
        path === '/v1/billing/meter_events' && answer.status === 400
          ? {
              ...answer,
              body: { error: { type: 'invalid_request_error', message: 'Seen before.', code: 'seen_before' } },
            }
          : answer,
      ),
    },
    foundBy: ['meter-duplicate'],
  },
  'a declined card is 400, not 402': {
    options: { alter: altered((answer) => (answer.status === 402 ? { ...answer, status: 400 } : answer)) },
    foundBy: ['top-up-declined', 'top-up-authentication'],
  },
  'invoices in euros say that they are in dollars': {
    options: {
      alter: altered(eachObject('invoice', (each) => (each.currency === 'eur' ? { ...each, currency: 'usd' } : each))),
    },
    foundBy: ['order-euros', 'currency-euros'],
  },
  'amounts come as text': {
    options: { alter: altered(eachObject('invoice', (each) => ({ ...each, total: String(each.total) }))) },
    foundBy: ['buy-card', 'upgrade-previewed'],
  },
  'lists come oldest first': {
    options: {
      alter: altered(({ status, body }, { path }) => ({
        status,
        body:
          path.startsWith('/v1/invoices?') && Array.isArray(body.data)
            ? { ...body, data: body.data.toReversed() }
            : body,
      })),
    },
    foundBy: ['renewal', 'overage-period-end'],
  },
  'a page says that it is the last one': {
    options: {
      alter: altered(({ status, body }) => ({
        status,
        body: { ...body, ...('has_more' in body && { has_more: false }) },
      })),
    },
    foundBy: ['invoice-pages'],
  },
  'schedules lose their metadata': {
    options: { alter: altered(eachObject('subscription_schedule', (each) => ({ ...each, metadata: {} }))) },
    foundBy: ['downgrade', 'downgrade-dropped'],
  },
  'schedules of a subscription are refused with a collection method': {
    options: { alter: altered(refusing(/^POST \/v1\/subscription_schedules\//, /collection_method/)) },
    foundBy: ['downgrade', 'coupon-downgrade'],
  },
  'drafts cannot be made final or sent': {
    options: { alter: altered(refusing(/^POST \/v1\/invoices\/\w+\/(send|finalize)/, /^/)) },
    foundBy: ['order-invoice', 'order-number'],
  },
  'the portal’s cancellation sets cancel_at_period_end as well': {
    options: {
      alter: altered(
        eachObject('subscription', (each) => ({
          ...each,
          cancel_at_period_end: each.cancel_at_period_end || each.cancel_at !== null,
        })),
      ),
    },
    foundBy: ['cancel-by-portal'],
  },
  'a subscription takes any number of invoices (rule L6 off)': {
    options: { rulesOff: ['L6'] },
    foundBy: ['eleven-invoices'],
  },
  'usage is not on the invoice of a change (rule U4 off)': {
    options: { rulesOff: ['U4'] },
    foundBy: ['overage-upgrade-paid', 'overage-upgrade-void'],
  },
  'the last usage that arrives counts (rule M8 off)': { options: { rulesOff: ['M8'] }, foundBy: ['meter-last-late'] },
  'last invoices are collected by themselves (rule B7 off)': {
    options: { rulesOff: ['B7'] },
    foundBy: ['overage-cancel-period-end'],
  },
  'a failed first debit is tried again (rule P4 off)': { options: { rulesOff: ['P4'] }, foundBy: ['debit-refused'] },
  'usage is taken whatever its time (rule M2 off)': { options: { rulesOff: ['M2'] }, foundBy: ['meter-times'] },
  'payments need no return_url (rule P1 off)': { options: { rulesOff: ['P1'] }, foundBy: ['top-up-redirects'] },
  'a test clock takes any number of customers (rule H1 off)': {
    options: { rulesOff: ['H1'] },
    foundBy: ['clock-limits'],
  },
  'renewals are final after two hours': {
    options: { settings: { draftSeconds: 2 * 3600 + 60 } },
    foundBy: ['renewal'],
  },
  'a first payment may wait for three days': {
    options: { settings: { incompleteSeconds: 3 * 86_400 } },
    foundBy: ['buy-declined-expires'],
  },
  'an endpoint’s version is not kept': {
    options: { alter: altered(eachObject('webhook_endpoint', (each) => ({ ...each, api_version: null }))) },
    foundBy: ['push-endpoints'],
  },
  'meters cannot be told apart: their events have no name': {
    options: { alter: altered(eachObject('billing.meter', ({ event_name: _, ...meter }) => meter)) },
    foundBy: ['meter-summary', 'push-twice'],
  },
};

/** Whether a case would report it: a wrong belief, a difference from the recording, or no end at all. */
async function finds(id: string, options: Options): Promise<boolean> {
  const each = cases.find((one) => one.id === id);
  if (!each) throw new Error(`There is no case ${id}`);
  const outcome = await runSimulated(each, options);
  return outcome.failure !== null || outcome.wrong.length > 0 || (differencesFrom(outcome)?.length ?? 0) > 0;
}

describe('a Stripe that differs from what we believe is found by the case that holds the belief', () => {
  it.each(Object.entries(divergences))('%s', async (_, { options, foundBy }) => {
    const found = await Promise.all(foundBy.map(async (id) => [id, await finds(id, options)] as const));
    expect(found.filter(([, isFound]) => !isFound).map(([id]) => id)).toEqual([]);
  });
});

it('none of these cases finds anything where Stripe is as we believe', async () => {
  const named = [...new Set(Object.values(divergences).flatMap(({ foundBy }) => foundBy))];
  const found = await Promise.all(named.map(async (id) => [id, await finds(id, {})] as const));
  expect(found.filter(([, isFound]) => isFound)).toEqual([]);
});
