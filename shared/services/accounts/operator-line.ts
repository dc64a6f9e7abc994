import { operatorActing } from '../../domain/accounts/actor.ts';
import type { OperatorRequest } from '../../http/route.ts';
import type { AuditEntry } from '../../storage/accounts/audit.ts';

type LineDeps = { readonly newId: () => string; readonly now: () => Date };

/** The trail's line of what an operator does: on whose trail, and besides its own detail the operator's role and reason. */
export const operatorLine = (
  { newId, now }: LineDeps,
  { operator, session }: Pick<OperatorRequest, 'operator' | 'session'>,
  { accountId, action, detail }: Pick<AuditEntry, 'accountId' | 'action' | 'detail'>,
): AuditEntry => ({
  ...{ id: newId(), accountId, at: now().toISOString(), action, actor: operatorActing(session) },
  detail: { ...detail, operatorRole: operator.role, reason: operator.reason },
});
