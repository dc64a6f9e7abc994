import { expect, test } from 'vitest';
import { type Books, customersSince, emptyBooks, enter, partOf } from '../e2e/lives/books.ts';
import { nextStart, nthStart } from '../e2e/lives/calendar.ts';
import { causeFaults } from '../e2e/lives/judge-causes.ts';
import { endingFaults } from '../e2e/lives/judge-endings.ts';
import { moneyFaults } from '../e2e/lives/judge-money.ts';
import { periodFaults } from '../e2e/lives/judge-periods.ts';
import { expectedAccess } from '../e2e/lives/oracle.ts';
import type { StripeCharge, StripeInvoice, StripeSubscription } from '../e2e/lives/stripe-side.ts';

/** Shows that the judges of the random lives can fail: each gets correct books, and the same books with one thing changed. */
const day = 86_400;
const at = (text: string) => Date.parse(text) / 1000;
const list = { basic_monthly: [100_00] };
const price = {
  id: 'price_1',
  unit_amount: 100_00,
  recurring: { interval: 'month' as const, usage_type: 'licensed' as const },
  metadata: { tollgate_lookup_key: 'basic_monthly' },
};
const anchor = at('2028-01-31T10:00:00Z');
const starts = [0, 1, 2, 3].map((n) => nthStart(anchor, 'month', n));
const now = starts[2]! + 5 * day;

const givenUp = {
  ...{ id: 'in_2', created: starts[2]!, status: 'uncollectible', hosted_invoice_url: null },
  last_finalization_error: null,
  billing_reason: 'subscription_cycle',
};

const invoiceOf = (n: number, over: Partial<StripeInvoice> = {}): StripeInvoice => ({
  id: `in_${n}`,
  customer: 'cus_1',
  status: 'paid',
  billing_reason: n === 0 ? 'subscription_create' : 'subscription_cycle',
  created: starts[n]!,
  currency: 'usd',
  total: 100_00,
  amount_due: 100_00,
  amount_paid: 100_00,
  amount_remaining: 0,
  starting_balance: 0,
  ending_balance: 0,
  total_discount_amounts: [],
  hosted_invoice_url: null,
  attempted: true,
  parent: { subscription_details: { subscription: 'sub_1' } },
  payments: { data: [{ payment: { payment_intent: `pi_${n}` } }] },
  usage: [],
  lines: {
    data: [
      {
        amount: 100_00,
        quantity: 1,
        period: { start: starts[n]!, end: starts[n + 1]! },
        pricing: { price_details: { price: 'price_1' } },
        parent: { subscription_item_details: { subscription_item: 'si_1' }, invoice_item_details: null },
      },
    ],
  },
  ...over,
});

const chargeOf = (n: number, over: Partial<StripeCharge> = {}): StripeCharge => ({
  id: `ch_${n}`,
  created: starts[n]! + 3600,
  customer: 'cus_1',
  amount: 100_00,
  amount_refunded: 0,
  disputed: false,
  status: 'succeeded',
  payment_intent: `pi_${n}`,
  payment_method_details: { type: 'card' },
  ...over,
});

const subscription: StripeSubscription = {
  id: 'sub_1',
  customer: 'cus_1',
  status: 'active',
  start_date: anchor,
  trial_end: null,
  billing_cycle_anchor: anchor,
  ended_at: null,
  cancel_at: null,
  cancel_at_period_end: false,
  pending_update: null,
  pause_collection: null,
  latest_invoice: {
    ...{ id: 'in_2', created: starts[2]!, status: 'paid', hosted_invoice_url: null },
    last_finalization_error: null,
    billing_reason: 'subscription_cycle',
  },
  items: {
    data: [{ id: 'si_1', quantity: 1, price, current_period_start: starts[2]!, current_period_end: starts[3]! }],
  },
};

/** A subscription bought on 31 January and renewed on 29 February and 31 March, each time paid. */
function books(): Books {
  const whole = emptyBooks();
  enter(whole.subscriptions, [subscription]);
  enter(
    whole.invoices,
    [0, 1, 2].map((n) => invoiceOf(n)),
  );
  enter(
    whole.charges,
    [0, 1, 2].map((n) => chargeOf(n)),
  );
  enter(whole.prices, [price]);
  whole.customers.set('a@b.example', 'cus_1');
  whole.deeds.push({
    at: anchor - 5,
    email: 'a@b.example',
    kind: 'bought',
    lookupKey: 'basic_monthly',
    byDebit: false,
  });
  return whole;
}

