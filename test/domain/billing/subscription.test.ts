import { expect, it } from 'vitest';
import { endsWithPeriod, withoutLinks } from '../../../shared/domain/billing/subscription.ts';
import { day, item, subscription } from './subscriptions.ts';

const linked = (url: string, status = 'open') =>
  subscription({
    latestInvoice: { createdAt: day(1), dueAt: null, status, url },
    pendingChange: { items: [], expiresAt: day(2), invoiceUrl: url },
  });

it('a link that Stripe writes anew is no difference, and everything else is', () => {
  const before = withoutLinks(linked('https://pay.example/1'));
  expect(withoutLinks(linked('https://pay.example/2'))).toEqual(before);
  expect(withoutLinks(linked('https://pay.example/1', 'paid'))).not.toEqual(before);
  expect(withoutLinks(subscription())).toEqual(subscription());
  expect(withoutLinks(subscription({ latestInvoice: null }))).toEqual(subscription({ latestInvoice: null }));
});

it('a cancellation that was planned is no longer to come once the subscription was ended at once', () => {
  for (const planned of [{ cancelAtPeriodEnd: true }, { cancelAt: day(31) }]) {
    expect(endsWithPeriod(subscription(planned))).toBe(true);
    expect(endsWithPeriod(subscription({ ...planned, status: 'canceled', endedAt: day(5) }))).toBe(false);
  }
});

it('a date inside the period is the operator’s, though Stripe cuts the period short by it; the end of a trial is a period’s end', () => {
  const cutShort = (periodEnd: string) => ({ cancelAt: periodEnd, items: [item({ periodEnd })] });
  expect(endsWithPeriod(subscription(cutShort(day(15))))).toBe(false);
  expect(endsWithPeriod(subscription(cutShort(day(31))))).toBe(true);
  const trial = { startedAt: day(1), endsAt: day(15), isOffered: true };
  expect(endsWithPeriod(subscription({ ...cutShort(day(15)), status: 'trialing', trial }))).toBe(true);
});
