import { type AuthenticationResponseJSON, generateAuthenticationOptions } from '@simplewebauthn/server';
import * as z from 'zod';
import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import type { Route } from '../../shared/http/route.ts';
import { assertedPasskey, notAccepted } from './assertion.ts';
import type { AccountsDeps } from './deps.ts';
import { spendChallenge } from './known-browser.ts';
import { settled } from './person-of-link.ts';
import { newSession } from './start-session.ts';
import { startedAnswer } from './started-answer.ts';
import { putChallenge, relyingPartyOf, webAuthnResponse } from './web-authn.ts';

/** A passkey’s answer to the challenge of a sign-in. */
export const SignInAssertionBody = z.strictObject({ response: webAuthnResponse });
const signingIn = { purpose: 'sign-in', accountId: null } as const;

/** POST /v1/session/passkey/options: what `navigator.credentials.get` needs; good for 5 minutes. */
export const signInOptions =
  (deps: AccountsDeps): Route =>
  async (request) => {
    await spendChallenge(deps, request);
    const options = await generateAuthenticationOptions({
      rpID: relyingPartyOf(deps).expectedRPID,
      userVerification: 'required',
    });
    await putChallenge(deps, options.challenge, signingIn);
    return ok(options);
  };

/** POST /v1/session/passkey: the session says for which operator's address the passkey was enrolled, where it is the person's own. */
export const signInByPasskey =
  (deps: AccountsDeps): Route =>
  async (request) => {
    await spendChallenge(deps, request);
    const response = bodyOf(request, SignInAssertionBody).response as unknown as AuthenticationResponseJSON;
    const passkey = await assertedPasskey(deps, response, signingIn);
    const person = found(await deps.people.find(passkey.accountId), 'The person of this passkey');
    const started = newSession(deps, request, {
      ...(await settled(deps, person)),
      by: {
        signedInBy: 'passkey',
        passkeyId: passkey.id,
        ...(passkey.enrolledFor === person.email ? { enrolledFor: person.email } : {}),
      },
    });
    if (!(await deps.sessions.startSession(started.start))) throw notAccepted();
    return startedAnswer(deps, request, started);
  };