const faultsOf = (whole: Books) => ({
  periods: periodFaults(whole).length,
  causes: causeFaults(whole).length,
  endings: endingFaults(whole, now).length,
  money: moneyFaults(whole, list).length,
});
const none = { periods: 0, causes: 0, endings: 0, money: 0 };

test('correct books have no fault', () => {
  expect(faultsOf(books())).toEqual(none);
  const whole = books();
  changed(whole, 50_00);
  expect(faultsOf(whole)).toEqual(none);
});

test('a day’s part of the books has the customers with news, with everything of theirs, and nobody else', () => {
  const whole = books();
  enter(whole.subscriptions, [{ ...subscription, id: 'sub_2', customer: 'cus_2' }]);
  enter(whole.charges, [chargeOf(0, { id: 'ch_other', customer: 'cus_2', payment_intent: 'pi_other' })]);
  const part = partOf(whole, customersSince(whole, starts[2]!));
  expect([...part.subscriptions.keys()]).toEqual(['sub_1']);
  expect([part.invoices.size, part.charges.size, part.deeds.length]).toEqual([3, 3, 1]);
  expect([...customersSince(whole, starts[2]! + day)]).toEqual([]);
  whole.deeds.push({ ...end, kind: 'cancelled', endsAt: starts[3]! });
  expect([...customersSince(whole, starts[2]! + day)]).toEqual(['cus_1']);
});

test('a planned change of interval, billed when its period begins and not paid yet, is no fault', () => {
  const whole = books();
  const unpaid = { status: 'open', amount_paid: 0, amount_remaining: 100_00 };
  enter(whole.invoices, [invoiceOf(2, { ...unpaid, billing_reason: 'subscription_update' })]);
  whole.charges.delete('ch_2');
  expect(faultsOf(whole).causes).toBe(1);
  whole.deeds.push({ ...change, outcome: 'scheduled' });
  expect(faultsOf(whole)).toEqual(none);
  const endedAt = (ended_at: number) => {
    enter(whole.subscriptions, [{ ...subscription, status: 'canceled', ended_at }]);
    return faultsOf(whole).endings;
  };
  expect(endedAt(starts[2]! + 15 * day)).toBe(0);
  expect(endedAt(starts[2]! + 15 * day + 3600)).toBe(1);
});

test('a subscription that ends after four refused debits has its cause, though the next period’s debit arrives later; after three it has none', () => {
  const refused = (count: number) => {
    const whole = books();
    enter(whole.invoices, [invoiceOf(1, { status: 'open', amount_paid: 0, amount_remaining: 100_00 })]);
    whole.charges.delete('ch_1');
    const debit = { status: 'failed' as const, payment_intent: 'pi_1', payment_method_details: { type: 'sepa_debit' } };
    enter(
      whole.charges,
      Array.from({ length: count }, (_, n) =>
        chargeOf(1, { ...debit, id: `ch_1_${n}`, created: starts[1]! + n * 8 * day }),
      ),
    );
    enter(whole.subscriptions, [{ ...subscription, status: 'canceled', ended_at: starts[2]! + 4 * day }]);
    return faultsOf(whole).endings;
  };
  expect(refused(4)).toBe(0);
  expect(refused(3)).toBe(1);
});

type Planted = readonly [what: string, judge: keyof typeof none, plant: (whole: Books) => void];
const end = { at: anchor + day, email: 'a@b.example', kind: 'ended', subscription: 'sub_1' } as const;
const change = {
  at: anchor + day,
  email: 'a@b.example',
  kind: 'changed',
  subscription: 'sub_1',
  lookupKey: 'basic_monthly',
  outcome: 'changed',
} as const;

/** The books with a change in the middle of the second period, which bills half of it. */
function changed(whole: Books, amount: number, id = 'in_change') {
  const middle = (starts[1]! + starts[2]!) / 2;
  const [line] = invoiceOf(1).lines.data;
  const parent = { subscription_item_details: null, invoice_item_details: { proration: true } };
  const lines = { data: [{ ...line!, amount, period: { start: middle, end: starts[2]! }, parent }] };
  const paid = { total: amount, amount_due: amount, amount_paid: amount, billing_reason: 'subscription_update' };
  const payments = { data: [{ payment: { payment_intent: `pi_${id}` } }] };
  if (id !== 'in_b') whole.deeds.push({ ...change, at: middle - 2 });
  enter(whole.invoices, [invoiceOf(1, { ...paid, id, created: middle, payments, lines })]);
  enter(whole.charges, [chargeOf(1, { id: `ch_${id}`, amount, payment_intent: `pi_${id}` })]);
}

