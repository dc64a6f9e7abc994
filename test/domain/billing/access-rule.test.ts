import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessAt } from '../../../shared/domain/billing/entitlement.ts';
import { grantsOf, holds, isKnownStatus, isLive, mainItemOf } from '../../../shared/domain/billing/grant.ts';
import type { Subscription } from '../../../shared/domain/billing/subscription.ts';
import { soldBy } from '../../../shared/domain/catalog/look-up.ts';
import tollgate from '../../../tollgate.config.ts';
import { accessText, buying, day, grantOf, item, subscription } from './subscriptions.ts';

type Row = readonly [what: string, change: Partial<Subscription>, at: string, access: string];

const card = (createdAt: string) => ({ createdAt, dueAt: null, status: 'open' });
const invoice = (createdAt: string, dueAt: string | null, status: string | null = 'open') => ({
  createdAt,
  dueAt,
  status,
});
const byInvoice = (dueAt: string | null, status: string | null = 'open') =>
  ({ collection: 'send_invoice', latestInvoice: invoice(day(1), dueAt, status) }) as const;

const lastMoment = (time: string): string => new Date(Date.parse(time) - 1).toISOString();

const paid: readonly Row[] = (['active', 'trialing'] as const).flatMap((status) => [
  [`${status}, at the start`, { status }, day(1), 'full until 2026-12-01T00:00'],
  [`${status}, at the last moment of the period`, { status }, lastMoment(day(31)), 'full until 2026-12-01T00:00'],
  [`${status}, as the period passes without news`, { status }, day(31), 'full until 2026-12-02T00:00'],
  [`${status}, 24 hours after it, unconfirmed`, { status }, day(32), 'grace until 2026-12-09T00:00'],
  [`${status}, as grace has passed too`, { status }, day(39), 'none'],
  [
    `${status}, cancelled at the period's end, before it`,
    { status, cancelAtPeriodEnd: true },
    day(30),
    'full until 2026-12-01T00:00',
  ],
  [`${status}, cancelled at the period's end, at it`, { status, cancelAtPeriodEnd: true }, day(31), 'none'],
  [
    `${status}, cancelled for a day within the period, before it`,
    { status, cancelAt: day(15) },
    day(14),
    'full until 2026-11-15T00:00',
  ],
  [`${status}, cancelled for a day within the period, on it`, { status, cancelAt: day(15) }, day(15), 'none'],
  [`${status}, cancelled for the very end of the period, at it`, { status, cancelAt: day(31) }, day(31), 'none'],
  [
    `${status}, cancelled for a day of a later period, before it`,
    { status, cancelAt: day(50) },
    day(31),
    'full until 2026-12-02T00:00',
  ],
  [
    `${status}, cancelled for hours after the period, before`,
    { status, cancelAt: day(31, 6) },
    day(31, 5),
    'full until 2026-12-01T06:00',
  ],
  [`${status}, cancelled for hours after the period, then`, { status, cancelAt: day(31, 6) }, day(31, 6), 'none'],
  [
    `${status}, cancelled for a day in the unconfirmed grace, before`,
    { status, cancelAt: day(34) },
    day(33),
    'grace until 2026-12-04T00:00',
  ],
  [
    `${status}, collection paused, in the paid period`,
    { status, collectionPaused: true },
    day(30),
    'full until 2026-12-01T00:00',
  ],
  [`${status}, collection paused, after it`, { status, collectionPaused: true }, day(31), 'none'],
  ...['draft', 'void', 'uncollectible', 'open'].map(
    (unpaid): Row => [
      `${status}, collection paused, in a later period whose invoice is ${unpaid}`,
      { status, collectionPaused: true, latestInvoice: invoice(day(1), null, unpaid) },
      day(2),
      'none',
    ],
  ),
]);

