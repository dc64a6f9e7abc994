import * as z from 'zod';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import { AppError } from '../../shared/errors.ts';
import { type ApiRequest, languageOf } from '../../shared/http/request.ts';
import type { PasskeyChallenge } from '../../shared/storage/accounts/passkeys.ts';
import type { AccountsDeps } from './deps.ts';

const challengeMinutes = 5;

/** The credential that a browser answers with. The WebAuthn library checks its contents. */
export const webAuthnResponse = z.looseObject(
  {
    id: z.string().max(1024),
    response: z.looseObject({ clientDataJSON: z.string().max(4096) }),
  },
  { error: 'must be the result of navigator.credentials, as JSON' },
);

/** The relying party is the portal's own host. */
export const relyingPartyOf = ({ origin }: AccountsDeps) => ({
  expectedOrigin: origin,
  expectedRPID: new URL(origin).hostname,
});

/** The relying party as a registration names it, in the language of the request. */
export const namedRelyingParty = (deps: AccountsDeps, request: ApiRequest) => ({
  rpName: textIn(deps.catalog.name, languageOf(request)),
  rpID: relyingPartyOf(deps).expectedRPID,
});

type Of<C> = C extends PasskeyChallenge ? Omit<C, 'expiresAt'> : never;

/** Remembers for 5 minutes what a challenge was given for. */
export async function putChallenge(deps: AccountsDeps, challenge: string, of: Of<PasskeyChallenge>): Promise<void> {
  const expiresAt = new Date(deps.now().getTime() + challengeMinutes * 60_000).toISOString();
  await deps.passkeys.putChallenge(challenge, { ...of, expiresAt });
}

/** The challenge that a response answers. @throws AppError 401 when it cannot be read */
export function challengeIn(response: { readonly response: { readonly clientDataJSON: string } }): string {
  try {
    const clientData: unknown = JSON.parse(Buffer.from(response.response.clientDataJSON, 'base64url').toString('utf8'));
    return z.object({ challenge: z.string().min(16).max(200) }).parse(clientData).challenge;
  } catch (cause) {
    throw new AppError('passkey_invalid', 'The passkey’s response could not be read.', { cause });
  }
}
