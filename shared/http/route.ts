/** Kinds of routes: for everybody, for a session, for an operator's session. */
import type { Role, Session } from '../domain/accounts/account.ts';
import type { FoundSession } from '../domain/accounts/member.ts';
import { AppError } from '../errors.ts';
import type { Answer } from './answer.ts';
import type { ApiRequest } from './request.ts';
import {
  actingSession,
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

/** The session that a request's cookie names, whose request may change something. */
async function sessionOf(deps: SessionDeps, request: ApiRequest): Promise<FoundSession> {
  const token = sessionTokenOf(request);
  const session = token ? await deps.sessions.findSession(hashOfToken(token), deps.now()) : null;
  if (!session) throw new AppError('session_missing', 'Sign in first. You have no session, or it has ended.');
  if (request.method !== 'GET') refuseForeign(request, deps.origin);
  return session;
}

/**
 * A route that needs a session of a member of an organization. One that changes something also needs the header `X-CSRF: 1`, which no foreign
 * form can send, and an `Origin`, where there is one, that is ours.
 */
export const signedIn =
  (deps: SessionDeps, route: (request: SignedInRequest) => Promise<Answer>) =>
  async (request: ApiRequest): Promise<Answer> => {
    const session = actingSession(await sessionOf(deps, request), request);
    if (!session) throw noOrganization();
    return route({ ...request, session });
  };

/** A route for members with one of these roles. */
export const asMember = (
  deps: SessionDeps,
  allowed: readonly Role[],
  route: (request: SignedInRequest) => Promise<Answer>,
) =>
  signedIn(deps, async (request) => {
    if (!allowed.includes(request.session.role)) throw roleMissing(allowed);
    return route(request);
  });

/** A route for a person, whether they belong to an organization or not. An organization that the request names must be theirs all the same. */
export const asPerson =
  (deps: SessionDeps, route: (request: SignedInRequest) => Promise<Answer>) =>
  async (request: ApiRequest): Promise<Answer> => {
    const found = await sessionOf(deps, request);
    const acting = actingSession(found, request);
    if (!acting && request.headers['tollgate-organization'] !== undefined) throw noOrganization();
    const { memberships, ...session } = found;
    return route({ ...request, session: acting ?? { ...session, accountId: session.personId, role: 'viewer' } });
  };

const noOrganization = () =>
  new AppError(
    'no_organization',
    'You do not belong to this organization, or to any. Accept an invitation or make one.',
  );

/** A 403 that names the roles that may. */
export const roleMissing = (allowed: readonly Role[]): AppError =>
  new AppError('role_missing', `Only members with one of these roles may do this: ${allowed.join(', ')}.`);

/** A route for operators: a session of an address that the configuration names, by an enrolled passkey where the stage asks for one. */
export const asOperator = (deps: OperatorDeps, route: (request: SignedInRequest) => Promise<Answer>) =>
  asPerson(deps, async (request) => {
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