const late: readonly Row[] = [
  [
    'past due, since the invoice',
    { status: 'past_due', latestInvoice: card(day(3)) },
    day(3),
    'grace until 2026-11-10T00:00',
  ],
  [
    'past due, before the invoice',
    { status: 'past_due', latestInvoice: card(day(3)) },
    day(2),
    'grace until 2026-11-10T00:00',
  ],
  ['past due, after grace', { status: 'past_due', latestInvoice: card(day(3)) }, day(10), 'none'],
  [
    'past due without an invoice, since the period began',
    { status: 'past_due', latestInvoice: null },
    day(7),
    'grace until 2026-11-08T00:00',
  ],
  ['past due without an invoice, after grace', { status: 'past_due', latestInvoice: null }, day(8), 'none'],
  [
    'past due and cancelled within grace',
    { status: 'past_due', cancelAt: day(4), latestInvoice: card(day(1)) },
    day(3),
    'grace until 2026-11-04T00:00',
  ],
  [
    'past due and cancelled, then',
    { status: 'past_due', cancelAt: day(4), latestInvoice: card(day(1)) },
    day(4),
    'none',
  ],
  [
    "past due late in a period, cancelled at that period's end",
    { status: 'past_due', cancelAtPeriodEnd: true, latestInvoice: card(day(28)) },
    day(31),
    'none',
  ],
  [
    'past due with collection paused',
    { status: 'past_due', collectionPaused: true, latestInvoice: card(day(1)) },
    day(2),
    'none',
  ],
];

const invoiced: readonly Row[] = [
  ['invoice open, before it is due', byInvoice(day(15)), day(14), 'full until 2026-11-15T00:00'],
  ['invoice open, when it is due', byInvoice(day(15)), day(15), 'grace until 2026-11-22T00:00'],
  ['invoice open, after grace', byInvoice(day(15)), day(22), 'none'],
  ['invoice not sent yet, before it is due', byInvoice(day(15), 'draft'), day(14), 'full until 2026-11-15T00:00'],
  ['invoice not sent yet, after grace', byInvoice(day(15), 'draft'), day(22), 'none'],
  ['invoice given up, before it is due', byInvoice(day(15), 'uncollectible'), day(14), 'full until 2026-11-15T00:00'],
  ['invoice given up, after grace', byInvoice(day(15), 'uncollectible'), day(22), 'none'],
  ['invoice open and due after the period', byInvoice(day(45)), day(40), 'full until 2026-12-15T00:00'],
  [
    'invoice open, due after the period, cancelled at its end',
    { ...byInvoice(day(45)), cancelAtPeriodEnd: true },
    day(31),
    'none',
  ],
  [
    'invoice open, due after the day it is cancelled for',
    { ...byInvoice(day(20)), cancelAt: day(10) },
    day(10),
    'none',
  ],
  ['invoice paid', byInvoice(day(15), 'paid'), day(16), 'full until 2026-12-01T00:00'],
  ['invoice paid, next period unconfirmed', byInvoice(day(15), 'paid'), day(32), 'grace until 2026-12-09T00:00'],
  [
    'invoice paid, cancelled for a day within the period',
    { ...byInvoice(day(15), 'paid'), cancelAt: day(16) },
    day(16),
    'none',
  ],
  ['invoice paid, cancelled at the end', { ...byInvoice(day(15), 'paid'), cancelAtPeriodEnd: true }, day(31), 'none'],
  ['invoice still a draft', byInvoice(null, 'draft'), day(5), 'full until 2026-12-01T00:00'],
  [
    'invoice overdue, within grace',
    { status: 'past_due', ...byInvoice(day(15)) },
    day(16),
    'grace until 2026-11-22T00:00',
  ],
  ['invoice overdue, after grace', { status: 'past_due', ...byInvoice(day(15)) }, day(22), 'none'],
  [
    'an older invoice overdue, just after a new one was made',
    { status: 'past_due', ...byInvoice(day(31)) },
    day(2),
    'grace until 2026-11-08T00:00',
  ],
  ['an older invoice overdue, the new one not due yet', { status: 'past_due', ...byInvoice(day(31)) }, day(9), 'none'],
  ['invoice overdue and cancelled', { status: 'past_due', ...byInvoice(day(15)), cancelAt: day(17) }, day(17), 'none'],
];

