import { accepted } from '../../shared/http/answer.ts';
import { type Route, signedIn } from '../../shared/http/route.ts';
import { cookieOf, lacksPasskey, passkeyRequired } from '../../shared/http/session.ts';
import type { AccountsDeps } from './deps.ts';

/**
 * DELETE /v1/account: 202 once it is sure to be done. The queue comes first: where the rest is interrupted, the job notes
 * itself that the account is leaving; noted first and not queued, it would be left neither here nor gone. An operator's mailbox alone does not
 * delete an operator's passkeys this way either.
 */
export const deleteAccount = (deps: AccountsDeps): Route =>
  signedIn(deps, async ({ session }) => {
    const { accountId } = session;
    if (lacksPasskey(deps, session)) throw passkeyRequired();
    await deps.leaving.send({ accountId });
    const at = deps.now().toISOString();
    await deps.accounts.leave(accountId, {
      id: deps.newId(),
      accountId,
      at,
      action: 'account.leaving',
      actor: accountId,
      detail: {},
    });
    const body = { message: 'We are deleting your organization, and email you when it is done.' };
    return { ...accepted(body), cookies: [cookieOf('', 0)] };
  });
