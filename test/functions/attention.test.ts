/** The list of things that need an organization: plan, badge and credit first, then all the rest. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AffiliateView, AttentionView, Listing } from '../../shared/http/views.ts';
import { signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { type BuyerAtStripe, buyerAtStripe, useCard } from './at-stripe.ts';
import { inPacks } from './credit-packs.ts';
import { organizationWorld } from './organization-world.ts';

vi.setConfig({ testTimeout: 120_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, inPacks);
});
afterAll(() => stripe.stop());

const needs = async ({ app, email }: Pick<BuyerAtStripe, 'app' | 'email'>) =>
  (await (await signUp(app, email)).get<AttentionView>('/v1/attention')).body;
const kinds = async (at: BuyerAtStripe) => (await needs(at)).data.map(({ kind }) => kind);
const day = 86_400_000;

describe('the list of things that need an organization', () => {
  test('is empty where all is paid and accepted, with the time at which that was so', async () => {
    const at = await buyerAtStripe(stripe);
    expect(await needs(at)).toEqual({ data: [], checkedAt: stripe.now().toISOString() });
  });

  test('begins with every failing payment, of a plan and of a badge, with its amount, its days and where to pay', async () => {
    const at = await buyerAtStripe(stripe, { prices: ['basic_monthly', 'verified_monthly'] });
    for (const one of await at.subscriptions()) await useCard(stripe, one, 'pm_card_chargeCustomerFail');
    const end = Math.max(...(await at.subscriptions()).map(({ items }) => Date.parse(items[0]!.periodEnd)));
    await stripe.advanceTo(new Date(end + 2 * 3_600_000));
    await at.hear();
    const { data } = await needs(at);
    const failing = data.flatMap((item) => (item.kind === 'failing_payment' ? [item] : []));
    expect(data.slice(0, failing.length)).toEqual(failing);
    expect(failing.toSorted((a, b) => b.of.localeCompare(a.of))).toEqual([
      expect.objectContaining({ of: 'plan', id: 'basic', amount: { amountMinor: 10_000, currency: 'usd' } }),
      expect.objectContaining({ of: 'badge', id: 'verified', amount: { amountMinor: 800, currency: 'usd' } }),
    ]);
    for (const { accessUntil, payAt, since } of failing) {
      expect(Date.parse(String(accessUntil)) - Date.parse(String(since))).toBe(7 * day);
      expect(payAt).toMatch(/^http/);
    }
  });

  test('names an automatic top-up whose card is refused, until its owner turns it off', async () => {
    const at = await buyerAtStripe(stripe, { catalog: inPacks, prices: [], key: 'test' });
    await at.app.deps.autoTopUps.set(at.id, { thresholdUnits: 500, packs: 1 }, line(at));
    const startedAt = stripe.now().toISOString();
    const pending = { units: 2_000, amountMinor: 1_000, currency: 'usd', card: null };
    await at.app.deps.autoTopUps.take(at.id, await at.app.deps.autoTopUps.read(at.id), { pending, startedAt });
    await at.app.deps.autoTopUps.conclude(at.id, { attempt: 1, failures: 3, isOff: true });
    expect((await needs(at)).data).toEqual([expect.objectContaining({ of: 'credit', since: startedAt, payAt: null })]);
    expect((await at.buyer.send('PUT', '/v1/credit/auto-top-up', { thresholdUnits: null, packs: null })).status).toBe(
      200,
    );
    expect(await kinds(at)).toEqual([]);
  });

  test('has a key in its last seven days and not before, and no key that was revoked', async () => {
    const at = await buyerAtStripe(stripe);
    const expiresAt = new Date(stripe.now().getTime() + 8 * day).toISOString();
    const key = { label: 'nightly', environment: 'test', expiresAt };
    const made = await at.buyer.send<{ id: string; start: string }>('POST', '/v1/keys', key);
    expect(await kinds(at)).toEqual([]);
    await stripe.advanceTo(new Date(stripe.now().getTime() + day));
    const { id, start } = made.body;
    expect((await needs(at)).data).toEqual([{ kind: 'key', id, label: 'nightly', start, expiresAt }]);
    await (await signUp(at.app, at.email)).send('DELETE', `/v1/keys/${id}`);
    expect(await kinds(at)).toEqual([]);
  });

  test('has a webhook that the sender disabled, and none that its owner did', async () => {
    const at = await buyerAtStripe(stripe);
    for (const path of ['a', 'b'])
      await at.buyer.send('POST', '/v1/webhooks', { url: `https://hooks.example/${path}` });
    const [mine, theirs] = await at.app.deps.webhooks.listOf(at.id);
    await at.buyer.send('PATCH', `/v1/webhooks/${mine!.id}`, { enabled: false });
    const disabledAt = stripe.now().toISOString();
    await at.app.deps.webhookStates.disable(theirs!, { disabledAt, disabledBecause: 'failing' });
    expect((await needs(at)).data).toEqual([
      { kind: 'webhook', id: theirs!.id, url: theirs!.url, since: disabledAt, because: 'failing' },
    ]);
  });

  test('begins with a suspension and its reason', async () => {
    const at = await buyerAtStripe(stripe);
    await at.app.deps.access.suspend(at.id, { ...line(at), detail: { reason: 'Shared keys.' } });
    expect((await needs(at)).data[0]).toEqual({
      kind: 'suspended',
      reason: 'Shared keys.',
      since: stripe.now().toISOString(),
    });
  });
});

test('an application whose operator asks, and an invitation that nobody answered, need their holder', async () => {
  const world = await organizationWorld();
  const grace = await world.person('grace');
  const { id } = (await world.acme.send<AffiliateView>('POST', '/v1/badges/acme/affiliates', { email: grace.email }))
    .body;
  const invited = (await grace.get<AttentionView>('/v1/attention')).body.data;
  expect(invited).toEqual([
    {
      kind: 'invitation',
      id,
      organization: 'Test Ltd',
      badge: 'verified_organization',
      since: world.now().toISOString(),
    },
  ]);
  await grace.send('POST', `/v1/affiliations/${id}/decline`);
  expect((await grace.get<AttentionView>('/v1/attention')).body.data).toEqual([]);
});

test('an application that waits for an answer says what the operator asked', async () => {
  const world = await organizationWorld();
  await world.acme.send('PATCH', '/v1/badges/acme', { displayName: 'Acme Limited' });
  await world.decide('ask', 'acme', { reason: 'Which register are you in?' });
  const { data } = (await world.acme.get<Listing<unknown>>('/v1/attention')).body;
  expect(data).toEqual([{ kind: 'badge', handle: 'acme', state: 'needs_more', request: 'Which register are you in?' }]);
});

/** A line of the trail by the buyer, for things that a test does in their place. */
const line = (at: BuyerAtStripe) => ({
  ...{ accountId: at.id, action: 'auto_top_up.set', actor: 'tollgate' as const },
  ...{ id: `line-${stripe.now().getTime()}`, at: stripe.now().toISOString(), detail: {} },
});
