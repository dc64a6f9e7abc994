import { describe, expect, test } from 'vitest';
import type { AttentionItemView } from '../../shared/http/views.ts';
import { portalOfFile } from './portal-file.ts';
import { basicSubscription } from './stub-world.ts';

const portal = portalOfFile();

const credit: AttentionItemView = {
  ...{ kind: 'failing_payment', of: 'credit', id: '', subscription: null, accessUntil: null, payAt: null },
  amount: { amountMinor: 5_000, currency: 'usd' },
  since: '2026-11-20T10:00:00.000Z',
};
const failing = { accessUntil: '2026-12-12T00:00:00.000Z' };
const verified = () => portal.site.world.account!.subscriptions.find(({ badge }) => badge !== null)!;

const mixes = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  plan: (bits & 1) > 0,
  badge: (bits & 2) > 0,
  prepaid: (bits & 4) > 0,
}));

describe('a failing payment is above the fold', () => {
  test.each(mixes)('with plan $plan, badge $badge and credit $prepaid', async ({ plan, badge, prepaid }) => {
    const { world } = portal.site;
    const own = { ...verified(), failingPayment: badge ? failing : null };
    world.account!.subscriptions = [{ ...basicSubscription, failingPayment: plan ? failing : null }, own];
    world.attention = prepaid ? [credit] : [];
    const page = await portal.openSettled('/app');
    const titles = [
      [plan, 'Your Basic payment failed'],
      [badge, 'Your Verified payment failed'],
      [prepaid, 'We couldn’t charge $50 for prepaid credit'],
    ] as const;
    for (const [fails, title] of titles) {
      const note = page.locator('main .note', { hasText: title });
      if (!fails) expect(await note.count()).toBe(0);
      else {
        await note.waitFor();
        const box = (await note.boundingBox())!;
        expect(box.y + box.height).toBeLessThanOrEqual(900);
      }
    }
  });
});

test('everything else that needs somebody leads to its page', async () => {
  portal.site.world.attention = [
    { kind: 'key', id: 'key_1', label: 'nightly', start: 'tg_live_LKkz', expiresAt: '2026-12-08T00:00:00.000Z' },
    {
      kind: 'webhook',
      id: 'wh_1',
      url: 'https://hooks.example/in',
      since: '2026-11-20T10:00:00.000Z',
      because: 'gone',
    },
    { kind: 'badge', handle: 'acme', state: 'needs_more', request: 'Which company is it?' },
    { kind: 'use_case', app: 'app_1', appName: 'Trends', state: 'refused', reason: 'Name the end users.' },
    { kind: 'invitation', id: 'aff_1', organization: 'The Daily', badge: 'daily', since: '2026-11-20T10:00:00.000Z' },
  ];
  const page = await portal.openSettled('/app');
  const linkIn = (title: string) =>
    page.locator('main .note', { hasText: title }).getByRole('link').getAttribute('href');
  expect(await linkIn('expires on 8 Dec 2026')).toBe('/app/keys');
  expect(await linkIn('is disabled since 20 Nov 2026')).toBe('/app/webhooks');
  expect(await linkIn('Which company is it?')).toBe('/app/badges/acme');
  expect(await linkIn('Name the end users.')).toBe('/app/apps');
  expect(await linkIn('invites you')).toBe('/app/badges#affiliations');
});
