/** The checks before a route: its session, its budget, the caller's role and presence, as the route declares them. */
import * as z from 'zod';
import { type Callers, presenceMinutes, type RouteAuthority, type SessionCallers } from '../domain/access/authority.ts';
import type { Session } from '../domain/accounts/account.ts';
import type { FoundSession } from '../domain/accounts/member.ts';
import type { OperatorRole } from '../domain/accounts/operator.ts';
import { AppError, invalid } from '../errors.ts';
import { bodyOf, checked } from './body.ts';
import { asBuyerSees, type BuyerViewDeps, buyerViewHeader } from './buyer-view.ts';
import { line } from './fields.ts';
import type { ApiRequest } from './request.ts';
import type { OperatorRequest, OrganizationRequest, SignedInRequest } from './route.ts';
import {
  actingSession,
  hashOfToken,
  type KeyOwnerDeps,
  noOrganization,
  type OperatorDeps,
  opensConsole,
  organizationHeader,
  passkeyRequired,
  roleMissing,
  roleNowOf,
  type Spend,
  sessionTokenOf,
} from './session.ts';

/** Dependencies of the stack's checks; a function has those that its routes need. */
export type GuardDeps = { readonly origin: string } & Partial<OperatorDeps & KeyOwnerDeps & BuyerViewDeps>;

const asksForSession = (callers: Callers): callers is SessionCallers =>
  callers === 'person' || typeof callers === 'object';

/**
 * The request, with its session where the route asks for one.
 * @throws AppError 401 without a session, 404 without an organization, 403 for a foreign page, a role or an absent person. Past a budget it is a
 * 429, and an operator's change without a reason is a 400.
 */
export async function guarded(
  deps: GuardDeps,
  authority: RouteAuthority,
  request: ApiRequest,
): Promise<ApiRequest | SignedInRequest | OrganizationRequest | OperatorRequest> {
  const { callers, budget } = authority;
  if (!asksForSession(callers)) {
    if (!('elsewhere' in budget)) await spend(deps, budget, { address: request.address, of: null });
    return request;
  }
  if (takesKey(callers, request)) return ofKey(deps, budget, request);
  const found = await sessionOf(deps, request);
  if (request.headers[buyerViewHeader] !== undefined) return asBuyerSees(viewDepsOf(deps), authority, request, found);
  const session = actingFor(callers, request, found);
  if (typeof callers === 'object' && 'members' in callers) request.id.isOf(session.accountId);
  if (!('elsewhere' in budget)) await spend(deps, budget, { address: request.address, of: session });
  const signedIn = { ...request, session, accountId: session.accountId };
  const role = await admittedRole(deps, callers, session);
  if (authority.presence) refuseAbsent(deps, session);
  return role === null ? signedIn : asOperator(signedIn, role);
}

/** Whether the request bears a key, where keys are taken beside sessions. */
const takesKey = (callers: SessionCallers, { headers }: ApiRequest): boolean =>
  typeof callers === 'object' && 'keys' in callers && headers.authorization !== undefined;

async function ofKey(
  deps: GuardDeps,
  budget: RouteAuthority['budget'],
  request: ApiRequest,
): Promise<OrganizationRequest> {
  const { accountId, keyId } = await needed(deps.ownerOfKey, 'the owners of keys')(request);
  request.id.isOf(accountId);
  if (!('elsewhere' in budget))
    await spend(deps, budget, { address: request.address, of: { accountId, personId: keyId } });
  return { ...request, accountId };
}

const spend = ({ spend }: GuardDeps, ...of: Parameters<Spend>): Promise<void> => needed(spend, 'a budget')(...of);

/** A stack without what its routes need is a mistake of the wiring, not of the caller. */
function needed<T>(dependency: T | undefined, what: string): T {
  if (dependency === undefined) throw new Error(`A route asks for ${what}, and its function has none`);
  return dependency;
}

const viewDepsOf = ({ operators = [], ...deps }: GuardDeps): BuyerViewDeps => ({
  operators,
  operatorWords: needed(deps.operatorWords, 'the operators’ roles'),
  buyerViews: needed(deps.buyerViews, 'what operators look at'),
  now: needed(deps.now, 'the time'),
  spend: needed(deps.spend, 'a budget'),
});

