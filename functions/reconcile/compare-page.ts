import { mapConcurrent } from '../../shared/concurrency.ts';
import { lifeOf } from '../../shared/domain/accounts/account.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { outageWatch } from '../../shared/stripe/outage.ts';
import { type Comparing, compareAccount, countsOf } from './compare-account.ts';
import type { RunProgress } from './progress.ts';

/** As many ids of accounts that are done fit into the smallest write. */
const pageSize = 25;
/** Accounts compared at a time: enough to use up half of Stripe's rate limit, whose calls take some 200 ms each. */
const maxAtOnce = 10;
/** Compares the next page of accounts that are not done. `goOn` throws when there is no more time. */
export async function comparePage(deps: Comparing, progress: RunProgress, goOn: () => void): Promise<void> {
  const { cursor, compared = [] } = progress.state();
  const page = await deps.accounts.list({ limit: pageSize, cursor });
  const left = page.accounts.filter(({ id }) => !compared.includes(id));
  const watch = outageWatch();
  /** Not before Stripe answers for others: what an outage left is compared again by the run that goes on. */
  const failUnanswered = () => Promise.all(watch.answered().map((id) => progress.done(id, countsOf('failed'))));
  await mapConcurrent(maxAtOnce, left, async (account) => {
    goOn();
    if (lifeOf(account) === 'active') await deps.findable.list(account);
    const outcome = await compareAccount(deps, account);
    if (outcome instanceof StripeUnavailable) return watch.unanswered(account.id, outcome);
    const noted = progress.done(account.id, countsOf(outcome));
    if (outcome !== 'not asked') await failUnanswered();
    await noted;
  });
  await failUnanswered();
  await progress.turned(page.cursor);
}
