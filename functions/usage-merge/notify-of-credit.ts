import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { creditNotice } from '../../shared/domain/usage/credit-notice.ts';
import { daysSince, usedIn } from '../../shared/domain/usage/usage.ts';
import { noticeEvent } from '../../shared/domain/webhooks/event.ts';
import type { StoredCounter } from '../../shared/storage/usage/counter-upkeep.ts';
import { isLow } from '../../shared/storage/usage/counters.ts';
import type { UsageNoticeDeps } from './deps.ts';

/**
 * Requests a top-up if credit is below the owner's threshold. Notifies of low and of used-up credit, once each a purchase. It reads no
 * usage if not even the taken units come near a notice.
 */
export async function notifyOfCredit(deps: UsageNoticeDeps, counter: StoredCounter): Promise<boolean> {
  const { accountId, free, topUpBelow } = counter;
  if (isLow(counter)) await deps.topUps.send({ accountId });
  const { grants } = await deps.access.readPaid(accountId);
  const entitlement = entitlementAt(deps.catalog, grants, deps.now());
  const { credit } = entitlement;
  const { percent: before, units } = counter.lastNotified.allowance;
  const state = { lastNotified: units === credit?.units ? before : 0, isToppedUp: topUpBelow !== undefined };
  if (!credit?.since || !creditNotice(deps.catalog, entitlement, { left: free, ...state })) return false;
  const days = await deps.usageDays.read(accountId, daysSince(credit.since, deps.now()));
  const left = Math.max(0, credit.units - usedIn(days, creditPeriod));
  const found = creditNotice(deps.catalog, entitlement, { left, ...state });
  if (!found) return false;
  await deps.mail.send({ template: 'notice', id: deps.newId(), accountId, notice: found.notice });
  await deps.webhookEvents.send({ event: noticeEvent(accountId, found.notice, deps.now().toISOString()) });
  await deps.counterUpkeep.setLastNotified(counter, 'allowance', { percent: found.percent, units: credit.units });
  return true;
}
