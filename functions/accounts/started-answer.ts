import { type Answer, created } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { AccountsDeps } from './deps.ts';
import { knownCookieOf } from './known-browser.ts';
import { noteSignIn } from './note-sign-in.ts';
import type { Started } from './start-session.ts';

/** The answer once a session has started: its cookie. Its network and device are noted before. */
export async function startedAnswer(deps: AccountsDeps, request: ApiRequest, started: Started): Promise<Answer> {
  await noteSignIn(deps, request, { ...started.start.session, memberships: started.memberships });
  const known = await knownCookieOf(deps, started.start.session.personId);
  return { ...created(started.view), cookies: [started.cookie, ...known] };
}
