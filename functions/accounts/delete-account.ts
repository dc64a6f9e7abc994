import { personActing } from '../../shared/domain/accounts/actor.ts';
import { accepted } from '../../shared/http/answer.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { cookieOf, lacksPasskey, passkeyRequired } from '../../shared/http/session.ts';
import type { AccountsDeps } from './deps.ts';

/**
 * DELETE /v1/account: 202 once the deletion is certain to happen.
 * The message is queued first. If the request is interrupted after that, the job itself notes that the account is being deleted.
 * Noted first but not queued, the account would be neither usable nor deleted.
 * As elsewhere, an operator's mailbox alone cannot remove an operator's passkeys.
 */
export const deleteAccount =
  (deps: AccountsDeps): SignedInRoute =>
  async ({ session }) => {
    const { accountId } = session;
    if (lacksPasskey(deps, session)) throw passkeyRequired();
    await deps.leaving.send({ accountId });
    const at = deps.now().toISOString();
    await deps.accounts.leave(accountId, {
      id: deps.newId(),
      accountId,
      at,
      action: 'account.leaving',
      actor: personActing(session),
      detail: {},
    });
    const body = { message: 'We are deleting your organization, and email you when it is done.' };
    return { ...accepted(body), cookies: [cookieOf('', 0)] };
  };
