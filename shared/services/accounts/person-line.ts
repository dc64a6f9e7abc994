import type { Session } from '../../domain/accounts/account.ts';
import { personActing } from '../../domain/accounts/actor.ts';
import type { AuditEntry } from '../../storage/accounts/audit.ts';

type LineDeps = { readonly newId: () => string; readonly now: () => Date };

/** The trail's line of what a person does, in the trail of the organization that the session acts for. */
export const personLine = (
  { newId, now }: LineDeps,
  session: Pick<Session, 'personId' | 'accountId' | 'email'>,
  what: Pick<AuditEntry, 'action' | 'detail'>,
): AuditEntry => ({
  ...{ id: newId(), accountId: session.accountId, at: now().toISOString() },
  ...{ actor: personActing(session), ...what },
});
