import type { Localized } from './localized.ts';

/** An operator's own HTTP API, sold by the call or by what its answers contain. */
export type Upstream = {
  readonly id: string;
  readonly title: Localized;
  readonly description: Localized;
  readonly licence: string;
  /**
   * `https://host/prefix`, to which `/gateway/{id}/…` is forwarded. Absent: it is not proxied. Then its own server asks `POST /v1/verify`,
   * or the authorizer guards it.
   */
  readonly baseUrl?: string;
  /** As `baseUrl`, for test keys. Absent: test keys are refused, since they cost nothing. */
  readonly testBaseUrl?: string;
  /** Default GET and HEAD. */
  readonly allowMethods?: readonly Method[];
  /** Headers of the caller to forward beside those that describe the body and the accepted formats. Lower case. */
  readonly allowHeaders?: readonly string[];
  /** Headers of the answer to return beside those that describe its body. Lower case. */
  readonly allowAnswerHeaders?: readonly string[];
  /** A header that carries the secret of the parameter `upstream-{id}` to the upstream, and to nobody else. Lower case. */
  readonly secretHeader?: string;
  /** How long a whole answer may take, at most 28 s: later the caller would get no answer of ours. */
  readonly timeoutMs: number;
  readonly cost: UpstreamCost;
  /** Units that one call can cost at most: as many are reserved before it is made. */
  readonly maxUnits: number;
  /** Exceptions for some paths; the first that matches counts. */
  readonly routes?: readonly UpstreamRoute[];
  /** Ids of API Gateway APIs of this account that the authorizer guards as this upstream. */
  readonly guards?: readonly string[];
};

/** An exception for some paths and methods of an upstream. */
export type UpstreamRoute = {
  /** Such as `/trends/{brand}`; `{rest+}` at the end matches the rest of the path. */
  readonly path: string;
  /** Default: every method. */
  readonly methods?: readonly Method[];
  readonly cost?: UpstreamCost;
  readonly maxUnits?: number;
  readonly timeoutMs?: number;
};

/** The HTTP methods that an upstream may take. */
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** One of `methods`. */
export type Method = (typeof methods)[number];

/**
 * The cost of a successful call: `units` (default 1) for each request, or a whole number that the answer names. The number is in a header,
 * or in the JSON body: `$.usage.units` (a number) or `$.items.length` (the length of a list). No other form of JSONPath is supported.
 */
export type UpstreamCost =
  | { readonly per: 'request'; readonly units?: number }
  | { readonly header: string }
  | { readonly jsonPath: string };

/** The cost, the most units and the timeout of one call. */
export type CallTerms = { readonly cost: UpstreamCost; readonly maxUnits: number; readonly timeoutMs: number };

const prefix = 'gateway:';

/** The resource that names an upstream in entitlements, scopes and usage, so that it is never taken for a dataset. */
export const resourceOfUpstream = (upstreamId: string): string => prefix + upstreamId;

/** The upstream's id that a resource names; null for a dataset. */
export const upstreamIdIn = (resource: string): string | null =>
  resource.startsWith(prefix) ? resource.slice(prefix.length) : null;

/** The methods that it takes. */
export const methodsOf = ({ allowMethods = ['GET', 'HEAD'] }: Upstream): readonly Method[] => allowMethods;

/** Units that any call of it can cost at most. */
export const maxUnitsOf = ({ maxUnits, routes = [] }: Upstream): number =>
  Math.max(maxUnits, ...routes.map((route) => route.maxUnits ?? 0));

/** The cost and timeout of a call by its method and path. `segments` are the decoded segments after the upstream's name. */
export function callTermsOf(upstream: Upstream, method: string, segments: readonly string[]): CallTerms {
  const { cost, maxUnits, timeoutMs } = upstream;
  const route = upstream.routes?.find(
    (each) =>
      (each.methods === undefined || each.methods.some((allowed) => allowed === method)) && matches(each, segments),
  );
  return {
    cost: route?.cost ?? cost,
    maxUnits: route?.maxUnits ?? maxUnits,
    timeoutMs: route?.timeoutMs ?? timeoutMs,
  };
}

function matches({ path }: UpstreamRoute, segments: readonly string[]): boolean {
  const pattern = path.split('/').slice(1);
  const isGreedy = /^\{\w+\+\}$/.test(pattern.at(-1) ?? '');
  if (isGreedy ? segments.length < pattern.length : segments.length !== pattern.length) return false;
  return pattern.every((each, i) => /^\{\w+\+?\}$/.test(each) || each === segments[i]);
}
