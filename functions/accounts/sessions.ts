import { createHash } from 'node:crypto';
import { found } from '../../shared/errors.ts';
import { noContent, ok } from '../../shared/http/answer.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { cookieOf, hashOfToken, sessionTokenOf } from '../../shared/http/session.ts';
import type { OwnSessionView } from '../../shared/http/views.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import type { ListedSession } from '../../shared/storage/accounts/session-items.ts';
import type { AccountsDeps } from './deps.ts';

/** A session's public name: nobody gets from it to the token's hash. */
const idOf = (tokenHash: string): string => createHash('sha256').update(tokenHash).digest('base64url').slice(0, 22);

/** GET /v1/sessions: a person's own, the newest first. */
export const listSessions =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const own = hashOfToken(sessionTokenOf(request));
    const all = await deps.sessions.listSessions(request.session.personId, deps.now());
    return ok({ data: all.map((each) => viewOf(each, own)) });
  };

/** DELETE /v1/sessions/{id}: signs one of the person's browsers out; 204. */
export const revokeSession =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const { personId } = request.session;
    const all = await deps.sessions.listSessions(personId, deps.now());
    const { tokenHash } = found(
      all.find((each) => idOf(each.tokenHash) === request.params.id),
      'This session',
    );
    const line = personLine(deps, request.session, { action: 'session.ended', detail: {} });
    const isEnded = await deps.sessions.endSession({ tokenHash, personId }, line);
    found(isEnded || null, 'This session');
    const isOwn = tokenHash === hashOfToken(sessionTokenOf(request));
    return isOwn ? { ...noContent(), cookies: [cookieOf('', 0)] } : noContent();
  };

/** DELETE /v1/session: signs out, with a line in the trail; 204. */
export const endSession =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const { session } = request;
    const own = { tokenHash: hashOfToken(sessionTokenOf(request)), personId: session.personId };
    await deps.sessions.endSession(own, personLine(deps, session, { action: 'session.ended', detail: {} }));
    return { ...noContent(), cookies: [cookieOf('', 0)] };
  };

/** DELETE /v1/sessions: signs out everywhere, here too. The line comes first, since the sessions may be more than one transaction holds. */
export const endAllSessions =
  (deps: AccountsDeps): SignedInRoute =>
  async ({ session }) => {
    await deps.audit.append(personLine(deps, session, { action: 'session.all_ended', detail: {} }));
    await deps.sessions.endSessionsOf(session.personId);
    return { ...noContent(), cookies: [cookieOf('', 0)] };
  };

const viewOf = ({ tokenHash, startedAt, passkeyId, browser, network }: ListedSession, own: string): OwnSessionView => ({
  id: idOf(tokenHash),
  startedAt: startedAt ?? null,
  signedInBy: passkeyId === undefined ? 'link' : 'passkey',
  browser: browser ?? null,
  network: network ?? null,
  current: tokenHash === own,
});
