import { keptOfOrganization } from '../../shared/domain/accounts/kept.ts';
import { accepted } from '../../shared/http/answer.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { cookieOf, lacksPasskey, passkeyRequired } from '../../shared/http/session.ts';
import type { DeletionView } from '../../shared/http/views.ts';
import { textFor } from '../../shared/problems/in-arabic.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import { settlePerson } from '../../shared/services/accounts/settle-person.ts';
import type { AccountsDeps } from './deps.ts';

/**
 * DELETE /v1/account: 202 once the deletion of the organization is certain to happen.
 * The message is queued first. If the request is interrupted after that, the job itself notes that the account is being deleted.
 * Noted first but not queued, the account would be neither usable nor deleted.
 * A person who is alone in their only organization leaves with it, as one mailbox did that was an account; members of others stay people.
 * As elsewhere, an operator's mailbox alone cannot remove an operator's passkeys.
 */
export const deleteAccount =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const { session } = request;
    const { accountId, personId } = session;
    if (lacksPasskey(deps, session)) throw passkeyRequired();
    await settlePerson(deps, personId);
    await deps.leaving.send({ accountId });
    const audit = personLine(deps, session, { action: 'account.leaving', detail: {} });
    const isAlone = await deps.accounts.leave(accountId, audit, personId);
    if (!isAlone) await deps.accounts.leave(accountId, audit);
    const isUnderHold = (await deps.holds.find(accountId)) !== null;
    const kept = keptOfOrganization({ deletedAt: audit.at, isUnderHold }, deps.catalog);
    const message = 'We are deleting your organization, and email you when it is done.';
    const body = { message: textFor(languageOf(request), message), kept } satisfies DeletionView;
    return isAlone ? { ...accepted(body), cookies: [cookieOf('', 0)] } : accepted(body);
  };
