import { noticeEvent } from '../../domain/webhooks/event.ts';
import type { BillingState } from '../../storage/billing/billing.ts';
import type { SyncDeps } from './deps.ts';

/** Queues each notice as a mail and as an event. A notice that is queued again is mailed once and announced under the same id. */
export async function queueNotices(
  { mail, webhookEvents, newId }: Pick<SyncDeps, 'mail' | 'webhookEvents' | 'newId'>,
  { accountId, notices, syncedAt }: Pick<BillingState, 'accountId' | 'notices' | 'syncedAt'>,
): Promise<void> {
  for (const notice of notices) {
    await mail.send({ template: 'notice', id: newId(), accountId, notice });
    await webhookEvents.send({ event: noticeEvent(accountId, notice, String(syncedAt)) });
  }
}
