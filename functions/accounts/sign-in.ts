import * as z from 'zod';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { token } from '../../shared/http/fields.ts';
import type { Route } from '../../shared/http/route.ts';
import { hashOfToken } from '../../shared/http/session.ts';
import type { LinkPreview } from '../../shared/http/views.ts';
import type { AccountsDeps } from './deps.ts';
import { linkInvalid, refusedLink } from './link-refusal.ts';
import { personOfLink } from './person-of-link.ts';
import { newSession } from './start-session.ts';
import { startedAnswer } from './started-answer.ts';

/** The token of a sign-in link. */
export const LinkTokenBody = z.strictObject({ token });

/** POST /v1/session/preview: whom the link would sign in. The link stays good, so a scanner that opens it burns nothing. */
export const previewLink =
  (deps: AccountsDeps): Route =>
  async (request) => {
    const link = await deps.sessions.peekLink(hashOfToken(bodyOf(request, LinkTokenBody).token), deps.now());
    if (!link) throw await refusedLink(deps, request);
    const { expiresAt, ...preview } = link;
    return ok(preview satisfies LinkPreview);
  };

/** POST /v1/session: uses the link up, makes person and organization where there are none, and starts a session. */
export const signInByLink =
  (deps: AccountsDeps): Route =>
  async (request) => {
    const tokenHash = hashOfToken(bodyOf(request, LinkTokenBody).token);
    const link = await deps.sessions.peekLink(tokenHash, deps.now());
    if (!link) throw await refusedLink(deps, request);
    const signingIn = await personOfLink(deps, link, request);
    if (!signingIn) throw linkInvalid();
    const started = newSession(deps, request, { ...signingIn, by: { signedInBy: 'link' } });
    if (!(await deps.sessions.exchangeLink(tokenHash, started.start, deps.now()))) throw linkInvalid();
    return startedAnswer(deps, request, started);
  };
