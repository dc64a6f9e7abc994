import { personActing } from '../../shared/domain/accounts/actor.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { BillingDeps } from './deps.ts';

/** The line of the trail of a purchase that begins. It is written with the attempt, before Stripe is called. */
export const purchaseLine = (
  { newId, now }: BillingDeps,
  { session }: SignedInRequest,
  what: Pick<AuditEntry, 'action' | 'detail'>,
): AuditEntry => ({
  id: newId(),
  accountId: session.accountId,
  at: now().toISOString(),
  actor: personActing(session),
  ...what,
});
