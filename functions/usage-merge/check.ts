import type { UsageCheckMessage } from '../../shared/queues.ts';
import { liveUsageOver } from '../../shared/storage/usage/live-usage.ts';
import type { UsageMergeDeps } from './deps.ts';
import { notifyOfUsage } from './notify-of-usage.ts';
import { reclaim } from './reclaim.ts';

/** An instance that wrote a moment ago may be idle by then. */
const lookAgainSeconds = 15;
const maxLooks = 4;

/**
 * Somebody was refused since nothing is left: gives back what lies in instances that stand idle or are dead, and tells the buyer where all
 * is used. Looks again while some of it lies where it cannot be had yet.
 */
export async function checkUsage(deps: UsageMergeDeps, { accountId, looked }: UsageCheckMessage): Promise<void> {
  const live = { ...deps, usageDays: { ...deps.usageDays, read: liveUsageOver(deps).days } };
  let isLookedAgain = false;
  for (const counter of await deps.counterUpkeep.ofAccount(accountId)) {
    if (counter.free >= 1) continue;
    const { held } = await reclaim(deps, counter);
    isLookedAgain ||= held > 0;
    const now = await deps.counterUpkeep.find(counter);
    if (!now || now.free >= 1) continue;
    const isUsedUp = held === 0;
    const isNoted = now.refusedOf === now.limit && (now.usedUpOf === now.limit) === isUsedUp;
    if (!isNoted) await deps.counterUpkeep.setRefused(now, now.limit, isUsedUp);
    await notifyOfUsage(live, now);
  }
  if (isLookedAgain && looked < maxLooks) await deps.checks.send({ accountId, looked: looked + 1 }, lookAgainSeconds);
}
