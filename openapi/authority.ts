import type { Callers, RouteAuthority } from '../shared/domain/access/authority.ts';
import type { ProblemCode } from '../shared/errors.ts';
import type { Operation } from '../shared/http/operation.ts';

/** How callers prove who they are, as OpenAPI describes it. */
export const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of your organization: `tg_live_…` reads all that you pay for, `tg_test_…` sample records.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-tollgate',
    description:
      'The session of a signed-in person. Requests that change something also send `X-CSRF: 1`. `Tollgate-Organization: {id}` names the organization to act for.',
  },
  serviceKey: { type: 'http', scheme: 'bearer', description: 'A service key, for servers of this site only: `tgs_…`.' },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'Stripe-Signature',
    description: 'Stripe’s signature of the body.',
  },
} as const;

/** The scheme of routes that name no other. */
export const usualSecurity = [{ session: [] }];

/** The schemes that a route takes: none for public ones, undefined for the usual one. */
export function securityOf(callers: Callers): readonly Readonly<Record<string, readonly string[]>>[] | undefined {
  if (callers === 'anyone') return [];
  if (callers === 'key') return [{ key: [] }];
  if (callers === 'service key') return [{ serviceKey: [] }];
  if (typeof callers === 'object' && 'keys' in callers) return [{ key: [] }, { session: [] }];
  return callers === 'signature' ? [{ signature: [] }] : undefined;
}

/** The roles that a session needs, in the organization or as an operator; undefined where any will do. */
export function rolesOf(callers: Callers): readonly string[] | undefined {
  if (typeof callers !== 'object') return undefined;
  const roles = 'members' in callers ? callers.members : callers.operators;
  return roles.length < 5 ? roles : undefined;
}

/** Refusals that no operation repeats: of every route, of every change with a session, and of every metered call. */
export const commonProblems = {
  everywhere: ['internal', 'unavailable', 'origin_not_allowed'],
  /** A role is missing too where an operator sees as a buyer does. */
  session: ['session_missing', 'no_organization', 'role_missing', 'rate_limited'],
  change: ['csrf'],
  body: ['invalid_request', 'too_large', 'unsupported_media_type'],
  key: [
    'key_in_query',
    'key_missing',
    'key_malformed',
    'key_invalid',
    'suspended',
    'licence_not_accepted',
    'use_case_not_approved',
    'payment_required',
    'dataset_not_in_plan',
    'scope_missing',
    'ip_not_allowed',
    'signature_required',
    'signature_invalid',
    'nonce_repeated',
    'rate_limited',
    'too_many_in_flight',
    'spend_cap_reached',
    'credit_exhausted',
    'quota_exhausted',
    'metering_unavailable',
  ],
  serviceKey: ['key_missing', 'key_invalid'],
  keyBeside: ['key_in_query', 'key_malformed', 'key_invalid', 'suspended', 'ip_not_allowed'],
  operator: ['operator_only', 'passkey_required', 'role_missing'],
  role: ['role_missing'],
  presence: ['presence_required'],
} as const satisfies Readonly<Record<string, readonly ProblemCode[]>>;

/** The sets of common problems that an operation has. */
function problemSetsOf(
  route: string,
  { callers, presence }: RouteAuthority,
  { body }: Operation,
): (keyof typeof commonProblems)[] {
  const isChange = !/^GET /.test(route);
  const isOfSession = callers === 'person' || typeof callers === 'object';
  const isOfOperators = typeof callers === 'object' && 'operators' in callers;
  const isOfSomeRoles = typeof callers === 'object' && 'members' in callers && callers.members.length < 5;
  return [
    'everywhere',
    ...(isOfSession ? (['session'] as const) : []),
    ...(isOfSession && isChange ? (['change'] as const) : []),
    ...(callers === 'key' ? (['key'] as const) : []),
    ...(typeof callers === 'object' && 'keys' in callers ? (['keyBeside'] as const) : []),
    ...(callers === 'service key' ? (['serviceKey'] as const) : []),
    ...(isOfOperators ? (['operator'] as const) : []),
    ...(isOfSomeRoles ? (['role'] as const) : []),
    ...(presence ? (['presence'] as const) : []),
    ...(body || (isOfOperators && isChange) ? (['body'] as const) : []),
  ];
}

/** Every code that a route can answer: its own, and those of its authority and its body. */
export function problemsOf(route: string, authority: RouteAuthority, operation: Operation): ProblemCode[] {
  const sets = problemSetsOf(route, authority, operation).flatMap((set) => [...commonProblems[set]]);
  return [...new Set<ProblemCode>([...(operation.problems ?? []), ...sets])];
}
