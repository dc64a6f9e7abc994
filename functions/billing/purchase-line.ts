import { personActing } from '../../shared/domain/accounts/actor.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { BillingDeps } from './deps.ts';

/** The trail's line of what a person began to buy, written with the attempt and before Stripe is asked. */
export const purchaseLine = (
  { newId, now }: Pick<BillingDeps, 'newId' | 'now'>,
  { session }: Pick<SignedInRequest, 'session'>,
  what: Pick<AuditEntry, 'action' | 'detail'>,
): AuditEntry => ({
  id: newId(),
  accountId: session.accountId,
  at: now().toISOString(),
  actor: personActing(session),
  ...what,
});