const refund = { at: anchor + day, email: 'a@b.example', kind: 'refunded', charge: 'ch_0', amount: 50_00 } as const;
const later = (whole: Books, n: number, seconds: number) => {
  const line = invoiceOf(n).lines.data[0]!;
  const period = { start: line.period.start + seconds, end: line.period.end };
  enter(whole.invoices, [invoiceOf(n, { lines: { data: [{ ...line, period }] } })]);
};

const planted: readonly Planted[] = [
  ['a gap of a second between two periods', 'periods', (whole) => later(whole, 1, 1)],
  ['an overlap of a day', 'periods', (whole) => later(whole, 2, -day)],
  ['a period that no invoice bills', 'periods', (whole) => whole.invoices.delete('in_1')],
  [
    'a renewal on 2 March in place of 29 February',
    'periods',
    (whole) => {
      const [line] = invoiceOf(0).lines.data;
      const period = { start: anchor, end: starts[1]! + 2 * day };
      enter(whole.invoices, [invoiceOf(0, { lines: { data: [{ ...line!, period }] } })]);
    },
  ],
  ['a period charged twice', 'causes', (whole) => enter(whole.invoices, [{ ...invoiceOf(1), id: 'in_again' }])],
  ['an invoice charged twice', 'causes', (whole) => enter(whole.charges, [{ ...chargeOf(1), id: 'ch_again' }])],
  [
    'a charge for nothing',
    'causes',
    (whole) => enter(whole.charges, [chargeOf(2, { id: 'ch_x', payment_intent: 'pi_x' })]),
  ],
  ['an invoice that nobody paid and that says paid', 'causes', (whole) => whole.charges.delete('ch_2')],
  ['a first payment that nobody made', 'causes', (whole) => whole.deeds.pop()],
  [
    'two subscriptions of one checkout',
    'causes',
    (whole) => {
      enter(whole.subscriptions, [{ ...subscription, id: 'sub_2' }]);
      const parent = { subscription_details: { subscription: 'sub_2' } };
      enter(whole.invoices, [invoiceOf(0, { id: 'in_2nd', parent, payments: { data: [] }, amount_paid: 0 })]);
    },
  ],
  [
    'a bill after the end',
    'causes',
    (whole) => enter(whole.subscriptions, [{ ...subscription, ended_at: starts[1]! + day }]),
  ],
  [
    'an invoice for a reason that there is not',
    'causes',
    (whole) => enter(whole.invoices, [invoiceOf(1, { billing_reason: 'manual' })]),
  ],
  [
    'a change that nobody asked for',
    'causes',
    (whole) =>
      enter(whole.invoices, [invoiceOf(1, { id: 'in_c', billing_reason: 'subscription_update', status: 'void' })]),
  ],
  ['a change that was asked for and not billed', 'causes', (whole) => whole.deeds.push(change)],
  [
    'a change that is billed twice',
    'causes',
    (whole) => {
      for (const id of ['in_a', 'in_b']) changed(whole, 50_00, id);
    },
  ],
  ['a change that costs a cent too much', 'money', (whole) => changed(whole, 50_01)],
  [
    'an end without a cause',
    'endings',
    (whole) => enter(whole.subscriptions, [{ ...subscription, ended_at: now - 9 }]),
  ],
  [
    'a cancellation that was forgotten',
    'endings',
    (whole) => whole.deeds.push({ ...end, kind: 'cancelled', endsAt: starts[1]! }),
  ],
  [
    'a cancellation that was taken back and happened',
    'endings',
    (whole) => {
      whole.deeds.push({ ...end, kind: 'cancelled', endsAt: starts[2]! }, { ...end, kind: 'kept' });
      enter(whole.subscriptions, [{ ...subscription, ended_at: starts[2]! }]);
    },
  ],
  [
    'a subscription that goes on although all that was paid for its period went back',
    'endings',
    (whole) => {
      whole.deeds.push({ ...refund, at: starts[2]! + day, charge: 'ch_2', amount: 100_00 });
      enter(whole.charges, [chargeOf(2, { amount_refunded: 100_00 })]);
    },
  ],
  [
    'a subscription that goes on although a dispute was lost',
    'endings',
    (whole) => enter(whole.disputes, [{ id: 'dp_1', charge: 'ch_0', status: 'lost' }]),
  ],
  [
    'a subscription that ended over a part that went back',
    'endings',
    (whole) => {
      whole.deeds.push({ ...refund, at: starts[2]! + day, charge: 'ch_2', amount: 50_00 });
      enter(whole.charges, [chargeOf(2, { amount_refunded: 50_00 })]);
      enter(whole.subscriptions, [{ ...subscription, ended_at: starts[2]! + day + 1 }]);
    },
  ],
  ['an end now that did not happen', 'endings', (whole) => whole.deeds.push(end)],
  [
    'a total that is not the sum of its lines',
    'money',
    (whole) => enter(whole.invoices, [invoiceOf(1, { total: 99_99 })]),
  ],
  ['a cent too much paid', 'money', (whole) => enter(whole.invoices, [invoiceOf(1, { amount_paid: 100_01 })])],
  [
    'a charge of a cent more than its invoice',
    'money',
    (whole) => enter(whole.charges, [chargeOf(1, { amount: 100_01 })]),
  ],
  [
    'a renewal at the amount of before a migration',
    'money',
    (whole) => {
      const migrated = { kind: 'migrated', lookupKey: 'basic_monthly', to: 'price_2', moved: ['sub_1'] } as const;
      whole.deeds.push({ at: starts[1]! + day, email: 'operator@example.com', ...migrated });
    },
  ],
  ['a price that is on no list', 'money', (whole) => enter(whole.prices, [{ ...price, unit_amount: 99_00 }])],
  [
    'a balance that was used up and not taken off',
    'money',
    (whole) => enter(whole.invoices, [invoiceOf(1, { starting_balance: -5_00 })]),
  ],
  ['a refund that did not arrive', 'money', (whole) => whole.deeds.push(refund)],
  ['a refund that nobody gave', 'money', (whole) => enter(whole.charges, [chargeOf(0, { amount_refunded: 50_00 })])],
];

