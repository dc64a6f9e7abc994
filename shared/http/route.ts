/** Kinds of routes: for everybody, for a session, for an operator's session. */
import type { Session } from '../domain/accounts/account.ts';
import { AppError } from '../errors.ts';
import type { Answer } from './answer.ts';
import type { ApiRequest } from './request.ts';
import {
  hashOfToken,
  type OperatorDeps,
  opensConsole,
  passkeyRequired,
  type SessionDeps,
  sessionTokenOf,
} from './session.ts';

/** Answers one request. An `AppError` that it throws becomes a problem answer. */
export type Route = (request: ApiRequest) => Promise<Answer>;

/** A request with the session that its cookie names. */
export type SignedInRequest = ApiRequest & { readonly session: Session };

/**
 * A route that needs a session. One that changes something also needs the header `X-CSRF: 1`, which no foreign form can
 * send, and an `Origin`, where there is one, that is ours.
 */
export const signedIn =
  (deps: SessionDeps, route: (request: SignedInRequest) => Promise<Answer>) =>
  async (request: ApiRequest): Promise<Answer> => {
    const token = sessionTokenOf(request);
    const session = token ? await deps.sessions.findSession(hashOfToken(token), deps.now()) : null;
    if (!session) throw new AppError('session_missing', 'Sign in first. You have no session, or it has ended.');
    if (request.method !== 'GET') refuseForeign(request, deps.origin);
    return route({ ...request, session });
  };

/** A route for operators: a session of an address that the configuration names, by an enrolled passkey where the stage asks for one. */
export const asOperator = (deps: OperatorDeps, route: (request: SignedInRequest) => Promise<Answer>) =>
  signedIn(deps, async (request) => {
    if (!deps.operators.includes(request.session.email))
      throw new AppError('operator_only', 'This page is for the operators of this site.');
    if (!opensConsole(deps, request.session)) throw passkeyRequired();
    return route(request);
  });

function refuseForeign(request: ApiRequest, origin: string): void {
  const from = request.headers.origin;
  if (request.headers['x-csrf'] !== '1')
    throw new AppError('csrf', 'Send the header X-CSRF: 1 with every request that changes something.');
  if (from !== undefined && from !== origin)
    throw new AppError('csrf', `Requests that change something must come from ${origin}.`);
}
