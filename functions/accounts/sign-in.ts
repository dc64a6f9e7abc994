import * as z from 'zod';
import { budgets } from '../../shared/domain/access/budgets.ts';
import type { SignInLink } from '../../shared/domain/accounts/account.ts';
import { personActing } from '../../shared/domain/accounts/actor.ts';
import { AppError } from '../../shared/errors.ts';
import { noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { token } from '../../shared/http/fields.ts';
import { type ApiRequest, languageOf } from '../../shared/http/request.ts';
import type { Route, SignedInRoute } from '../../shared/http/route.ts';
import { cookieOf, hashOfToken, sessionTokenOf } from '../../shared/http/session.ts';
import type { LinkPreview } from '../../shared/http/views.ts';
import { spendAnonymously } from '../../shared/services/budgets/budgets.ts';
import type { AccountsDeps } from './deps.ts';
import { newSession, startedAnswer } from './start-session.ts';

const Token = z.strictObject({ token });

/** POST /v1/session/preview: whom the link would sign in. The link stays good, so a scanner that opens it burns nothing. */
export const previewLink =
  (deps: AccountsDeps): Route =>
  async (request) => {
    const link = await deps.sessions.peekLink(hashOfToken(bodyOf(request, Token).token), deps.now());
    if (!link) throw await refusedLink(deps, request);
    const { expiresAt, ...preview } = link;
    return ok(preview satisfies LinkPreview);
  };

/** POST /v1/session: uses the link up, makes the account where there is none, and starts a session. */
export const signInByLink =
  (deps: AccountsDeps): Route =>
  async (request) => {
    const tokenHash = hashOfToken(bodyOf(request, Token).token);
    const link = await deps.sessions.peekLink(tokenHash, deps.now());
    if (!link) throw await refusedLink(deps, request);
    const account = await accountOf(deps, link, request);
    if (!account) throw linkInvalid();
    const started = newSession(deps, account, { signedInBy: 'link' });
    if (!(await deps.sessions.exchangeLink(tokenHash, started.start, deps.now()))) throw linkInvalid();
    return startedAnswer(deps, request, started);
  };

/** DELETE /v1/session: signs out, with a line in the trail; 204. */
export const endSession =
  (deps: AccountsDeps): SignedInRoute =>
  async (request) => {
    const { accountId } = request.session;
    await deps.sessions.endSession(hashOfToken(sessionTokenOf(request)), {
      id: deps.newId(),
      accountId,
      at: deps.now().toISOString(),
      action: 'session.ended',
      actor: personActing(request.session),
      detail: {},
    });
    return { ...noContent(), cookies: [cookieOf('', 0)] };
  };

/** DELETE /v1/sessions: signs out everywhere, here too. The line comes first, since the sessions may be more than one transaction holds. */
export const endAllSessions =
  (deps: AccountsDeps): SignedInRoute =>
  async ({ session }) => {
    const { accountId } = session;
    const line = { id: deps.newId(), accountId, at: deps.now().toISOString(), actor: personActing(session) };
    await deps.audit.append({ ...line, action: 'session.all_ended', detail: {} });
    await deps.sessions.endSessionsOf(accountId);
    return { ...noContent(), cookies: [cookieOf('', 0)] };
  };

/** A link without an organization is for an account that exists, or for an operator; null where that account has gone since. */
async function accountOf(deps: AccountsDeps, link: SignInLink, request: ApiRequest) {
  const makesAccount = link.organization !== null || deps.catalog.operators.some(({ email }) => email === link.email);
  if (!makesAccount) return deps.accounts.findByEmail(link.email);
  const { account } = await deps.accounts.findOrCreate({
    id: `acc_${deps.newId()}`,
    email: link.email,
    organization: link.organization ?? deps.catalog.name,
    language: languageOf(request),
    createdAt: deps.now().toISOString(),
    stripeCustomerId: null,
  });
  return account;
}

/** A link that is not good counts for the client that tried it; a good one never does, whatever strangers on the network tried. */
async function refusedLink(deps: AccountsDeps, request: ApiRequest): Promise<AppError> {
  await spendAnonymously(deps, request, { budget: budgets.links });
  return linkInvalid();
}

const linkInvalid = () =>
  new AppError(
    'link_invalid',
    'This link was used, has expired or is incomplete. Request a new one on the sign-in page.',
  );