/** Stripe leaves the subscription active, and nobody pays for its period. */
const unpaidThough: readonly Row[] = [
  ['given up as uncollectible', { ...invoice(day(1), null, 'uncollectible') }],
  ['a draft that cannot become final', { ...invoice(day(1), null, 'draft'), finalizationError: 'tax_error' }],
].flatMap(([what, latestInvoice]): Row[] => [
  [
    `active, renewal ${what}, in grace`,
    { latestInvoice } as Partial<Subscription>,
    day(7),
    'grace until 2026-11-08T00:00',
  ],
  [`active, renewal ${what}, after it`, { latestInvoice } as Partial<Subscription>, day(8), 'none'],
]);

const paidThough: readonly Row[] = [
  [
    'active, renewal given up in a pause that is over',
    { latestInvoice: { ...invoice(day(1), null, 'uncollectible'), isWithheld: true } },
    day(20),
    'full until 2026-12-01T00:00',
  ],
  ['active, renewal void', { latestInvoice: invoice(day(1), null, 'void') }, day(20), 'full until 2026-12-01T00:00'],
  [
    'active, renewal a draft',
    { latestInvoice: invoice(day(1), null, 'draft') },
    day(20),
    'full until 2026-12-01T00:00',
  ],
  [
    'active, the invoice of a change that waits given up',
    {
      latestInvoice: invoice(day(1), null, 'uncollectible'),
      pendingChange: { items: [], expiresAt: day(2), invoiceUrl: null },
    },
    day(20),
    'full until 2026-12-01T00:00',
  ],
  [
    'by invoice, a draft without a due date that cannot become final',
    { ...byInvoice(null, 'draft'), latestInvoice: { ...invoice(day(1), null, 'draft'), finalizationError: 'x' } },
    day(5),
    'grace until 2026-11-08T00:00',
  ],
];

const ended: readonly Row[] = ['unpaid', 'canceled', 'incomplete', 'incomplete_expired', 'paused', 'snoozed', ''].map(
  (status) => [`status "${status}"`, { status }, day(2), 'none'],
);

describe('access by Stripe state and the clock', () => {
  it.each([...paid, ...late, ...invoiced, ...unpaidThough, ...paidThough, ...ended])('%s', (_, changes, at, access) => {
    expect(accessText(subscription(changes), at)).toBe(access);
  });

  it.each(['active', 'past_due'])(
    '%s, nothing while what began it was never paid: open, given up or void',
    (status) => {
      const begunBy = (invoiceStatus: string, collection: Subscription['collection'] = 'charge_automatically') =>
        accessText(
          subscription({
            status,
            collection,
            latestInvoice: { ...invoice(day(1), day(20), invoiceStatus), isFirst: true },
          }),
          day(2),
        );
      expect([begunBy('open'), begunBy('uncollectible'), begunBy('void')]).toEqual(['none', 'none', 'none']);
      const invoicedOnes = [begunBy('void', 'send_invoice'), begunBy('uncollectible', 'send_invoice')];
      for (const given of [begunBy('paid'), ...invoicedOnes]) expect(given).not.toBe('none');
    },
  );

  it('takes the days of grace from the settings, none at all included', () => {
    const of = (graceDays: number) => ({ ...tollgate, settings: { ...tollgate.settings, graceDays } });
    const failed = subscription({ status: 'past_due', latestInvoice: card(day(1)) });
    expect(accessText(failed, day(14), of(14))).toBe('grace until 2026-11-15T00:00');
    expect(accessText(failed, day(1), of(0))).toBe('none');
  });

  it('never gets better without an event, where a card is charged', () => {
    const times = fc.integer({ min: 1, max: 60 }).map((number) => day(number));
    const state = fc.record({
      status: fc.constantFrom('trialing', 'active', 'past_due', 'unpaid', 'unknown'),
      cancelAtPeriodEnd: fc.boolean(),
      collectionPaused: fc.boolean(),
      cancelAt: fc.option(times),
      latestInvoice: fc.option(fc.record({ createdAt: times, dueAt: fc.constant(null), status: fc.constant('open') })),
    });
    const rank = { full: 2, grace: 1, none: 0 };
    const property = fc.property(state, times, times, (changes, one, other) => {
      const [grant] = grantsOf(tollgate, [subscription(changes)]);
      if (!grant) return;
      const [first, then] = [one, other].sort().map((at) => accessAt(grant, new Date(at)));
      expect(rank[then!.access]).toBeLessThanOrEqual(rank[first!.access]);
      if (changes.cancelAt !== null && other >= changes.cancelAt) {
        expect(accessAt(grant, new Date(other)).access).toBe('none');
      }
    });
    fc.assert(property, { seed: 3, numRuns: 1_000 });
  });

  it('ends exactly where it says', () => {
    const grant = grantOf(subscription());
    for (const at of [day(1), day(31), day(32)]) {
      const { access, until } = accessAt(grant, new Date(at));
      expect(accessAt(grant, new Date(lastMoment(until!))).access).toBe(access);
      expect(accessAt(grant, new Date(until!))).not.toEqual({ access, until });
    }
  });
});

