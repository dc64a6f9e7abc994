import type { Role } from '../accounts/account.ts';
import type { OperatorRole } from '../accounts/operator.ts';
import type { Budget } from './budgets.ts';

/**
 * The callers of a route. A person has a session, in an organization or in none. Members have one in the organization that they act for, with one
 * of these roles. With `keys`, any working key of an organization may ask too. A key is a buyer's, a service key is of a server of the operator's, and a signature is Stripe's over the body.
 */
export type Callers =
  | 'anyone'
  | 'person'
  | 'key'
  | 'service key'
  | 'signature'
  | { readonly members: readonly Role[]; readonly keys?: true }
  | { readonly operators: readonly OperatorRole[] };

/** Callers that a session names. */
export type SessionCallers = Exclude<Callers, 'anyone' | 'key' | 'service key' | 'signature'>;

/** A budget that the stack does not count, and the place that does, or the reason why none does. */
export type CountedElsewhere = { readonly elsewhere: string };

/** The owner of a line gets an email each time, or where the sentence says, or from another function that the change is queued to. */
export type Mailing = true | { readonly where: string } | { readonly by: string };

/**
 * The line that a change leaves in the trail, by its action, several where the case decides. Without `mailed` no email to the line's owner goes with
 * it: the organization in whose trail it stands.
 */
export type TrailOfChange = { readonly actions: readonly string[]; readonly mailed?: Mailing };

/** A route's authority: who may call it, how often, with what proof of presence, and the trail that it leaves; null: none. */
export type RouteAuthority = {
  readonly callers: Callers;
  readonly budget: Budget | CountedElsewhere;
  /** The person must have shown to be there within the past 15 minutes. */
  readonly presence?: true;
  /** It is for members alone: an operator who sees an organization as its buyer does is refused. */
  readonly noBuyerView?: true;
  /** A list where one action is mailed otherwise than another. */
  readonly trail: TrailOfChange | readonly TrailOfChange[] | null;
};

/** The routes of a function, keyed as in API Gateway: `GET /v1/keys/{id}`. */
export type Declared = Readonly<Record<string, RouteAuthority>>;

/**
 * The callers of a function besides its routes. Senders and invokers are functions; the former send to its queue. Services do either. Amazon
 * EventBridge calls it by the schedule of its declaration.
 */
export type WorkCallers = {
  readonly senders?: readonly string[];
  readonly invokers?: readonly string[];
  readonly services?: readonly ('Amazon EventBridge' | 'Amazon SNS' | 'Amazon API Gateway' | 'AWS CloudFormation')[];
};

/**
 * The authority of work that no route begins: who may call it, and the lines that it leaves. A routed function leaves those besides its routes'
 * own. Its budget is the concurrency of its queue or its schedule, and nobody is present.
 */
export type WorkAuthority = { readonly callers: WorkCallers; readonly trail: readonly TrailOfChange[] };

/** The authority of a function as a whole. */
export type FunctionAuthority = { readonly routes?: Declared; readonly work?: WorkAuthority };

/** The lines of a route, by how they are mailed. */
export const trailOf = ({ trail }: Pick<RouteAuthority, 'trail'>): readonly TrailOfChange[] =>
  trail === null ? [] : [trail].flat();

/** The actions of all lines that a function may leave. */
export function actionsOf({ routes = {}, work }: FunctionAuthority): ReadonlySet<string> {
  const lines = [...Object.values(routes).flatMap(trailOf), ...(work?.trail ?? [])];
  return new Set(lines.flatMap(({ actions }) => actions));
}

/** Minutes for which a person counts as present. */
export const presenceMinutes = 15;

/** Members by what they may do. */
export const members = {
  all: { members: ['owner', 'admin', 'developer', 'billing', 'viewer'] },
  allAndKeys: { members: ['owner', 'admin', 'developer', 'billing', 'viewer'], keys: true },
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

/** The line of a sync with Stripe that changed what an account may read. */
export const accessTrail: TrailOfChange = {
  actions: ['access.changed'],
  mailed: { where: 'the change of the subscription is one that buyers are told of' },
};
