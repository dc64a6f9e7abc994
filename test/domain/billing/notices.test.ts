import { describe, expect, test } from 'vitest';
import { grantsOf } from '../../../shared/domain/billing/grant.ts';
import { noticesOf } from '../../../shared/domain/billing/notices.ts';
import type { Subscription } from '../../../shared/domain/billing/subscription.ts';
import type { Notice } from '../../../shared/domain/mail/message.ts';
import tollgate from '../../../tollgate.config.ts';
import { nameOf } from '../../support/names.ts';
import { buying, day, item, subscription } from './subscriptions.ts';

type Moment = { readonly at: string | null; readonly of: readonly Subscription[] };
const known = ({ at, of }: Moment) => ({ at, subscriptions: of, grants: grantsOf(tollgate, of) });
const never: Moment = { at: null, of: [] };

function noticesBetween(before: Moment, after: Moment & { readonly at: string }): readonly Notice[] {
  return noticesOf(tollgate, known(before), { ...known(after), at: after.at });
}

const trial = (changes: Partial<Subscription> = {}) =>
  subscription({ status: 'trialing', items: [item({ periodStart: day(1), periodEnd: day(15) })], ...changes });
const failed = subscription({
  status: 'past_due',
  latestInvoice: { createdAt: day(5), dueAt: null, status: 'open' },
  items: [item({ periodStart: day(5), periodEnd: day(35) })],
});

describe('a trial', () => {
  test('brings a notice from three days before its end, to the millisecond, and once', () => {
    const atNoon = { at: day(11), of: [trial()] };
    expect(noticesBetween(atNoon, { at: new Date(Date.parse(day(12)) - 1).toISOString(), of: [trial()] })).toEqual([]);
    expect(noticesBetween(atNoon, { at: day(12), of: [trial()] })).toEqual([
      { id: `trial_ending:sub_1:${day(15)}`, kind: 'trial_ending', name: nameOf('basic'), endsAt: day(15) },
    ]);
    expect(noticesBetween({ at: day(12), of: [trial()] }, { at: day(13), of: [trial()] })).toEqual([]);
  });

  test('that is shorter than three days brings a notice when it begins', () =>
    expect(noticesBetween(never, { at: day(14), of: [trial()] })).toMatchObject([{ kind: 'trial_ending' }]));

  test('that was prolonged brings another notice, three days before its new end', () => {
    const longer = trial({ items: [item({ periodStart: day(1), periodEnd: day(20) })] });
    expect(noticesBetween({ at: day(13), of: [trial()] }, { at: day(14), of: [longer] })).toEqual([]);
    expect(noticesBetween({ at: day(14), of: [longer] }, { at: day(18), of: [longer] })).toMatchObject([
      { endsAt: day(20) },
    ]);
  });

  test('that will not be paid for, or is over, brings none', () => {
    expect(noticesBetween(never, { at: day(13), of: [trial({ cancelAtPeriodEnd: true })] })).toEqual([]);
    expect(noticesBetween(never, { at: day(15), of: [trial()] })).toEqual([]);
  });
});

describe('a failed payment', () => {
  test('brings one notice an invoice, with the day on which grace ends', () => {
    expect(noticesBetween({ at: day(4), of: [subscription()] }, { at: day(5), of: [failed] })).toEqual([
      {
        id: `payment_failed:sub_1:${day(5)}`,
        kind: 'payment_failed',
        name: nameOf('basic'),
        accessUntil: day(12),
        payAt: null,
      },
    ]);
    expect(noticesBetween({ at: day(5), of: [failed] }, { at: day(8), of: [failed] })).toEqual([]);
  });

  test('has the same id whenever it is found, and another for the next invoice', () => {
    const again = { ...failed, latestInvoice: { createdAt: day(35), dueAt: null, status: 'open' } };
    const idOf = (one: Subscription, at: string) => noticesBetween(never, { at, of: [one] })[0]?.id;
    expect(idOf(failed, day(5))).toBe(idOf(failed, day(9)));
    expect(idOf(again, day(36))).not.toBe(idOf(failed, day(5)));
  });

  test('brings no notice for another subscription', () => {
    const badge = buying('verified_monthly');
    const notices = noticesBetween({ at: day(4), of: [subscription(), badge] }, { at: day(5), of: [failed, badge] });
    expect(notices.map(({ id }) => id)).toEqual([`payment_failed:sub_1:${day(5)}`]);
  });

  test('that is never made good ends access, by the clock alone or by Stripe', () => {
    const before = { at: day(6), of: [failed] };
    for (const after of [failed, { ...failed, status: 'unpaid' }])
      expect(noticesBetween(before, { at: day(12), of: [after] })).toMatchObject([
        { kind: 'access_ended', name: nameOf('basic') },
      ]);
    expect(
      noticesBetween({ at: day(12), of: [failed] }, { at: day(13), of: [{ ...failed, status: 'canceled' }] }),
    ).toEqual([]);
  });
});

