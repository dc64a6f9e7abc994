/** Kinds of routes: for callers without a session, and for those with one. */
import type { Session } from '../domain/accounts/account.ts';
import type { OperatorRole } from '../domain/accounts/operator.ts';
import type { Answer } from './answer.ts';
import type { ApiRequest } from './request.ts';

/** Answers one request. An `AppError` that it throws becomes a problem answer. */
export type Route = (request: ApiRequest) => Promise<Answer>;

/** A request with the session that its cookie names. */
export type SignedInRequest = ApiRequest & { readonly session: Session };

/** Answers one request of a session; the stack has checked what the route declares (`guard.ts`). */
export type SignedInRoute = (request: SignedInRequest) => Promise<Answer>;

/** A request for an organization, by a member's session or by one of its keys. */
export type OrganizationRequest = ApiRequest & { readonly accountId: string };

/** Answers one request for an organization. */
export type OrganizationRoute = (request: OrganizationRequest) => Promise<Answer>;

/** An operator's request: the role that the operator has now, and for everything but GET the reason that came with it. */
export type OperatorRequest = SignedInRequest & {
  readonly operator: { readonly email: string; readonly role: OperatorRole; readonly reason: string };
};

/** Answers one request of an operator. Its body comes without the reason, which the stack has taken out. */
export type OperatorRoute = (request: OperatorRequest) => Promise<Answer>;