test.each(planted)('%s is found', (_, judge, plant) => {
  const whole = books();
  plant(whole);
  expect(faultsOf(whole)[judge]).toBeGreaterThan(0);
});

test.each([
  ['2028-01-31', 'month', ['2028-02-29', '2028-03-31', '2028-04-30', '2028-05-31']],
  ['2028-02-29', 'month', ['2028-03-29', '2028-04-29']],
  ['2027-01-30', 'month', ['2027-02-28', '2027-03-30']],
  ['2028-02-29', 'year', ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
  ['2028-12-31', 'month', ['2029-01-31', '2029-02-28']],
  ['2100-01-31', 'month', ['2100-02-28']],
] as const)('from %s, each %s begins on %j', (from, interval, expected) => {
  const start = at(`${from}T23:59:59Z`);
  const found = expected.map((_, n) => new Date(nthStart(start, interval, n + 1) * 1000).toISOString());
  expect(found).toEqual(expected.map((date) => `${date}T23:59:59.000Z`));
  expect(nextStart(start, interval, start)).toBe(nthStart(start, interval, 1));
});

test.each([
  ['active, the period running', {}, 0, 'full'],
  ['the period over without news', {}, starts[3]! + 3600, 'full'],
  ['a day over', {}, starts[3]! + day, 'grace'],
  ['eight days over', {}, starts[3]! + 8 * day, 'none'],
  ['cancelled for the end', { cancel_at_period_end: true }, starts[3]!, 'none'],
  ['paused, the period over', { pause_collection: { behavior: 'void' } }, starts[3]!, 'none'],
  [
    'paused, in a period that nobody paid',
    { pause_collection: { behavior: 'void' }, latest_invoice: { ...subscription.latest_invoice!, status: 'void' } },
    0,
    'none',
  ],
  ['past due', { status: 'past_due' }, starts[2]! + 6 * day, 'grace'],
  ['past due for a week', { status: 'past_due' }, starts[2]! + 7 * day, 'none'],
  ['a renewal given up', { latest_invoice: givenUp }, starts[2]! + 6 * day, 'grace'],
  ['a renewal given up a week ago', { latest_invoice: givenUp }, starts[2]! + 7 * day, 'none'],
  ['canceled', { status: 'canceled' }, 0, 'none'],
] as const)('the oracle: %s', (_, over, then, expected) => {
  expect(expectedAccess([{ ...subscription, ...over }], ['basic_monthly'], then || now)).toBe(expected);
});
