/** Trials with one card, synced at the same time in every order that a seeded scheduler finds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EndedBecause, Subscription } from '../../shared/domain/billing/subscription.ts';
import type { SyncDeps } from '../../shared/services/entitlements/deps.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { assemble } from '../support/app.ts';
import { slowTable, type Wait } from '../support/app-slow.ts';
import { start } from '../support/app-stripe.ts';
import { trialCatalog } from './trialists.ts';

const runs = { numRuns: 150, seed: 20261125 };
const at = start.toISOString();
const endsAt = '2026-12-08T12:00:00.000Z';

const trialOf = (id: string, fingerprint: string): Subscription => ({
  id,
  status: 'trialing',
  createdAt: at,
  cancelAtPeriodEnd: false,
  cancelAt: null,
  endedAt: null,
  collectionPaused: false,
  collection: 'charge_automatically',
  latestInvoice: null,
  items: [{ lookupKey: 'basic_monthly', quantity: 1, interval: 'month', periodStart: at, periodEnd: endsAt }],
  trial: { startedAt: at, endsAt, isOffered: true, fingerprint },
});

/** Stripe, which answers late: what each customer has, and what was refused. */
function slowStripe(wait: Wait, trials: Readonly<Record<string, readonly Subscription[]>>) {
  const now = new Map(Object.entries(trials));
  const refused: [string, EndedBecause][] = [];
  const gateway: Partial<StripeGateway> = {
    listTopUps: async () => [],
    async listSubscriptions(customerId) {
      await wait();
      const found = now.get(customerId) ?? [];
      await wait();
      return found;
    },
    async endBecause(id, refusal) {
      await wait();
      for (const [customer, all] of now)
        now.set(
          customer,
          all.map((each) => {
            if (each.id !== id || each.endedAt !== null || !each.trial) return each;
            refused.push([id, refusal]);
            return { ...each, status: 'canceled', endedAt: at, endedBecause: refusal };
          }),
        );
      await wait();
    },
  };
  return { gateway: gateway as StripeGateway, refused, now };
}

type Race = { readonly deps: SyncDeps; readonly stripe: ReturnType<typeof slowStripe> };

/** Syncs these customers (account `acc_x` of `cus_x`) at once, in every order, then once more each; and checks. */
const racing = (
  trials: Readonly<Record<string, readonly Subscription[]>>,
  syncs: readonly string[],
  check: (race: Race) => Promise<void>,
) =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      let isRacing = true;
      const wait = async () => (isRacing ? scheduler.schedule(Promise.resolve()) : undefined);
      const stripe = slowStripe(wait, trials);
      const table = slowTable(memoryTable(), wait);
      const { deps } = assemble({ table, stripe: stripe.gateway, now: () => start, catalog: trialCatalog });
      const sync = (name: string) => syncAccount(deps, `acc_${name}`, `cus_${name}`);
      await scheduler.waitFor(Promise.all(syncs.map(sync)));
      isRacing = false;
      for (const name of new Set(syncs)) await sync(name);
      await check({ deps, stripe });
    }),
    runs,
  );

test('two accounts with one card, each synced twice, get exactly one trial', () =>
  racing(
    { cus_a: [trialOf('sub_a', 'card')], cus_b: [trialOf('sub_b', 'card')] },
    ['a', 'b', 'a', 'b'],
    async ({ deps, stripe }) => {
      expect(stripe.refused).toHaveLength(1);
      expect(stripe.refused[0]?.[1]).toBe('card_had_trial');
      const grants = [...(await deps.access.read('acc_a')).grants, ...(await deps.access.read('acc_b')).grants];
      expect(grants).toHaveLength(1);
      expect(stripe.refused[0]?.[0]).not.toBe(grants[0]?.subscriptionId);
    },
  ));

test('two trials of one account, with one card or two, leave exactly one', async () => {
  for (const [fingerprint, refusal] of [
    ['card', 'account_had_trial'],
    ['other', 'account_had_trial'],
  ] as const)
    await racing(
      { cus_a: [trialOf('sub_1', 'card'), trialOf('sub_2', fingerprint)] },
      ['a', 'a', 'a'],
      async ({ deps, stripe }) => {
        expect(stripe.refused.map(([, because]) => because)).toEqual([refusal]);
        expect((await deps.access.read('acc_a')).grants).toHaveLength(1);
      },
    );
});

test('one trial synced many times at once is never refused for its own sake', () =>
  racing({ cus_a: [trialOf('sub_a', 'card')] }, ['a', 'a', 'a', 'a'], async ({ deps, stripe }) => {
    expect(stripe.refused).toEqual([]);
    expect((await deps.access.read('acc_a')).grants).toHaveLength(1);
  }));
