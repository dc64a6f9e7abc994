import type { UsageCheckMessage } from '../../shared/queues.ts';
import { liveUsageOver } from '../../shared/storage/usage/live-usage.ts';
import type { UsageMergeDeps } from './deps.ts';
import { notifyOfUsage } from './notify-of-usage.ts';
import { reclaim } from './reclaim.ts';

/** An instance that wrote a moment ago may be idle by then. */
const checkAgainSeconds = 15;
const maxChecks = 4;

/**
 * Checks an account whose call was refused because nothing is left. It reclaims units of idle and dead instances, and notifies the buyer if
 * all is used. It checks again while some units are still out of reach.
 */
export async function checkUsage(deps: UsageMergeDeps, { accountId, looked }: UsageCheckMessage): Promise<void> {
  const live = { ...deps, usageDays: { ...deps.usageDays, read: liveUsageOver(deps).days } };
  let isCheckedAgain = false;
  for (const counter of await deps.counterUpkeep.ofAccount(accountId)) {
    if (counter.free >= 1) continue;
    const { held } = await reclaim(deps, counter);
    isCheckedAgain ||= held > 0;
    const now = await deps.counterUpkeep.find(counter);
    if (!now || now.free >= 1) continue;
    const isUsedUp = held === 0;
    const isNoted = now.refusedOf === now.limit && (now.usedUpOf === now.limit) === isUsedUp;
    if (!isNoted) await deps.counterUpkeep.setRefused(now, now.limit, isUsedUp);
    await notifyOfUsage(live, now);
  }
  if (isCheckedAgain && looked < maxChecks)
    await deps.checks.send({ accountId, looked: looked + 1 }, checkAgainSeconds);
}
