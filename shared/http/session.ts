import { createHash } from 'node:crypto';
import type { Budget } from '../domain/access/budgets.ts';
import type { Role, Session } from '../domain/accounts/account.ts';
import type { FoundSession } from '../domain/accounts/member.ts';
import {
  isOperator,
  type Operator,
  type OperatorRole,
  type OperatorWord,
  operatorRoleOf,
} from '../domain/accounts/operator.ts';
import { AppError } from '../errors.ts';
import type { ApiRequest } from './request.ts';

/** The party that a budget counts: a person for an account, or a stranger (null); by its network address in any case. */
export type Spender = { readonly address: string; readonly of: Pick<Session, 'accountId' | 'personId'> | null };

/** Counts one call against a budget. @throws AppError 429 where it is used up for this party */
export type Spend = (budget: Budget, of: Spender) => Promise<void>;

/** Dependencies of routes that have a budget. */
export type BudgetDeps = { readonly spend: Spend };

/** The organization of a key, and the key's id. */
export type KeyOwner = { readonly accountId: string; readonly keyId: string };

/** Dependencies of routes that take keys beside sessions. */
export type KeyOwnerDeps = {
  /** The owner of the key that a request bears. @throws AppError 401, 403 as for other calls with that key */
  readonly ownerOfKey: (request: ApiRequest) => Promise<KeyOwner>;
};

/** Dependencies of routes that need a session. */
export type SessionDeps = BudgetDeps & {
  readonly sessions: { findSession(tokenHash: string, now: Date): Promise<FoundSession | null> };
  readonly now: () => Date;
  /** Scheme, host and port of the portal. */
  readonly origin: string;
};

/** Dependencies of the operators' routes. */
export type OperatorDeps = SessionDeps & {
  readonly operators: readonly Operator[];
  /** The command line's words on operators; read at every request of the console, so each counts from the next one on. */
  readonly operatorWords: { read(): Promise<{ readonly words: readonly OperatorWord[] }> };
  readonly operatorSignIn: 'link' | 'passkey';
};

/** `__Host-`: only over TLS (or localhost), for this host and every path (RFC 6265bis). */
const sessionCookie = '__Host-tollgate';

/** Tokens are stored as SHA-256: 256 random bits need no salt. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** The `Set-Cookie` value of a session; an age of 0 removes it. */
export const cookieOf = (token: string, maxAgeSeconds: number): string =>
  `${sessionCookie}=${token}; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=${maxAgeSeconds}`;

/** The header that names the organization to act for. */
export const organizationHeader = 'tollgate-organization';

/**
 * The session as it acts for one organization: the one that the request names, else the one that its person belongs to longest. Null where
 * that is none of theirs, or they belong to none.
 */
export function actingSession({ memberships, ...session }: FoundSession, request: ApiRequest): Session | null {
  const named = request.headers[organizationHeader];
  const acting = named === undefined ? memberships[0] : memberships.find(({ accountId }) => accountId === named);
  return acting ? { ...session, accountId: acting.accountId, role: acting.role } : null;
}

/** The token that came with the request; empty where there is none. */
export const sessionTokenOf = (request: ApiRequest): string => request.cookies[sessionCookie] ?? '';

/**
 * Whether a session opens the console. It must be of an operator's address.
 * Where the stage asks for a passkey, it must have begun with one that was enrolled for this very address.
 * A mailbox is not enough, nor a passkey that a mailbox added, nor one of another address.
 */
export const opensConsole = (
  { operators, operatorSignIn }: Pick<OperatorDeps, 'operators' | 'operatorSignIn'>,
  { email, signedInBy, enrolledFor }: Session,
): boolean =>
  isOperator(operators, email) && (operatorSignIn === 'link' || (signedInBy === 'passkey' && enrolledFor === email));

/** Whether the session is of an operator's address, and lacks what the stage asks operators for. */
export const lacksPasskey = (deps: Pick<OperatorDeps, 'operators' | 'operatorSignIn'>, session: Session): boolean =>
  isOperator(deps.operators, session.email) && !opensConsole(deps, session);

/** The role that an address has at this moment; null for anybody but an operator, whose table is not asked. */
export async function roleNowOf(
  { operators, operatorWords }: Pick<OperatorDeps, 'operators' | 'operatorWords'>,
  email: string,
): Promise<OperatorRole | null> {
  if (!isOperator(operators, email)) return null;
  return operatorRoleOf(operators, (await operatorWords.read()).words, email);
}

/** A 403: an operator has to sign in with a passkey. */
export const passkeyRequired = (): AppError =>
  new AppError('passkey_required', 'Sign in with an operator’s passkey. The first one needs a one-time code.');

/** A 404: the person belongs to no organization, or not to the one that the request names. */
export const noOrganization = (): AppError =>
  new AppError(
    'no_organization',
    'You do not belong to this organization, or to any. Accept an invitation or make one.',
  );

/** A 403 that names the roles that may. */
export const roleMissing = (may: readonly Role[]): AppError =>
  new AppError('role_missing', `Ask somebody of your organization who may: ${may.join(', ')}.`);
