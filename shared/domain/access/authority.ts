import type { Role } from '../accounts/account.ts';
import type { OperatorRole } from '../accounts/operator.ts';
import type { Budget } from './budgets.ts';

/**
 * The callers of a route. A person has a session, in an organization or in none. Members have one in the organization that they act for, with one
 * of these roles. A key is a buyer's, a service key is of a server of the operator's, and a signature is Stripe's over the body.
 */
export type Callers =
  | 'anyone'
  | 'person'
  | 'key'
  | 'service key'
  | 'signature'
  | { readonly members: readonly Role[] }
  | { readonly operators: readonly OperatorRole[] };

/** Callers that a session names. */
export type SessionCallers = Exclude<Callers, 'anyone' | 'key' | 'service key' | 'signature'>;

/** A budget that the stack does not count, and the place that does, or the reason why none does. */
export type CountedElsewhere = { readonly elsewhere: string };

/** The line that a change leaves in the trail, by its action, several where the request decides; `mailed`: its owner gets an email too. */
export type TrailOfRoute = { readonly actions: readonly string[]; readonly mailed?: true };

/** A route's authority: who may call it, how often, with what proof of presence, and the trail that it leaves; null: none. */
export type RouteAuthority = {
  readonly callers: Callers;
  readonly budget: Budget | CountedElsewhere;
  /** The person must have shown to be there within the past 15 minutes. */
  readonly presence?: true;
  readonly trail: TrailOfRoute | null;
};

/** The routes of a function, keyed as in API Gateway: `GET /v1/keys/{id}`. */
export type Declared = Readonly<Record<string, RouteAuthority>>;

/** Minutes for which a person counts as present. */
export const presenceMinutes = 15;

/** Members by what they may do. */
export const members = {
  all: { members: ['owner', 'admin', 'developer', 'billing', 'viewer'] },
  technical: { members: ['owner', 'admin', 'developer'] },
  money: { members: ['owner', 'admin', 'billing'] },
  admins: { members: ['owner', 'admin'] },
  owner: { members: ['owner'] },
} as const satisfies Readonly<Record<string, Callers>>;

/** Operators by what they may do. */
export const consoleRoles = {
  all: { operators: ['owner', 'support', 'reviewer', 'finance', 'read-only'] },
  support: { operators: ['owner', 'support'] },
  reviewers: { operators: ['owner', 'reviewer'] },
  finance: { operators: ['owner', 'finance'] },
  owner: { operators: ['owner'] },
} as const satisfies Readonly<Record<string, Callers>>;

/** A page that anybody may read, and that CloudFront keeps. */
export const publicPage = {
  callers: 'anyone',
  budget: { elsewhere: 'CloudFront keeps the page; API Gateway limits the rest' },
  trail: null,
} as const satisfies RouteAuthority;

/** The limits of calls by key: those of its plan, app and key, counted in each instance. */
export const limitsOfKey: CountedElsewhere = { elsewhere: 'the rate limits of the key, counted per instance' };
