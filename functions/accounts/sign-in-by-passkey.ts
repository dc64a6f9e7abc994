import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import { created, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { found } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { Passkey } from '../../shared/storage/passkeys.ts';
import type { AccountsDeps } from './deps.ts';
import { newSession } from './start-session.ts';
import { challengeIn, putChallenge, relyingPartyOf, webAuthnResponse } from './web-authn.ts';

const Assertion = z.strictObject({ response: webAuthnResponse });

/** POST /v1/session/passkey/options: what `navigator.credentials.get` needs; good for 5 minutes. */
export const signInOptions =
  (deps: AccountsDeps): Route =>
  async () => {
    const options = await generateAuthenticationOptions({
      rpID: relyingPartyOf(deps).expectedRPID,
      userVerification: 'required',
    });
    await putChallenge(deps, options.challenge, null);
    return ok(options);
  };

/** POST /v1/session/passkey */
export const signInByPasskey =
  (deps: AccountsDeps): Route =>
  async (request) => {
    const response = bodyOf(request, Assertion).response as unknown as AuthenticationResponseJSON;
    const challenge = challengeIn(response);
    const asked = await deps.passkeys.takeChallenge(challenge, deps.now());
    if (asked?.accountId !== null) throw notAccepted();
    const passkey = await deps.passkeys.find(response.id);
    if (!passkey) throw notAccepted();
    await deps.passkeys.setCounter(passkey.id, await verifiedCounter(deps, { passkey, response, challenge }));
    const account = found(await deps.accounts.find(passkey.accountId), 'The account of this passkey');
    const { start, view, cookie } = newSession(deps, account, 'passkey');
    if (!(await deps.sessions.startSession(start))) throw notAccepted();
    return { ...created(view), cookies: [cookie] };
  };

type Attempt = { readonly passkey: Passkey; readonly response: AuthenticationResponseJSON; readonly challenge: string };

async function verifiedCounter(deps: AccountsDeps, { passkey, response, challenge }: Attempt): Promise<number> {
  const result = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    ...relyingPartyOf(deps),
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
  }).catch((cause: unknown) => {
    throw notAccepted(cause);
  });
  if (!result.verified) throw notAccepted();
  return result.authenticationInfo.newCounter;
}

const notAccepted = (cause?: unknown) =>
  new AppError('passkey_invalid', 'This passkey was not accepted. Try again, or sign in with a link.', { cause });
