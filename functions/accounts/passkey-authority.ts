import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import * as z from 'zod';
import type { Session } from '../../shared/domain/accounts/account.ts';
import { isOperator } from '../../shared/domain/accounts/operator.ts';
import { operatorCodeDigest } from '../../shared/domain/accounts/operator-code.ts';
import { AppError } from '../../shared/errors.ts';
import { line } from '../../shared/http/fields.ts';
import type { Authority } from '../../shared/storage/accounts/passkeys.ts';
import { assertedPasskey } from './assertion.ts';
import type { AccountsDeps } from './deps.ts';
import { webAuthnResponse } from './web-authn.ts';

/** The proof of an operator before another passkey: a one-time code, or an assertion of one that is enrolled. */
export const Shown = z.strictObject({
  code: line('operatorCode').optional(),
  assertion: webAuthnResponse.optional(),
});

/** Whether passkeys of this session's account open the console, so that a session alone may not register one. */
export const guardsConsole = ({ operators, operatorSignIn }: AccountsDeps, { email }: Session): boolean =>
  operatorSignIn === 'passkey' && isOperator(operators, email);

/**
 * The proof by which the session may register a passkey. A buyer's session is proof enough.
 * An operator's is not, however it began: neither a mailbox nor a stolen session may become the console.
 * @throws AppError 403 where a code or an assertion is needed, 401 where the assertion proves nothing
 */
export async function authorityOf(
  deps: AccountsDeps,
  session: Session,
  { code, assertion }: z.infer<typeof Shown>,
): Promise<Authority> {
  if (!guardsConsole(deps, session)) return { by: 'session' };
  if (code !== undefined) return byInvitation(deps, session, code);
  if (assertion !== undefined) return byPasskey(deps, session, assertion as unknown as AuthenticationResponseJSON);
  const known = await deps.passkeys.listOf(session.personId);
  if (known.some(({ enrolledFor }) => enrolledFor === session.email))
    throw new AppError('presence_required', 'Confirm with one of your passkeys, or enter a one-time code.');
  throw new AppError('invitation_required', 'Enter the one-time code from `npm run operators -- invite`.');
}

async function byInvitation(deps: AccountsDeps, { email }: Session, code: string): Promise<Authority> {
  const digest = operatorCodeDigest(code, email);
  if (await deps.operatorInvitations.isGood({ email, digest }, deps.now())) return { by: 'invitation', digest };
  throw new AppError(
    'invitation_required',
    'This code is for another address, was used, or has expired. Request a new one.',
  );
}

async function byPasskey(
  deps: AccountsDeps,
  { personId, email }: Session,
  response: AuthenticationResponseJSON,
): Promise<Authority> {
  const passkey = await assertedPasskey(deps, response, { purpose: 'presence', accountId: personId });
  if (passkey.accountId === personId && passkey.enrolledFor === email) return { by: 'passkey', passkeyId: passkey.id };
  throw new AppError(
    'presence_required',
    'This passkey is not enrolled for this operator. Use an enrolled passkey, or a one-time code.',
  );
}
