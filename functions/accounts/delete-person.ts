import { keptOfPerson } from '../../shared/domain/accounts/kept.ts';
import { accepted } from '../../shared/http/answer.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { cookieOf, lacksPasskey, passkeyRequired } from '../../shared/http/session.ts';
import type { DeletionView } from '../../shared/http/views.ts';
import { textFor } from '../../shared/problems/in-arabic.ts';
import { leavePerson, membershipsToEnd } from '../../shared/services/accounts/leave-person.ts';
import { settlePerson } from '../../shared/services/accounts/settle-person.ts';
import type { AccountsDeps } from './deps.ts';

/**
 * DELETE /v1/person: 202 once the deletion of the login is certain to happen; 409 for the last owner of an organization. The message is queued
 * first: where the request is interrupted after that, the job itself ends the memberships.
 */
export const deleteLogin =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const { session } = request;
    const { personId, email } = session;
    if (lacksPasskey(deps, session)) throw passkeyRequired();
    await settlePerson(deps, personId);
    const person = { id: personId, email };
    const isUnderHold = await isAnyHeld(deps, personId);
    const isLeaving = await deps.people.isLeaving(personId);
    if (!isLeaving) await membershipsToEnd(deps, person);
    await deps.leaving.send({ personId });
    if (!isLeaving) await leavePerson(deps, person);
    const message = 'We are deleting your login, and email you when it is done.';
    const body = {
      message: textFor(languageOf(request), message),
      kept: keptOfPerson({ deletedAt: deps.now().toISOString(), isUnderHold }),
    } satisfies DeletionView;
    return { ...accepted(body), cookies: [cookieOf('', 0)] };
  };

/** Whether an organization that they belong to, or ever did, is under a legal hold. */
async function isAnyHeld({ members, holds }: AccountsDeps, personId: string): Promise<boolean> {
  const organizations = await members.everOf(personId);
  const found = await Promise.all(organizations.map((each) => holds.find(each)));
  return found.some((hold) => hold !== null);
}
