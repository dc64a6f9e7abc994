import {
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import { created, noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import { found } from '../../shared/http/page.ts';
import { signedIn } from '../../shared/http/session.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { PasskeyView } from '../../shared/http/views.ts';
import type { AccountsDeps } from './deps.ts';
import { challengeIn, putChallenge, relyingPartyOf, webAuthnResponse } from './web-authn.ts';

const NewPasskey = z.strictObject({ label: line(60), response: webAuthnResponse });

/** GET /v1/passkeys */
export const listPasskeys = (deps: AccountsDeps): Route =>
  signedIn(deps, async ({ session }) => ok({ data: await deps.passkeys.listOf(session.accountId) }));

/** POST /v1/passkeys/options: what `navigator.credentials.create` needs; good for 5 minutes. */
export const passkeyOptions = (deps: AccountsDeps): Route =>
  signedIn(deps, async ({ session }) => {
    const known = await deps.passkeys.listOf(session.accountId);
    const options = await generateRegistrationOptions({
      rpName: deps.catalog.name,
      rpID: relyingPartyOf(deps).expectedRPID,
      userName: session.email,
      userID: new TextEncoder().encode(session.accountId),
      excludeCredentials: known.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await putChallenge(deps, options.challenge, session.accountId);
    return ok(options);
  });

/** POST /v1/passkeys */
export const addPasskey = (deps: AccountsDeps): Route =>
  signedIn(deps, async (request) => {
    const { label, response } = bodyOf(request, NewPasskey);
    const { accountId, email } = request.session;
    const credential = await verified(deps, response as unknown as RegistrationResponseJSON, accountId);
    const passkey = { id: credential.id, label, createdAt: deps.now().toISOString() };
    const isNew = await deps.passkeys.insert({
      ...passkey,
      accountId,
      email,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: credential.transports ?? [],
    });
    if (!isNew) throw new AppError('conflict', 'This passkey is registered already.');
    return created(passkey satisfies PasskeyView);
  });

/** DELETE /v1/passkeys/{id} */
export const removePasskey = (deps: AccountsDeps): Route =>
  signedIn(deps, async ({ session, params }) => {
    const removed = await deps.passkeys.remove(session.accountId, params.id ?? '');
    found(removed || null, 'This passkey');
    return noContent();
  });

async function verified(deps: AccountsDeps, response: RegistrationResponseJSON, accountId: string) {
  const challenge = challengeIn(response);
  const asked = await deps.passkeys.takeChallenge(challenge, deps.now());
  if (asked?.accountId !== accountId)
    throw new AppError('passkey_invalid', 'The request for a passkey has expired. Start again.');
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    ...relyingPartyOf(deps),
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw new AppError('passkey_invalid', 'This passkey could not be verified.', { cause });
  });
  if (!result.verified) throw new AppError('passkey_invalid', 'This passkey could not be verified.');
  return result.registrationInfo.credential;
}
