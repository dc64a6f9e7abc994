import { type Account, type Session, sessionDays } from '../../shared/domain/accounts/account.ts';
import { cookieOf, hashOf } from '../../shared/http/session.ts';
import type { SessionView } from '../../shared/http/views.ts';
import type { AccountsDeps } from './deps.ts';

/** Starts a session of an account; the cookie holds its token, the table only the token's hash. */
export async function startSession(
  { sessions, audit, now, newToken, newId }: AccountsDeps,
  account: Account,
  signedInBy: Session['signedInBy'],
): Promise<{ readonly view: SessionView; readonly cookie: string }> {
  const token = newToken();
  const maxAgeSeconds = sessionDays * 86_400;
  const at = now();
  const expiresAt = new Date(at.getTime() + maxAgeSeconds * 1000).toISOString();
  const { id: accountId, email } = account;
  await sessions.putSession(hashOf(token), { accountId, email, signedInBy, expiresAt });
  await audit.append({
    id: newId(),
    accountId,
    at: at.toISOString(),
    action: 'session.started',
    actor: email,
    detail: { by: signedInBy },
  });
  return { view: { accountId, email, expiresAt }, cookie: cookieOf(token, maxAgeSeconds) };
}
