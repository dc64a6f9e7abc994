import { type AuthenticationResponseJSON, generateAuthenticationOptions } from '@simplewebauthn/server';
import * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import { noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { hashOfToken, sessionTokenOf } from '../../shared/http/session.ts';
import type { ListedPasskey } from '../../shared/storage/accounts/passkeys.ts';
import { assertedPasskey, notAccepted } from './assertion.ts';
import type { AccountsDeps } from './deps.ts';
import { guardsConsole } from './passkey-authority.ts';
import { putChallenge, relyingPartyOf, webAuthnResponse } from './web-authn.ts';

/** A passkey’s answer to the challenge of a presence. */
export const PresenceBody = z.strictObject({ response: webAuthnResponse });

/**
 * POST /v1/session/presence/options: what `navigator.credentials.get` needs to show that the person is there; good for 5 minutes.
 * @throws AppError 409 for a person without passkeys, who signs in again instead
 */
export const presenceRequest =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const known = await shownBy(deps, request);
    if (known.length === 0) throw new AppError('conflict', 'You have no passkey. Sign out and sign in again instead.');
    const options = await generateAuthenticationOptions({
      rpID: relyingPartyOf(deps).expectedRPID,
      userVerification: 'required',
      allowCredentials: known.map(({ id }) => ({ id })),
    });
    const { personId: accountId } = request.session;
    await putChallenge(deps, options.challenge, { purpose: 'presence', accountId });
    return ok(options);
  };

/** POST /v1/session/presence {response}: 204, and the session counts as present for 15 minutes. @throws AppError 401 */
export const showPresence =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const response = bodyOf(request, PresenceBody).response as unknown as AuthenticationResponseJSON;
    const { personId: accountId } = request.session;
    const { id } = await assertedPasskey(deps, response, { purpose: 'presence', accountId });
    const known = await shownBy(deps, request);
    if (!known.some((passkey) => passkey.id === id)) throw notAccepted();
    await deps.sessions.notePresence(hashOfToken(sessionTokenOf(request)), deps.now());
    return noContent();
  };

/** The passkeys that show this person: of an operator whose passkeys open the console, those enrolled for the address. */
async function shownBy(deps: AccountsDeps, { session }: SignedInRequest): Promise<readonly ListedPasskey[]> {
  const all = await deps.passkeys.listOf(session.personId);
  return guardsConsole(deps, session) ? all.filter(({ enrolledFor }) => enrolledFor === session.email) : all;
}