describe('a payment that does not come while Stripe says active', () => {
  const renewed = (latestInvoice: object) =>
    subscription({ latestInvoice: { createdAt: day(5), dueAt: null, status: 'draft', ...latestInvoice } });
  const draft = renewed({});

  test('brings a notice when a renewal is given up, unless its failure brought one already', () => {
    const givenUp = renewed({ status: 'uncollectible' });
    expect(noticesBetween({ at: day(5), of: [draft] }, { at: day(6), of: [givenUp] })).toMatchObject([
      { kind: 'payment_failed', accessUntil: day(12) },
    ]);
    const failed = subscription({
      status: 'past_due',
      latestInvoice: { createdAt: day(5), dueAt: null, status: 'open' },
    });
    expect(noticesBetween({ at: day(5), of: [failed] }, { at: day(6), of: [givenUp] })).toEqual([]);
  });

  test('brings one notice when an invoice cannot be made, with the remedy, and another when its charge fails later', () => {
    const blocked = renewed({ finalizationError: 'customer_tax_location_invalid' });
    const notices = noticesBetween({ at: day(5), of: [draft] }, { at: day(6), of: [blocked] });
    expect(notices).toMatchObject([{ kind: 'payment_failed', because: 'location_unknown', accessUntil: day(12) }]);
    expect(noticesBetween({ at: day(6), of: [blocked] }, { at: day(7), of: [blocked] })).toEqual([]);
    const failed = { ...renewed({ status: 'open' }), status: 'past_due' };
    const later = noticesBetween({ at: day(6), of: [blocked] }, { at: day(7), of: [failed] });
    expect(later).toMatchObject([{ kind: 'payment_failed', accessUntil: day(12) }]);
    expect(later[0]?.id).not.toBe(notices[0]?.id);
    const other = renewed({ finalizationError: 'api_error' });
    expect(noticesBetween({ at: day(5), of: [draft] }, { at: day(6), of: [other] })).toMatchObject([
      { because: 'not_invoiced' },
    ]);
  });

  test('brings one notice for a first debit that came back, as the end of a subscription that never began', () => {
    const underway = subscription({
      latestInvoice: { createdAt: day(1), dueAt: null, status: 'open', isFirst: true },
    });
    const ended = { ...underway, status: 'canceled', endedAt: day(6), endedBecause: 'first_payment_failed' } as const;
    expect(noticesBetween({ at: day(1), of: [underway] }, { at: day(6), of: [ended] })).toEqual([
      {
        ...{ id: `first_payment_failed:sub_1:${day(6)}`, name: nameOf('basic'), kind: 'payment_failed' },
        ...{ because: 'debit_returned', accessUntil: null, payAt: null },
      },
    ]);
    expect(noticesBetween({ at: day(6), of: [ended] }, { at: day(7), of: [ended] })).toEqual([]);
  });
});

