import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { FailingPaymentView } from '../../shared/http/views.ts';
import { portalOfFile } from './portal-file.ts';
import { basicSubscription } from './stub-world.ts';

const portal = portalOfFile();

const since = '2026-11-20T10:00:00.000Z';
const credit: FailingPaymentView = {
  ...{ of: 'credit', id: '', subscription: null, accessUntil: null, payAt: null, since },
  amount: { amountMinor: 5_000, currency: 'usd' },
};
const failing = { accessUntil: '2026-12-12T00:00:00.000Z' };
const verified = () => portal.site.world.account!.subscriptions.find(({ badge }) => badge !== null)!;

const mixes = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  plan: (bits & 1) > 0,
  badge: (bits & 2) > 0,
  prepaid: (bits & 4) > 0,
}));
type Mix = (typeof mixes)[number];

const screens = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

/** How far down a screen shows the page: a bar covers the end of a narrow one. */
const fold = `Math.min(innerHeight, document.querySelector('.bottom-bar')?.getBoundingClientRect().top || innerHeight)`;

/** Each thing that is named and should be, within the first screen; and none that should not. */
async function expectAboveFold(page: Page, things: readonly (readonly [isThere: boolean, thing: Locator])[]) {
  for (const screen of screens) {
    await page.setViewportSize(screen);
    const end = await page.evaluate<number>(fold);
    for (const [isThere, thing] of things) {
      if (!isThere) expect(await thing.count()).toBe(0);
      else {
        await thing.waitFor();
        const box = (await thing.boundingBox())!;
        expect(box.y + box.height, `${screen.width}: ${await thing.textContent()}`).toBeLessThanOrEqual(end);
      }
    }
  }
}

describe('a failing payment is above the fold, wide and narrow', () => {
  const overview = async ({ plan, badge, prepaid }: Mix) => {
    const { world } = portal.site;
    const own = { ...verified(), failingPayment: badge ? failing : null };
    world.account!.subscriptions = [{ ...basicSubscription, failingPayment: plan ? failing : null }, own];
    for (const licence of world.licences) Object.assign(licence, { required: false, accepted: { at: since } });
    world.attention = prepaid ? [{ kind: 'failing_payment', ...credit }] : [];
    return portal.openSettled('/app');
  };

  test.each(mixes)('on the overview, with plan $plan, badge $badge and credit $prepaid', async (mix) => {
    const page = await overview(mix);
    const note = (hasText: string) => page.locator('main .note', { hasText });
    await expectAboveFold(page, [
      [mix.plan, note('Your Basic payment failed')],
      [mix.badge, note('Your Verified payment failed')],
      [mix.prepaid, note('We couldn’t charge $50 for prepaid credit')],
    ]);
  });

  const owed = ({ plan, badge, prepaid }: Mix): FailingPaymentView[] => {
    const paid = (of: 'plan' | 'badge', id: string, amountMinor: number): FailingPaymentView => ({
      ...{ of, id, subscription: `sub_${id}`, amount: { amountMinor, currency: 'usd' }, since },
      ...{ accessUntil: failing.accessUntil, payAt: 'https://invoice.stripe.com/i/1' },
    });
    return [
      ...(plan ? [paid('plan', 'basic', 10_000)] : []),
      ...(badge ? [paid('badge', 'verified', 800)] : []),
      ...(prepaid ? [credit] : []),
    ];
  };

  test.each(mixes)('in the console, with plan $plan, badge $badge and credit $prepaid', async (mix) => {
    portal.site.world.owed = owed(mix);
    for (const [path, thing] of [
      ['/console', '#today li p'],
      ['/console/organizations/acc_0', 'main .note-bad'],
    ] as const) {
      const page = await portal.openSettled(path);
      const one = (hasText: RegExp) => page.locator(thing, { hasText });
      await expectAboveFold(page, [
        [mix.plan, one(/basic · \$100/)],
        [mix.badge, one(/verified · \$8/)],
        [mix.prepaid, one(/\$50/)],
      ]);
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
  expect(await linkIn('expires on 8 Dec 2026')).toBe('/app/keys/key_1');
  expect(await linkIn('is disabled since 20 Nov 2026')).toBe('/app/webhooks');
  expect(await linkIn('Which company is it?')).toBe('/app/badges/acme');
  expect(await linkIn('Name the end users.')).toBe('/app/apps');
  expect(await linkIn('invites you')).toBe('/app/badges#affiliations');
});
