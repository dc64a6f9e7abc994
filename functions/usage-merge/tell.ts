import { creditPeriod } from '../../shared/domain/billing/credit.ts';
import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { daysSince, usedIn } from '../../shared/domain/usage/usage.ts';
import { percentReached, usageNotice } from '../../shared/domain/usage/usage-notice.ts';
import { noticeEvent } from '../../shared/domain/webhooks/event.ts';
import type { KeptCounter } from '../../shared/storage/counter-upkeep.ts';
import type { UsageMergeDeps } from './deps.ts';
import { tellCredit } from './tell-credit.ts';

/**
 * Tells a buyer, and their webhooks, that 80 % or all of the present period's allowance is used, once each. Queued first and noted after: who dies between
 * queues it again, the mailer mails one of both, and webhooks know the event by its id. Nothing more is read where not even what was taken reaches a part that was not told.
 */
export async function tellUsage(deps: UsageMergeDeps, counter: KeptCounter): Promise<boolean> {
  const { accountId, periodStart, limit, free, told } = counter;
  if (periodStart === creditPeriod) return tellCredit(deps, counter);
  if (told === 100) return false;
  const { grants } = await deps.access.read(accountId);
  const entitlement = entitlementAt(deps.catalog, grants, deps.now());
  if (entitlement.period?.start !== periodStart) return false;
  if ((percentReached(entitlement.allowance, limit - free) ?? 0) <= told) return false;
  const used = usedIn(await deps.usageDays.read(accountId, daysSince(periodStart, deps.now())), periodStart);
  const notice = usageNotice(deps.catalog, entitlement, { used, free, told });
  if (notice?.kind !== 'usage_reached') return false;
  await deps.mail.send({ template: 'notice', id: deps.newId(), accountId, notice });
  await deps.webhookEvents.send({ event: noticeEvent(accountId, notice, deps.now().toISOString()) });
  await deps.counterUpkeep.setTold(counter, notice.percent);
  return true;
}
