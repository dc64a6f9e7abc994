import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import * as z from 'zod';
import { AppError, found } from '../../shared/errors.ts';
import { created, noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { cookieOf, opensConsole, passkeyRequired } from '../../shared/http/session.ts';
import { settlePerson } from '../../shared/services/accounts/settle-person.ts';
import type { ListedPasskey } from '../../shared/storage/accounts/passkeys.ts';
import type { AccountsDeps } from './deps.ts';
import { authorityOf, guardsConsole, Shown } from './passkey-authority.ts';
import { notifyOfPasskeyChange, passkeyLine, passkeyView } from './passkey-change.ts';
import { challengeIn, namedRelyingParty, putChallenge, relyingPartyOf, webAuthnResponse } from './web-authn.ts';

/** A new passkey, as the browser made it. */
export const NewPasskeyBody = z.strictObject({ label: line('passkeyLabel'), response: webAuthnResponse });

/** GET /v1/passkeys */
export const listPasskeys =
  (deps: AccountsDeps): SignedInRoute =>
  async ({ session }) => {
    const all = await deps.passkeys.listOf(session.personId);
    return ok({ data: all.map(passkeyView) });
  };

/** POST /v1/passkeys/presence: what `navigator.credentials.get` needs to show that a passkey enrolled for this operator is there; good for 5 minutes. */
export const presenceOptions =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const { personId, email } = request.session;
    const known = await deps.passkeys.listOf(personId);
    const enrolled = known.filter(({ enrolledFor }) => enrolledFor === email);
    const options = await generateAuthenticationOptions({
      rpID: relyingPartyOf(deps).expectedRPID,
      userVerification: 'required',
      allowCredentials: enrolled.map(({ id }) => ({ id })),
    });
    await putChallenge(deps, options.challenge, { purpose: 'presence', accountId: personId });
    return ok(options);
  };

/** POST /v1/passkeys/options {code?, assertion?}: what `navigator.credentials.create` needs; good for 5 minutes. */
export const passkeyOptions =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const { personId, email } = request.session;
    const authority = await authorityOf(deps, request.session, bodyOf(request, Shown));
    const known = await deps.passkeys.listOf(personId);
    const options = await generateRegistrationOptions({
      ...namedRelyingParty(deps, request),
      userName: email,
      userID: new TextEncoder().encode(personId),
      excludeCredentials: known.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await putChallenge(deps, options.challenge, { purpose: 'registration', accountId: personId, authority });
    return ok(options);
  };

/** POST /v1/passkeys: told by mail before it is registered, so that none is registered untold. */
export const addPasskey =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const { session } = request;
    const { label, response } = bodyOf(request, NewPasskeyBody);
    const { credential, authority } = await verified(deps, response as unknown as RegistrationResponseJSON, session);
    if (authority.by === 'session' && guardsConsole(deps, session)) throw passkeyRequired();
    const enrolledFor = authority.by === 'session' ? null : session.email;
    const listed: ListedPasskey = { id: credential.id, label, createdAt: deps.now().toISOString(), enrolledFor };
    await settlePerson(deps, session.personId);
    if (await deps.passkeys.find(listed.id)) throw new AppError('conflict', 'This passkey is already registered.');
    await notifyOfPasskeyChange(deps, session, { change: 'added', label });
    const { personId, email } = session;
    const { publicKey, counter, transports = [] } = credential;
    const audit = passkeyLine(deps, session, { change: 'added', passkey: listed, by: authority.by });
    const passkey = { ...listed, accountId: personId, email, publicKey, counter, transports };
    if (!(await deps.passkeys.insert(passkey, { authority, audit, now: deps.now() })))
      throw new AppError('conflict', 'This passkey is already registered, or its confirmation was used. Start again.');
    return created(passkeyView(listed));
  };

/**
 * DELETE /v1/passkeys/{id}: its sessions end with it, this one too. It signs in no more from the first step on, and stays listed until the
 * last, so what was interrupted can be done again.
 */
export const removePasskey =
  (deps: AccountsDeps): SignedInRoute =>
  async ({ session, params: { id = '' } }) => {
    const { personId } = session;
    const known = await deps.passkeys.listOf(personId);
    const passkey = found(known.find((each) => each.id === id) ?? null, 'This passkey');
    if (passkey.enrolledFor !== null && guardsConsole(deps, session) && !opensConsole(deps, session))
      throw passkeyRequired();
    await deps.passkeys.block(personId, id, deps.now());
    await deps.sessions.endSessionsOf(personId, id);
    await notifyOfPasskeyChange(deps, session, { change: 'removed', label: passkey.label });
    await deps.passkeys.remove(personId, id, passkeyLine(deps, session, { change: 'removed', passkey, by: 'session' }));
    return session.passkeyId === id ? { ...noContent(), cookies: [cookieOf('', 0)] } : noContent();
  };

async function verified(deps: AccountsDeps, response: RegistrationResponseJSON, { personId }: { personId: string }) {
  const challenge = challengeIn(response);
  const asked = await deps.passkeys.takeChallenge(challenge, deps.now());
  if (asked?.purpose !== 'registration' || asked.accountId !== personId)
    throw new AppError('passkey_invalid', 'The passkey request has expired. Start again.');
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    ...relyingPartyOf(deps),
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw new AppError('passkey_invalid', 'This passkey could not be verified.', { cause });
  });
  if (!result.verified) throw new AppError('passkey_invalid', 'This passkey could not be verified.');
  return { credential: result.registrationInfo.credential, authority: asked.authority };
}
