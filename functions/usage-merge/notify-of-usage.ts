import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { type Entitlement, entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import type { SpendCap } from '../../shared/domain/billing/spend-cap.ts';
import { daysSince, usedIn } from '../../shared/domain/usage/usage.ts';
import { spendCapNotice, usageNotice } from '../../shared/domain/usage/usage-notice.ts';
import { noticeEvent } from '../../shared/domain/webhooks/event.ts';
import type { NotifiedOf, StoredCounter } from '../../shared/storage/usage/counter-upkeep.ts';
import type { UsageNoticeDeps } from './deps.ts';

import { notifyOfCredit } from './notify-of-credit.ts';

const noticeOf = { allowance: usageNotice, cap: spendCapNotice } as const;

/**
 * Tells a buyer, and their webhooks, that 80 % or all of the present period's allowance is used, and of what their spend cap pays for beyond it, once
 * each. Queued first and noted after: who dies between queues it again, the mailer mails one of both, and webhooks know the event by its id.
 */
export async function notifyOfUsage(deps: UsageNoticeDeps, counter: StoredCounter): Promise<boolean> {
  const { accountId, periodStart } = counter;
  if (periodStart === creditPeriod) return notifyOfCredit(deps, counter);
  const { grants, spendCap } = await deps.access.read(accountId);
  const entitlement = entitlementAt(deps.catalog, grants, deps.now());
  if (entitlement.period?.start !== periodStart) return false;
  const ofAllowance = await tell(deps, { counter, entitlement, spendCap, of: 'allowance' });
  return (await tell(deps, { counter, entitlement, spendCap, of: 'cap' })) || ofAllowance;
}

type Telling = {
  readonly counter: StoredCounter;
  readonly entitlement: Entitlement;
  readonly spendCap: SpendCap | null;
  readonly of: NotifiedOf;
};

/** Nothing more is read where not even what was taken reaches a part that was not told. */
async function tell(deps: UsageNoticeDeps, { counter, entitlement, spendCap, of }: Telling): Promise<boolean> {
  const { accountId, periodStart, limit, free, unusable } = counter;
  const told = counter.told[of];
  const found = (used: number) => noticeOf[of](deps.catalog, entitlement, { used, free, unusable, told, spendCap });
  if (!found(limit - free)) return false;
  const due = found(usedIn(await deps.usageDays.read(accountId, daysSince(periodStart, deps.now())), periodStart));
  if (!due) return false;
  const { notice, percent, units } = due;
  await deps.mail.send({ template: 'notice', id: deps.newId(), accountId, notice });
  await deps.webhookEvents.send({ event: noticeEvent(accountId, notice, deps.now().toISOString()) });
  await deps.counterUpkeep.setTold(counter, of, { percent, units });
  return true;
}
