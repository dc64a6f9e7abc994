import { type Account, type Session, sessionDays } from '../../shared/domain/accounts/account.ts';
import { personActing } from '../../shared/domain/accounts/actor.ts';
import { type Answer, created } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { cookieOf, hashOfToken } from '../../shared/http/session.ts';
import type { SessionView } from '../../shared/http/views.ts';
import type { SessionStart } from '../../shared/storage/accounts/sign-in.ts';
import type { AccountsDeps } from './deps.ts';
import { noteSignIn } from './note-sign-in.ts';

type Started = { readonly start: SessionStart; readonly view: SessionView; readonly cookie: string };

/** A session to start of an account; the cookie holds its token, the table will hold only the token's hash. */
export function newSession(
  { now, newToken, newId }: AccountsDeps,
  account: Account,
  by: Pick<Session, 'signedInBy' | 'passkeyId' | 'enrolledFor'>,
): Started {
  const token = newToken();
  const maxAgeSeconds = sessionDays * 86_400;
  const at = now();
  const expiresAt = new Date(at.getTime() + maxAgeSeconds * 1000).toISOString();
  const { id: accountId, email } = account;
  const audit = {
    id: newId(),
    accountId,
    at: at.toISOString(),
    action: 'session.started',
    actor: personActing({ personId: accountId, email }),
    detail: { by: by.signedInBy },
  };
  const session = {
    personId: accountId,
    accountId,
    role: 'owner',
    email,
    ...by,
    presentAt: at.toISOString(),
    expiresAt,
  } as const;
  return {
    start: { tokenHash: hashOfToken(token), session, audit },
    view: { accountId, email, expiresAt },
    cookie: cookieOf(token, maxAgeSeconds),
  };
}

/** The answer once a session has started: its cookie. Its network and device are noted before. */
export async function startedAnswer(deps: AccountsDeps, request: ApiRequest, started: Started): Promise<Answer> {
  await noteSignIn(deps, request, started.start.session);
  return { ...created(started.view), cookies: [started.cookie] };
}
