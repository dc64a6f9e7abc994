import { expect, test } from 'vitest';
import { type Books, type Call, emptyBooks, enter } from '../e2e/lives/books.ts';
import { usageFaults } from '../e2e/lives/judge-usage.ts';
import { meteredOffer } from '../e2e/lives/offer.ts';
import type { StripeInvoice, StripeLine } from '../e2e/lives/stripe-side.ts';

/** Shows that the judge of usage can fail: it gets correct books, and the same books with one thing changed. */
const day = 86_400;
const start = Date.parse('2028-03-01T10:00:00Z') / 1000;
const middle = start + 10 * day;
const end = start + 31 * day;
const now = end + 20 * day;

const callOf = (at: number, units: number, over: Partial<Call> = {}): Call => ({
  ...{ at, email: 'a@b.example', units, subscription: 'sub_1', periodStart: start, periodEnd: end },
  ...{ allowance: 1_000, isHard: false },
  ...over,
});

const lineOf = (quantity: number, amount: number, period = { start, end }): StripeLine => ({
  ...{ amount, quantity, period },
  pricing: { price_details: { price: 'price_overage' } },
  parent: { subscription_item_details: { subscription_item: 'si_1' }, invoice_item_details: null },
});

const invoiceOf = (usage: readonly StripeLine[], over: Partial<StripeInvoice> = {}): StripeInvoice => ({
  ...{
    id: 'in_1',
    customer: 'cus_1',
    status: 'paid',
    billing_reason: 'subscription_cycle',
    currency: 'usd',
    created: end,
  },
  ...{
    total: 10_00,
    amount_due: 10_00,
    amount_paid: 10_00,
    amount_remaining: 0,
    starting_balance: 0,
    ending_balance: 0,
  },
  ...{
    total_discount_amounts: [],
    hosted_invoice_url: null,
    attempted: true,
    payments: { data: [] },
    lines: { data: [] },
  },
  parent: { subscription_details: { subscription: 'sub_1' } },
  usage,
  ...over,
});

/** 1,150 units of 1,000: 150 past the allowance, in two begun packs. */
function books(): Books {
  const whole = emptyBooks();
  whole.customers.set('a@b.example', 'cus_1');
  whole.calls.push(callOf(start + day, 900), callOf(middle, 250));
  whole.prices.set('price_overage', {
    id: 'price_overage',
    unit_amount: 5_00,
    recurring: { interval: 'month', usage_type: 'metered' },
    metadata: { tollgate_lookup_key: 'pro_overage_monthly' },
  });
  enter(whole.invoices, [invoiceOf([lineOf(150, 10_00)])]);
  return whole;
}

const faultsOf = (whole: Books): number => usageFaults(whole, meteredOffer, now).length;
const window = 'sub_1 pro 2028-03-01';
const drift = { at: end + day, customer: 'cus_1', window, field: 'late', text: 'late' };

const discarded = { ...drift, field: 'discarded', units: 150 };

test('discarded units are no fault where the report lists them with their price', () => {
  const whole = books();
  enter(whole.invoices, [invoiceOf([lineOf(150, 10_00)], { status: 'void' })]);
  whole.drifts.push({ ...discarded, money: { amountMinor: 10_00, currency: 'usd' } });
  expect(faultsOf(whole)).toBe(0);
});

test('usage that a void invoice lost may be on the next one, once', () => {
  const whole = books();
  const parts = [lineOf(150, 10_00, { start, end: middle + 1 }), lineOf(150, 10_00, { start: middle + 1, end })];
  enter(whole.invoices, [
    invoiceOf(parts.slice(0, 1), { id: 'in_void', status: 'void', billing_reason: 'subscription_update' }),
    invoiceOf(parts.slice(1)),
  ]);
  expect(faultsOf(whole)).toBe(0);
  enter(whole.invoices, [invoiceOf(parts)]);
  expect(faultsOf(whole)).toBeGreaterThan(0);
});

test('correct books of usage have no fault', () => {
  expect(faultsOf(books())).toBe(0);
});

test('units that an invoice leaves out are no fault once the drift report lists them', () => {
  const whole = books();
  whole.calls.push(callOf(end - 60, 40));
  expect(faultsOf(whole)).toBeGreaterThan(0);
  whole.drifts.push({ ...drift, units: 40 });
  expect(faultsOf(whole)).toBe(0);
});

test('a larger allowance in the middle of a period leaves billed what was past the smaller one, each part on its own line', () => {
  const whole = books();
  whole.calls.push(callOf(middle + day, 2_000, { allowance: 3_000 }));
  whole.calls.push(callOf(middle + 2 * day, 20, { allowance: 3_000 }));
  const parts = [lineOf(150, 10_00, { start, end: middle + 1 }), lineOf(20, 5_00, { start: middle + 1, end })];
  enter(whole.invoices, [invoiceOf(parts)]);
  expect(faultsOf(whole)).toBe(0);
});

test('a hard allowance, and one of a trial, has no units past it', () => {
  const whole = emptyBooks();
  whole.calls.push(callOf(middle, 1_500, { isHard: true }));
  expect(faultsOf(whole)).toBe(0);
});

const planted: readonly (readonly [what: string, plant: (whole: Books) => void])[] = [
  ['units that nobody bills', (whole) => whole.invoices.clear()],
  ['units that are billed twice', (whole) => enter(whole.invoices, [invoiceOf([lineOf(150, 10_00)], { id: 'in_2' })])],
  ['units that are billed and listed as not billed', (whole) => whole.drifts.push({ ...drift, units: 150 })],
  [
    'units on the line of another time',
    (whole) => enter(whole.invoices, [invoiceOf([lineOf(150, 10_00, { start, end: middle })])]),
  ],
  ['a unit too many', (whole) => enter(whole.invoices, [invoiceOf([lineOf(151, 10_00)])])],
  ['a pack too many', (whole) => enter(whole.invoices, [invoiceOf([lineOf(150, 15_00)])])],
  [
    'units on a last bill that stays a draft',
    (whole) => {
      enter(whole.invoices, [invoiceOf([lineOf(150, 10_00)], { status: 'draft' })]);
      whole.subscriptions.set('sub_1', { id: 'sub_1', customer: 'cus_1', ended_at: end, items: { data: [] } } as never);
    },
  ],
  [
    'discarded units with another price',
    (whole) => whole.drifts.push({ ...discarded, money: { amountMinor: 5_00, currency: 'usd' } }),
  ],
  ['units on a void invoice', (whole) => enter(whole.invoices, [invoiceOf([lineOf(150, 10_00)], { status: 'void' })])],
  ['usage where none was served', (whole) => whole.calls.splice(0)],
];

test.each(planted)('the judge of usage finds %s', (_what, plant) => {
  const whole = books();
  plant(whole);
  expect(faultsOf(whole)).toBeGreaterThan(0);
});

test('the judge of usage finds a last invoice that nobody collects', () => {
  const whole = books();
  const ended = { id: 'sub_1', customer: 'cus_1', ended_at: end };
  whole.subscriptions.set('sub_1', { ...ended, items: { data: [] } } as never);
  expect(faultsOf(whole)).toBe(0);
  enter(whole.invoices, [invoiceOf([lineOf(150, 10_00)], { status: 'open', attempted: false })]);
  expect(faultsOf(whole)).toBe(1);
});
