import { createHash } from 'node:crypto';
import type { Session } from '../domain/accounts/account.ts';
import { AppError } from '../errors.ts';
import type { Answer } from './answer.ts';
import type { ApiRequest } from './request.ts';

export type SignedInRequest = ApiRequest & { readonly session: Session };

export type SessionDeps = {
  readonly sessions: { findSession(tokenHash: string, now: Date): Promise<Session | null> };
  readonly now: () => Date;
  /** Scheme, host and port of the portal. */
  readonly origin: string;
};

export type OperatorDeps = SessionDeps & {
  readonly operators: readonly string[];
  readonly operatorSignIn: 'link' | 'passkey';
};

/** `__Host-`: only over TLS (or localhost), for this host and every path (RFC 6265bis). */
const sessionCookie = '__Host-tollgate';

/** Tokens are stored as SHA-256: 256 random bits need no salt. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

export const cookieOf = (token: string, maxAgeSeconds: number): string =>
  `${sessionCookie}=${token}; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=${maxAgeSeconds}`;

/** The token that came with the request; empty where there is none. */
export const sessionTokenOf = (request: ApiRequest): string => request.cookies[sessionCookie] ?? '';

/**
 * A route that needs a session. One that changes something also needs the header `X-CSRF: 1`, which no foreign form can
 * send, and an `Origin`, where there is one, that is ours.
 */
export const signedIn =
  (deps: SessionDeps, route: (request: SignedInRequest) => Promise<Answer>) =>
  async (request: ApiRequest): Promise<Answer> => {
    const token = sessionTokenOf(request);
    const session = token ? await deps.sessions.findSession(hashOfToken(token), deps.now()) : null;
    if (!session) throw new AppError('session_missing', 'Sign in first: there is no session, or it has ended.');
    if (request.method !== 'GET') refuseForeign(request, deps.origin);
    return route({ ...request, session });
  };

/**
 * Whether a session opens the console: of an operator's address, and where the stage asks for a passkey, by one that was enrolled for this
 * very address. A mailbox, a passkey that a mailbox added, and one of another address are not enough.
 */
export const opensConsole = (
  { operators, operatorSignIn }: Pick<OperatorDeps, 'operators' | 'operatorSignIn'>,
  { email, signedInBy, enrolledFor }: Session,
): boolean =>
  operators.includes(email) && (operatorSignIn === 'link' || (signedInBy === 'passkey' && enrolledFor === email));

/** Whether the session is of an operator's address, and lacks what the stage asks operators for. */
export const lacksPasskey = (deps: Pick<OperatorDeps, 'operators' | 'operatorSignIn'>, session: Session): boolean =>
  deps.operators.includes(session.email) && !opensConsole(deps, session);

/** A route for operators: a session of an address that the configuration names, by an enrolled passkey where the stage asks for one. */
export const asOperator = (deps: OperatorDeps, route: (request: SignedInRequest) => Promise<Answer>) =>
  signedIn(deps, async (request) => {
    if (!deps.operators.includes(request.session.email))
      throw new AppError('operator_only', 'This page is for the operators of this site.');
    if (!opensConsole(deps, request.session)) throw passkeyRequired();
    return route(request);
  });

export const passkeyRequired = (): AppError =>
  new AppError('passkey_required', 'Sign in with a passkey that was enrolled for an operator. The first needs a code.');

function refuseForeign(request: ApiRequest, origin: string): void {
  const from = request.headers.origin;
  if (request.headers['x-csrf'] !== '1')
    throw new AppError('csrf', 'Send the header X-CSRF: 1 with requests that change something.');
  if (from !== undefined && from !== origin)
    throw new AppError('csrf', `Requests that change something must come from ${origin}.`);
}
