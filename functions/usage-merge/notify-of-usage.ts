import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { type Entitlement, entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import type { SpendCap } from '../../shared/domain/billing/spend-cap.ts';
import { countedPartOf } from '../../shared/domain/usage/share-counter.ts';
import { daysSince, usedIn } from '../../shared/domain/usage/usage.ts';
import { spendCapNotice, usageNotice } from '../../shared/domain/usage/usage-notice.ts';
import { noticeEvent } from '../../shared/domain/webhooks/event.ts';
import type { NotifiedOf, StoredCounter } from '../../shared/storage/usage/counter-upkeep.ts';
import type { UsageNoticeDeps } from './deps.ts';

import { notifyOfCredit } from './notify-of-credit.ts';

const noticeOf = { allowance: usageNotice, cap: spendCapNotice } as const;

/**
 * Notifies a buyer and their webhooks that 80 % or all of the allowance is used, and the same of the spend cap, once each. It queues first
 * and notes after. A run that dies in between queues the notice again; the mailer sends one of both, and webhooks know the event by its id. Nobody is notified of an app's share.
 */
export async function notifyOfUsage(deps: UsageNoticeDeps, counter: StoredCounter): Promise<boolean> {
  const { accountId, periodStart } = counter;
  if (countedPartOf(periodStart).appId !== null) return false;
  if (periodStart === creditPeriod) return notifyOfCredit(deps, counter);
  const { grants, spendCap } = await deps.access.readPaid(accountId);
  const entitlement = entitlementAt(deps.catalog, grants, deps.now());
  if (entitlement.period?.start !== periodStart) return false;
  const ofAllowance = await notify(deps, { counter, entitlement, spendCap, of: 'allowance' });
  return (await notify(deps, { counter, entitlement, spendCap, of: 'cap' })) || ofAllowance;
}

type Notifying = {
  readonly counter: StoredCounter;
  readonly entitlement: Entitlement;
  readonly spendCap: SpendCap | null;
  readonly of: NotifiedOf;
};

/** It reads no usage if not even the taken units reach a part that is still to be notified. */
async function notify(deps: UsageNoticeDeps, { counter, entitlement, spendCap, of }: Notifying): Promise<boolean> {
  const { accountId, periodStart, limit, free, unusable } = counter;
  const lastNotified = counter.lastNotified[of];
  const found = (used: number) =>
    noticeOf[of](deps.catalog, entitlement, { used, free, unusable, lastNotified, spendCap });
  if (!found(limit - free)) return false;
  const due = found(usedIn(await deps.usageDays.read(accountId, daysSince(periodStart, deps.now())), periodStart));
  if (!due) return false;
  const { notice, percent, units } = due;
  await deps.mail.send({ template: 'notice', id: deps.newId(), accountId, notice });
  await deps.webhookEvents.send({ event: noticeEvent(accountId, notice, deps.now().toISOString()) });
  await deps.counterUpkeep.setLastNotified(counter, of, { percent, units });
  return true;
}
