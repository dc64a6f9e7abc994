/** Kinds of routes: for everybody, for a session, for an operator's session. */
import * as z from 'zod';
import type { Session } from '../domain/accounts/account.ts';
import type { OperatorRole } from '../domain/accounts/operator.ts';
import { AppError } from '../errors.ts';
import type { Answer } from './answer.ts';
import { bodyOf } from './body.ts';
import { line } from './fields.ts';
import type { ApiRequest } from './request.ts';
import {
  hashOfToken,
  type OperatorDeps,
  opensConsole,
  passkeyRequired,
  roleNowOf,
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

/** An operator's request: the role that the operator has now, and for everything but GET the reason that came with it. */
export type OperatorRequest = SignedInRequest & {
  readonly operator: { readonly email: string; readonly role: OperatorRole; readonly reason: string };
};

/**
 * A route for operators of these roles. The session is of an address that the configuration names, and began with an enrolled passkey
 * where the stage asks for one. The command line's word on the role counts from the next request on. Every request that changes something
 * has a `reason` beside the route's own fields; the route gets the body without it.
 */
export const asOperator = (
  deps: OperatorDeps,
  roles: readonly OperatorRole[],
  route: (request: OperatorRequest) => Promise<Answer>,
) =>
  signedIn(deps, async (request) => {
    const { email } = request.session;
    const role = await roleNowOf(deps, email);
    if (role === null) throw new AppError('operator_only', 'This page is for the operators of this site.');
    if (!opensConsole(deps, request.session)) throw passkeyRequired();
    if (!roles.includes(role)) throw roleMissing(role, roles);
    const { reason, body } = request.method === 'GET' ? { ...request, reason: '' } : withoutReason(request);
    return route({ ...request, body, operator: { email, role, reason } });
  });

const roleMissing = (role: OperatorRole, roles: readonly OperatorRole[]): AppError =>
  new AppError('role_missing', `Your role is ${role}. This needs the role ${roles.join(' or ')}.`);

const WithReason = z.looseObject({ reason: line('reason') });

/** @throws AppError 400 where the body has no reason */
function withoutReason(request: ApiRequest): { readonly reason: string; readonly body: Buffer } {
  const { reason, ...own } = bodyOf(request, WithReason);
  return { reason, body: Buffer.from(JSON.stringify(own)) };
}

function refuseForeign(request: ApiRequest, origin: string): void {
  const from = request.headers.origin;
  if (request.headers['x-csrf'] !== '1')
    throw new AppError('csrf', 'Send the header X-CSRF: 1 with every request that changes something.');
  if (from !== undefined && from !== origin)
    throw new AppError('csrf', `Requests that change something must come from ${origin}.`);
}