describe('the purchase in a subscription', () => {
  const grants = (...lookupKeys: (string | null)[]) =>
    grantsOf(tollgate, [subscription({ items: lookupKeys.map((lookupKey) => item({ lookupKey })) })]).map(
      ({ id }) => id,
    );

  it('is found among foreign prices and seat prices, in any order', () => {
    expect(grants('other_price', null, 'verified_affiliate_monthly', 'basic_monthly')).toEqual(['basic']);
    expect(grants('verified_affiliate_monthly', 'verified_organization_monthly')).toEqual(['verified_organization']);
  });

  it('is nothing where there is no item, no item of ours, or only one of seats', () => {
    expect([grants('other_price', null), grants('verified_affiliate_monthly'), grants()]).toEqual([[], [], []]);
  });

  it('is every plan and badge that is paid for in it, each with its own period', () => {
    const both = subscription({
      items: [item(), item({ lookupKey: 'verified_yearly', interval: 'year', periodEnd: day(366) })],
    });
    expect(grantsOf(tollgate, [both])).toMatchObject([
      { kind: 'plan', id: 'basic', paidUntil: day(31) },
      { kind: 'badge', id: 'verified', paidUntil: day(366) },
    ]);
  });

  it('is nothing for an item of quantity 0', () => {
    expect(grantsOf(tollgate, [subscription({ items: [item({ quantity: 0 })] })])).toEqual([]);
  });

  it('is shown by its first item of ours', () => {
    const one = subscription({ items: [item({ lookupKey: null }), item({ lookupKey: 'pro_monthly' }), item()] });
    expect(mainItemOf(tollgate, one)?.item.lookupKey).toBe('pro_monthly');
    expect(mainItemOf(tollgate, subscription({ items: [] }))).toBeUndefined();
  });
});

describe('a plan already held', () => {
  const basic = soldBy(tollgate, 'basic_monthly')!;
  const monthly = soldBy(tollgate, 'verified_monthly')!;

  it.each(['trialing', 'active', 'past_due', 'unpaid', 'paused'])('blocks a second one while it is %s', (status) => {
    expect(holds(tollgate, [subscription({ status })], basic)).toBe(true);
  });

  it.each(['canceled', 'incomplete', 'incomplete_expired'])('does not block another once it is %s', (status) => {
    expect(isLive(subscription({ status }))).toBe(false);
    expect(holds(tollgate, [subscription({ status })], basic)).toBe(false);
  });

  it('is held at any price, beside anything else, and blocks nothing else', () => {
    expect(holds(tollgate, [buying('verified_yearly')], monthly)).toBe(true);
    expect(holds(tollgate, [subscription({ items: [item(), item({ lookupKey: 'verified_yearly' })] })], monthly)).toBe(
      true,
    );
    expect(holds(tollgate, [buying('pro_monthly'), buying('verified_organization_monthly')], monthly)).toBe(false);
    expect(holds(tollgate, [], basic)).toBe(false);
  });
});

it('a status that the rule does not know is distinguished from one that denies', () => {
  expect(['active', 'paused', 'incomplete_expired'].map(isKnownStatus)).toEqual([true, true, true]);
  expect(['snoozed', '', 'Active', 'constructor'].map(isKnownStatus)).toEqual([false, false, false, false]);
});
