import { mapConcurrent } from '../../shared/concurrency.ts';
import type { Account } from '../../shared/domain/accounts/account.ts';
import {
  adviceOn,
  differenceOf,
  isNobodys,
  isPaidToUs,
  type ListedSubscription,
} from '../../shared/domain/billing/unowned.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { type Comparing, compareAccount, countsOf } from './compare-account.ts';
import { type Contact, compareContact } from './compare-contact.ts';
import type { ReconcileDeps } from './deps.ts';
import { isFormerCustomer } from './due.ts';
import type { RunProgress } from './progress.ts';

const maxAtOnce = 10;

/**
 * Walks all of Stripe's subscriptions, since money of a customer whom no account has is in no comparison of accounts. One of ours that is
 * nobody's is recorded as drift, at every run until somebody has decided on it; those of other products are counted. One of a former customer,
 * whom this run has not asked about, has that account compared. The walk also brings the address to which Stripe mails each customer.
 * `goOn` throws when there is no more time; the next run goes on with the page at which this one stopped.
 */
export async function findUnowned(deps: Comparing, progress: RunProgress, goOn: () => void): Promise<void> {
  while (!progress.state().allWalked) {
    goOn();
    const { subscriptions, cursor } = await deps.stripe.listAll(progress.state().walkCursor);
    const nobodys: ListedSubscription[] = [];
    const contacts = new Map<string, Contact>();
    await mapConcurrent(maxAtOnce, subscriptions.filter(isPaidToUs), async (subscription) => {
      const account = await deps.accounts.findByCustomer(subscription.customerId);
      if (account === null || isNobodys(account, subscription)) return void nobodys.push(subscription);
      contacts.set(account.id, { account, customerEmail: subscription.customerEmail });
      if (await isFormerCustomer(deps, account.id)) await compare(deps, progress, account);
    });
    await mapConcurrent(maxAtOnce, [...contacts.values()], async (contact) => {
      if (await compareContact(deps, deps.run, contact)) await progress.counted({ corrected: 1 });
    });
    for (const subscription of nobodys) await record(deps, progress, subscription);
    const { unowned = 0, foreign = 0 } = progress.state();
    await progress.noted({
      walkCursor: cursor,
      allWalked: cursor === undefined,
      unowned: unowned + nobodys.length,
      foreign: foreign + subscriptions.filter(({ isOurs }) => !isOurs).length,
    });
  }
}

/** Bought again, and nothing of it was heard. @throws StripeUnavailable */
async function compare(deps: Comparing, progress: RunProgress, account: Account): Promise<void> {
  const outcome = await compareAccount({ ...deps, pressing: new Set([account.stripeCustomerId ?? '']) }, account);
  if (outcome instanceof StripeUnavailable) throw outcome;
  await progress.counted(countsOf(outcome));
}

async function record(deps: ReconcileDeps, progress: RunProgress, subscription: ListedSubscription): Promise<void> {
  const { id: runId, startedAt: runStartedAt } = progress.state();
  await deps.drift.record({
    runId,
    runStartedAt,
    accountId: null,
    customerId: subscription.customerId,
    at: deps.now().toISOString(),
    cause: 'no_account',
    accessChanged: false,
    differences: [differenceOf(subscription)],
  });
  deps.count('Drift', 1);
  deps.log.warn('money without access', { advice: adviceOn(subscription) });
}
