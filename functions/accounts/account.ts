import type { Session } from '../../shared/domain/accounts/account.ts';
import { ok } from '../../shared/http/answer.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { lacksPasskey } from '../../shared/http/session.ts';
import type { AccountView } from '../../shared/http/views.ts';
import { ownAccount } from '../../shared/services/accounts/own-account.ts';
import type { AccountsDeps } from './deps.ts';

/** GET /v1/account: who is signed in, what is subscribed, and what that allows now. */
export const readAccount =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const operatorStep = await operatorStepOf(deps, request.session);
    return ok({ ...(await ownAccount(deps, request)), ...(operatorStep && { operatorStep }) });
  };

/** The step that an operator lacks for the console: a passkey, or a sign-in with it. */
async function operatorStepOf(deps: AccountsDeps, session: Session): Promise<AccountView['operatorStep']> {
  if (!lacksPasskey(deps, session)) return undefined;
  const known = await deps.passkeys.listOf(session.personId);
  return known.some(({ enrolledFor }) => enrolledFor === session.email) ? 'sign_in_with_passkey' : 'enrol_passkey';
}