describe('the end of access', () => {
  const byInvoice = subscription({
    collection: 'send_invoice',
    latestInvoice: { createdAt: day(1), dueAt: day(10), status: 'open' },
  });
  const cancelled = subscription({ cancelAtPeriodEnd: true, cancelAt: day(31) });

  test('brings one notice with its day when an invoice is overdue', () => {
    expect(noticesBetween({ at: day(9), of: [byInvoice] }, { at: day(10), of: [byInvoice] })).toEqual([
      {
        id: `invoice_overdue:sub_1:${day(1)}`,
        kind: 'access_ending',
        name: nameOf('basic'),
        because: 'invoice_overdue',
        accessUntil: day(17),
        payAt: null,
      },
    ]);
    expect(noticesBetween({ at: day(10), of: [byInvoice] }, { at: day(11), of: [byInvoice] })).toEqual([]);
  });

  test('brings a notice when the subscription is cancelled, and another when it is cancelled again', () => {
    const first = noticesBetween({ at: day(2), of: [subscription()] }, { at: day(3), of: [cancelled] });
    expect(first).toMatchObject([{ kind: 'access_ending', because: 'canceled', accessUntil: day(31) }]);
    expect(noticesBetween({ at: day(3), of: [cancelled] }, { at: day(4), of: [subscription()] })).toEqual([]);
    const second = noticesBetween({ at: day(4), of: [subscription()] }, { at: day(5), of: [cancelled] });
    expect(second.map(({ id }) => id)).not.toEqual(first.map(({ id }) => id));
  });

  test('brings a notice once it has come', () => {
    const ended = { ...cancelled, status: 'canceled', endedAt: day(31) };
    expect(noticesBetween({ at: day(3), of: [cancelled] }, { at: day(31), of: [ended] })).toMatchObject([
      { kind: 'access_ended' },
    ]);
    expect(noticesBetween({ at: day(31), of: [ended] }, { at: day(32), of: [ended] })).toEqual([]);
  });

  test('brings one notice for a subscription that Stripe no longer lists', () => {
    expect(noticesBetween({ at: day(3), of: [subscription()] }, { at: day(4), of: [] })).toMatchObject([
      { kind: 'access_ended', name: nameOf('basic') },
    ]);
    expect(noticesBetween({ at: day(4), of: [] }, { at: day(5), of: [] })).toEqual([]);
    expect(noticesBetween({ at: day(3), of: [subscription({ status: 'canceled' })] }, { at: day(4), of: [] })).toEqual(
      [],
    );
  });

  test('names the refund or dispute where that is the cause', () => {
    for (const because of ['refunded', 'disputed'] as const) {
      const ended = subscription({ status: 'canceled', endedAt: day(5), endedBecause: because });
      expect(noticesBetween({ at: day(4), of: [subscription()] }, { at: day(5), of: [ended] })).toMatchObject([
        { kind: 'access_ended', name: nameOf('basic'), because },
      ]);
    }
  });

  test('brings none while a renewal is only unconfirmed', () =>
    expect(noticesBetween({ at: day(30), of: [subscription()] }, { at: day(33), of: [subscription()] })).toEqual([]));
});

describe('a changed plan', () => {
  test('brings a notice with the old name, the new one and the interval', () => {
    const pro = subscription({ items: [item({ lookupKey: 'pro_monthly' })] });
    expect(noticesBetween({ at: day(2), of: [subscription()] }, { at: day(3), of: [pro] })).toEqual([
      {
        id: `plan_changed:sub_1:${day(3)}`,
        kind: 'plan_changed',
        name: nameOf('pro'),
        from: nameOf('basic'),
        interval: 'month',
      },
    ]);
    expect(noticesBetween({ at: day(3), of: [pro] }, { at: day(4), of: [pro] })).toEqual([]);
  });

  test('is not an add-on, nor the items in another order', () => {
    const badge = item({ lookupKey: 'verified_monthly' });
    const both = subscription({ items: [item(), badge] });
    const turned = subscription({ items: [badge, item()] });
    expect(noticesBetween({ at: day(2), of: [subscription()] }, { at: day(3), of: [both] })).toEqual([]);
    expect(noticesBetween({ at: day(3), of: [both] }, { at: day(4), of: [turned] })).toEqual([]);
  });
});

test('purchases, renewals and foreign subscriptions bring no notice of ours', () => {
  const renewed = subscription({ items: [item({ periodStart: day(31), periodEnd: day(61) })] });
  const foreign = subscription({ items: [item({ lookupKey: null })] });
  expect(noticesBetween(never, { at: day(1), of: [subscription()] })).toEqual([]);
  expect(noticesBetween({ at: day(30), of: [subscription()] }, { at: day(31), of: [renewed] })).toEqual([]);
  expect(noticesBetween(never, { at: day(1), of: [{ ...foreign, status: 'past_due' }] })).toEqual([]);
});
