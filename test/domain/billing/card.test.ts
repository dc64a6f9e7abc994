import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstRenewalBeyond } from '../../../shared/domain/billing/card.ts';
import { grantsOf } from '../../../shared/domain/billing/grant.ts';
import { noticesOf } from '../../../shared/domain/billing/notices.ts';
import { periodAt } from '../../../shared/domain/billing/period.ts';
import type { Card, Subscription } from '../../../shared/domain/billing/subscription.ts';
import tollgate from '../../../tollgate.config.ts';
import { nameOf } from '../../support/names.ts';
import { buying, day, item, subscription } from './subscriptions.ts';

const dayMs = 86_400_000;
const visa = (expMonth: number, expYear: number): Card => ({ brand: 'visa', last4: '4242', expMonth, expYear });
const december = visa(12, 2026);

type Moment = { readonly at: string | null; readonly of: readonly Subscription[] };
const known = ({ at, of }: Moment) => ({ at, subscriptions: of, grants: grantsOf(tollgate, of) });
const never: Moment = { at: null, of: [] };
const noticesBetween = (before: Moment, after: { readonly at: string; readonly of: readonly Subscription[] }) =>
  noticesOf(tollgate, known(before), { ...known(after), at: after.at }).filter(({ kind }) => kind === 'card_expiring');

describe('the first renewal after a card’s expiry', () => {
  test('is the first after its last month, at the end of the present period or later', () => {
    const on15 = item({ periodStart: '2026-11-15T12:00:00.000Z', periodEnd: '2026-12-15T12:00:00.000Z' });
    expect(firstRenewalBeyond(visa(11, 2026), on15)).toBe('2026-12-15T12:00:00.000Z');
    expect(firstRenewalBeyond(december, on15)).toBe('2027-01-15T12:00:00.000Z');
    expect(firstRenewalBeyond(visa(9, 2026), on15)).toBe('2026-12-15T12:00:00.000Z');
    const yearly = item({ interval: 'year', periodEnd: '2027-11-01T00:00:00.000Z' });
    expect(firstRenewalBeyond(december, yearly)).toBe('2027-11-01T00:00:00.000Z');
  });

  test('is one that falls due in the last hour of the month too, since it is charged an hour later', () => {
    const dueAt = (periodEnd: string) => item({ periodStart: '2026-12-01T00:00:00.000Z', periodEnd });
    expect(firstRenewalBeyond(december, dueAt('2026-12-31T23:00:00.000Z'))).toBe('2026-12-31T23:00:00.000Z');
    const inTime = dueAt('2026-12-31T22:59:59.000Z');
    expect(firstRenewalBeyond(december, inTime)).toBe('2027-01-31T22:59:59.000Z');
  });
});

describe('a card that expires', () => {
  // Renews on 1 December, 1 January and so on; a card good until December expires before the one of 1 January.
  const pays = (card: Card, changes: Partial<Subscription> = {}) => subscription({ card, ...changes });
  const noticed = { at: '2026-11-30T00:00:00.000Z', of: [pays(december)] };

  test('brings a notice from 32 days before the renewal that it cannot pay, to the millisecond, and once', () => {
    const justBefore = new Date(Date.parse(noticed.at) - 1).toISOString();
    expect(noticesBetween({ at: day(20), of: noticed.of }, { ...noticed, at: justBefore })).toEqual([]);
    expect(noticesBetween({ at: justBefore, of: noticed.of }, noticed)).toEqual([
      {
        id: 'card_expiring:visa-4242:2026-12',
        kind: 'card_expiring',
        name: nameOf('basic'),
        brand: 'visa',
        last4: '4242',
        lastMonth: '2026-12',
        renewsAt: '2027-01-01T00:00:00.000Z',
      },
    ]);
    expect(noticesBetween(noticed, { ...noticed, at: day(31) })).toEqual([]);
  });

  test('brings one notice for several subscriptions, under the same id whenever it is found', () => {
    const both = [pays(december), buying('verified_monthly', { card: december })];
    const notices = noticesBetween(never, { at: day(30), of: both });
    expect(notices.map(({ id }) => id)).toEqual(['card_expiring:visa-4242:2026-12']);
    expect(noticesBetween(never, { at: day(31), of: [both[1]!] })).toMatchObject([{ id: notices[0]!.id }]);
  });

  test('brings another notice when another that expires takes its place, and none when a better one does', () => {
    const other = { ...december, last4: '4444', brand: 'mastercard' };
    expect(noticesBetween(noticed, { at: day(31), of: [pays(other)] })).toMatchObject([{ last4: '4444' }]);
    expect(noticesBetween(noticed, { at: day(31), of: [pays(visa(12, 2030))] })).toEqual([]);
  });

  test('brings none where it is charged no more, or a worse notice was sent', () => {
    const at = day(31);
    const none: Partial<Subscription>[] = [
      { cancelAtPeriodEnd: true },
      { cancelAt: '2026-12-20T00:00:00.000Z' },
      { collectionPaused: true },
      { collection: 'send_invoice' },
      { status: 'unpaid' },
      { status: 'canceled', endedAt: day(20) },
    ];
    for (const changes of none)
      expect(
        noticesBetween({ at: day(30), of: [subscription(changes)] }, { at, of: [pays(december, changes)] }),
      ).toEqual([]);
    const failed = pays(december, { status: 'past_due' });
    expect(noticesBetween({ at: day(30), of: [failed] }, { at, of: [failed] })).toEqual([]);
  });

  test('brings a notice before a trial ends as before a renewal', () => {
    const trial = pays(visa(11, 2026), {
      status: 'trialing',
      items: [item({ periodEnd: '2026-12-10T00:00:00.000Z' })],
    });
    expect(noticesBetween(never, { at: day(26), of: [trial] })).toMatchObject([
      { renewsAt: '2026-12-10T00:00:00.000Z' },
    ]);
  });

  test('brings a monthly buyer a notice at least a day before it expires, on any day of renewal', () => {
    const days = fc.integer({ min: 0, max: 28 * 24 * 60 });
    const months = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(days, months, (minutes, months) => {
        const start = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
        const end = new Date(start);
        end.setUTCMonth(end.getUTCMonth() + 1);
        const card = visa((months % 12) + 1, 2027 + Math.floor(months / 12));
        const cardEnd = Date.UTC(card.expYear, card.expMonth);
        const at = new Date(cardEnd - dayMs);
        const now = periodAt({ periodStart: start.toISOString(), periodEnd: end.toISOString(), interval: 'month' }, at);
        const one = pays(card, { items: [item({ periodStart: now.start, periodEnd: now.end })] });
        const notices = noticesBetween(never, { at: at.toISOString(), of: [one] });
        expect(notices).toMatchObject([{ kind: 'card_expiring' }]);
      }),
      { seed: 12 },
    );
  });
});
