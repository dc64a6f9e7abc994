/** Kinds of routes: for callers without a session, and for those with one. */
import type { Session } from '../domain/accounts/account.ts';
import type { Answer } from './answer.ts';
import type { ApiRequest } from './request.ts';

/** Answers one request. An `AppError` that it throws becomes a problem answer. */
export type Route = (request: ApiRequest) => Promise<Answer>;

/** A request with the session that its cookie names. */
export type SignedInRequest = ApiRequest & { readonly session: Session };

/** Answers one request of a session; the stack has checked what the route declares (`guard.ts`). */
export type SignedInRoute = (request: SignedInRequest) => Promise<Answer>;
