import type { Account } from '../../domain/accounts/account.ts';
import { settling } from '../../domain/billing/windows.ts';
import { StorageUnavailable } from '../../storage/table/table.ts';
import type { UsageReportDeps } from './report-deps.ts';
import { reportAccount } from './report-overage.ts';

const maxRaces = 5;

/**
 * Has the overage of a subscription so far billed by an invoice of its own, before the subscription is changed. A change that waits for payment
 * would take the usage on its own invoice, and Stripe discards it where that is not paid. The metered items are off afterwards. The next report
 * puts one back. https://docs.stripe.com/billing/subscriptions/pending-updates
 *
 * Each step may be repeated: the usage is reported, the items are noted, and then taken off. The next report reads what was billed, and carries
 * the rest on.
 * @returns false where that invoice is not paid
 */
export async function settleUsage(deps: UsageReportDeps, account: Account, subscriptionId: string): Promise<boolean> {
  for (let race = 0; race < maxRaces; race++) {
    await reportAccount(deps, account, { except: subscriptionId });
    const { version, overage } = await deps.overages.read(account.id);
    const at = deps.now().toISOString();
    const open = overage.windows.filter(
      (each) => each.subscriptionId === subscriptionId && !each.closed && at < each.end,
    );
    if (open.every(({ report }) => report === null)) return true;
    if (!(await deps.overages.write(account.id, version, settling(overage, [subscriptionId], deps.now())))) continue;
    return deps.stripeUsage.takeOff({ subscriptionId, itemIds: open.map(({ itemId }) => itemId) });
  }
  throw new StorageUnavailable(new Error(`Lost ${maxRaces} races to settle the usage of ${subscriptionId}`));
}
