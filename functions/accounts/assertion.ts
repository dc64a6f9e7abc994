import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { AppError } from '../../shared/errors.ts';
import type { Passkey, PasskeyChallenge } from '../../shared/storage/accounts/passkeys.ts';
import type { AccountsDeps } from './deps.ts';
import { challengeIn, relyingPartyOf } from './web-authn.ts';

/** The purpose and account that a challenge was issued for. */
export type Asked = Pick<PasskeyChallenge, 'purpose' | 'accountId'>;

/**
 * The passkey that an assertion proves to be present. The challenge must have been issued for this purpose and account; it works once.
 * @throws AppError 401 where the assertion proves nothing, or its challenge was issued for another purpose or account
 */
export async function assertedPasskey(
  deps: AccountsDeps,
  response: AuthenticationResponseJSON,
  { purpose, accountId }: Asked,
): Promise<Passkey> {
  const challenge = challengeIn(response);
  const asked = await deps.passkeys.takeChallenge(challenge, deps.now());
  if (asked?.purpose !== purpose || asked.accountId !== accountId) throw notAccepted();
  const passkey = await deps.passkeys.find(response.id);
  if (!passkey) throw notAccepted();
  await deps.passkeys.setCounter(passkey.id, await verifiedCounter(deps, { passkey, response, challenge }));
  return passkey;
}

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

/** A 401 that does not say why a passkey was refused; the cause goes to the log. */
export const notAccepted = (cause?: unknown) =>
  new AppError('passkey_invalid', 'This passkey was not accepted. Try again, or use a sign-in link.', { cause });