async function sessionOf({ sessions, now, origin }: GuardDeps, request: ApiRequest): Promise<FoundSession> {
  const token = sessionTokenOf(request);
  const session = token
    ? await needed(sessions, 'a session').findSession(hashOfToken(token), needed(now, 'the time')())
    : null;
  if (!session) throw new AppError('session_missing', 'Sign in first. You have no session, or it has ended.');
  if (request.method !== 'GET' && request.method !== 'HEAD') refuseForeign(request, origin);
  return session;
}

/**
 * The session as it acts for one organization. A person and an operator need none: in what they do for none, their own id stands for it.
 * @throws AppError 404 where the request names one that is not theirs, or members belong to none
 */
function actingFor(callers: SessionCallers, request: ApiRequest, found: FoundSession): Session {
  const acting = actingSession(found, request);
  if (acting) return acting;
  const needsOne = typeof callers === 'object' && 'members' in callers;
  if (needsOne || request.headers[organizationHeader] !== undefined) throw noOrganization();
  const { memberships, ...session } = found;
  return { ...session, accountId: session.personId, role: 'viewer' };
}

function refuseForeign(request: ApiRequest, origin: string): void {
  const from = request.headers.origin;
  if (request.headers['x-csrf'] !== '1')
    throw new AppError('csrf', 'Send the header X-CSRF: 1 with every request that changes something.');
  if (from !== undefined && from !== origin)
    throw new AppError('csrf', `Requests that change something must come from ${origin}.`);
}

/** The role of an operator whom the route admits; null where it is not for operators. @throws AppError 403 where the role is another */
async function admittedRole(deps: GuardDeps, callers: SessionCallers, session: Session): Promise<OperatorRole | null> {
  if (callers === 'person') return null;
  if ('members' in callers) {
    if (callers.members.includes(session.role)) return null;
    throw roleMissing(callers.members);
  }
  const { operators = [], operatorSignIn = 'passkey' } = deps;
  const operatorWords = needed(deps.operatorWords, 'the operators’ roles');
  const role = await roleNowOf({ operators, operatorWords }, session.email);
  if (role === null) throw new AppError('operator_only', 'This page is for the operators of this site.');
  if (!opensConsole({ operators, operatorSignIn }, session)) throw passkeyRequired();
  if (callers.operators.includes(role)) return role;
  const may = callers.operators.join(' or ');
  throw new AppError('role_missing', `Your role is ${role}. This needs the role ${may}.`);
}

/** The reason of an operator's change, beside the route's own fields. */
export const reasonOfChange = line('reason').describe('The reason of the change; it stands in the trail.');

const WithReason = z.looseObject({ reason: reasonOfChange });

/**
 * The request with the operator's role. One that changes something has a reason beside the route's own fields. A DELETE has it as a query
 * parameter, since the content of a DELETE means nothing (RFC 9110, 9.3.5). The reason is taken out here, so that no route can forget it.
 * @throws AppError 400 where there is none
 */
function asOperator(request: SignedInRequest, role: OperatorRole): OperatorRequest {
  const { email } = request.session;
  if (request.method === 'GET' || request.method === 'HEAD')
    return { ...request, operator: { email, role, reason: '' } };
  if (request.method === 'DELETE') {
    const { reason, query } = reasonOfDeletion(request);
    return { ...request, query, operator: { email, role, reason } };
  }
  const { reason, ...own } = bodyOf(request, WithReason);
  return { ...request, body: Buffer.from(JSON.stringify(own)), operator: { email, role, reason } };
}

function reasonOfDeletion({ query }: ApiRequest): { readonly reason: string; readonly query: URLSearchParams } {
  const given = query.getAll('reason');
  if (given.length > 1) throw invalid([{ field: 'reason', message: 'may be given once' }]);
  const { reason } = checked({ reason: given[0] }, WithReason);
  const others = new URLSearchParams(query);
  others.delete('reason');
  return { reason, query: others };
}

/** @throws AppError 403 where the person showed to be there too long ago, or never did */
function refuseAbsent({ now }: GuardDeps, { presentAt }: Session): void {
  const since = needed(now, 'the time')().getTime() - presenceMinutes * 60_000;
  if (presentAt !== undefined && Date.parse(presentAt) >= since) return;
  throw new AppError(
    'presence_required',
    'Confirm with your passkey. If you have none, sign out and in again. Then try once more within 15 minutes.',
  );
}
