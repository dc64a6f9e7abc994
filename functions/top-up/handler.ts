import { maxFailures, nextStep, type PendingCharge } from '../../shared/domain/billing/auto-top-up.ts';
import { creditPeriod, creditPlanOf } from '../../shared/domain/billing/credit.ts';
import { creditPriceOf } from '../../shared/domain/catalog/credit-price.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import { noticeEvent } from '../../shared/domain/webhooks/event.ts';
import { queueFunction } from '../../shared/http/stacks.ts';
import type { TopUpMessage } from '../../shared/queues.ts';
import type { SyncDeps } from '../../shared/services/entitlements/deps.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { AutoTopUps } from '../../shared/storage/billing/auto-top-ups.ts';

/** Dependencies of the automatic top-ups. */
export type TopUpDeps = SyncDeps & {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly autoTopUps: AutoTopUps;
};

/**
 * Buys credit for accounts that are reported to have little left. It reads the counter itself, and an account has one attempt at a time.
 * So messages may come twice, late or at once. A failed message goes back to the queue, and the same charge is repeated.
 */
export const topUp = (deps: TopUpDeps) =>
  queueFunction({ log: deps.log }, async ({ body }) => {
    const { accountId } = JSON.parse(body) as TopUpMessage;
    const account = await deps.accounts.find(accountId);
    if (account?.stripeCustomerId && !account.leavingAt)
      await topUpAccount(deps, { accountId, customerId: account.stripeCustomerId });
  });

type Owner = { readonly accountId: string; readonly customerId: string };

async function topUpAccount(deps: TopUpDeps, owner: Owner): Promise<void> {
  const { accountId } = owner;
  const state = await deps.autoTopUps.read(accountId);
  const { attempt, failures } = state;
  const step = nextStep(state, { free: await freeOf(deps, accountId), now: deps.now() });
  if (step === 'finish' && state.pending) return finish(deps, owner, { attempt, failures, pending: state.pending });
  if (step === 'drop') {
    await syncAccount(deps, accountId, owner.customerId);
    return deps.autoTopUps.conclude(accountId, { attempt, failures, isOff: false });
  }
  const pending = step === 'charge' && state.settings ? await chargeOf(deps, owner, state.settings.packs) : null;
  if (!pending) return;
  const next = { pending, startedAt: deps.now().toISOString() };
  if (!(await deps.autoTopUps.take(accountId, state, next))) return;
  await finish(deps, owner, { attempt: attempt + 1, failures, pending });
}

/** Units of credit that no instance has leased. A counter that was never opened has all of them. */
async function freeOf({ counters, billing }: TopUpDeps, accountId: string): Promise<number> {
  const counter = await counters.read({ accountId, periodStart: creditPeriod });
  return counter ? counter.free : ((await billing.read(accountId)).credit?.units ?? 0);
}

/** Null where nothing is sold in advance any more, or the account is suspended. */
async function chargeOf(
  deps: TopUpDeps,
  { accountId, customerId }: Owner,
  packs: number,
): Promise<PendingCharge | null> {
  const plan = creditPlanOf(deps.catalog);
  if (!plan || !creditPriceOf(plan) || (await deps.access.readPaid(accountId)).suspended) return null;
  const { units, amountMinor, currency } = plan.credit;
  const card = await deps.stripe.savedCard(customerId);
  return { units: packs * units, amountMinor: packs * amountMinor, currency, card };
}

type Attempt = { readonly attempt: number; readonly failures: number; readonly pending: PendingCharge };

/** Charges, credits a payment or mails its failure, and then notes the result. If it dies in between, the next try does the same again. */
async function finish(deps: TopUpDeps, owner: Owner, { attempt, failures, pending }: Attempt): Promise<void> {
  const { accountId, customerId } = owner;
  const { card, ...charge } = pending;
  const name = creditPlanOf(deps.catalog)?.name ?? deps.catalog.name;
  const input = { ...owner, ...charge, description: `${textIn(name, 'en')} credit` };
  const key = `top-up:${accountId}:${attempt}`;
  const outcome = card === null ? 'declined' : await deps.stripe.chargeTopUp({ ...input, card }, key);
  deps.log.info('topped up by itself', { account: accountId, attempt, outcome });
  if (outcome === 'refused') deps.log.error('Stripe takes no such top-up', new Error(key), { account: accountId });
  if (outcome !== 'declined' && outcome !== 'refused') {
    await syncAccount(deps, accountId, customerId);
    return deps.autoTopUps.conclude(accountId, { attempt, failures: 0, isOff: false, failing: null });
  }
  const isOff = failures + 1 >= maxFailures;
  const { amountMinor, currency } = pending;
  const notice = { id: `top_up_failed:${attempt}`, kind: 'top_up_failed', name, amountMinor, currency, isOff } as const;
  await deps.mail.send({ template: 'notice', id: deps.newId(), accountId, notice });
  await deps.webhookEvents.send({ event: noticeEvent(accountId, notice, deps.now().toISOString()) });
  const owed = {
    of: 'credit',
    id: '',
    subscription: null,
    amount: { amountMinor, currency },
    accessUntil: null,
  } as const;
  const failing = { ...owed, since: deps.now().toISOString() };
  await deps.autoTopUps.conclude(accountId, { attempt, failures: failures + 1, isOff, failing });
}
