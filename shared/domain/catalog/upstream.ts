/** An operator's own HTTP API, sold by the call or by what an answer holds. */
export type Upstream = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly licence: string;
  /**
   * `https://host/prefix`, to which `/gateway/{id}/…` is forwarded. Absent: it is not proxied; its own server asks `POST /v1/verify`,
   * or the authorizer stands before it.
   */
  readonly baseUrl?: string;
  /** As `baseUrl`, for test keys. Absent: test keys are refused, since they cost nothing. */
  readonly testBaseUrl?: string;
  /** Default GET and HEAD. */
  readonly allowMethods?: readonly Method[];
  /** Of the caller's headers, beside those that say what a body is and which form of an answer is wanted. Lower case. */
  readonly allowHeaders?: readonly string[];
  /** Of the answer's headers, beside those that say what its body is. Lower case. */
  readonly allowAnswerHeaders?: readonly string[];
  /** A header that carries the secret of the parameter `upstream-{id}` to the upstream, and to nobody else. Lower case. */
  readonly secretHeader?: string;
  /** How long its answer may take, whole; at most 28 s, so that the caller still hears of it. */
  readonly timeoutMs: number;
  readonly cost: UpstreamCost;
  /** Units that one call can cost at most: as many are reserved before it is made. */
  readonly maxUnits: number;
  /** What is different for some paths; the first that matches counts. */
  readonly routes?: readonly UpstreamRoute[];
  /** Ids of API Gateway APIs of this account that the authorizer guards as this upstream. */
  readonly guards?: readonly string[];
};

export type UpstreamRoute = {
  /** Such as `/trends/{brand}`; `{rest+}` at the end stands for whatever follows. */
  readonly path: string;
  /** Default: every method. */
  readonly methods?: readonly Method[];
  readonly cost?: UpstreamCost;
  readonly maxUnits?: number;
  readonly timeoutMs?: number;
};

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/**
 * What a successful call costs: `units` (default 1) a request, the whole number in a header of the answer, or in its JSON body:
 * `$.usage.units` (a number) or `$.items.length` (how many the list has). Other forms of JSONPath are not known.
 */
export type UpstreamCost =
  | { readonly per: 'request'; readonly units?: number }
  | { readonly header: string }
  | { readonly jsonPath: string };

/** What holds for one call. */
export type CallTerms = { readonly cost: UpstreamCost; readonly maxUnits: number; readonly timeoutMs: number };

const prefix = 'gateway:';

/** How plans' entitlements, keys' scopes and usage name an upstream, so that it is never taken for a dataset. */
export const resourceOfUpstream = (upstreamId: string): string => prefix + upstreamId;

/** The upstream's id that a resource names; null for a dataset. */
export const upstreamIdIn = (resource: string): string | null =>
  resource.startsWith(prefix) ? resource.slice(prefix.length) : null;

/** The methods that it takes. */
export const methodsOf = ({ allowMethods = ['GET', 'HEAD'] }: Upstream): readonly Method[] => allowMethods;

/** Units that any call of it can cost at most. */
export const maxUnitsOf = ({ maxUnits, routes = [] }: Upstream): number =>
  Math.max(maxUnits, ...routes.map((route) => route.maxUnits ?? 0));

/** What a call of this method and path (decoded segments after the upstream's name) may cost and how long it may take. */
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
  const wanted = path.split('/').slice(1);
  const isGreedy = /^\{\w+\+\}$/.test(wanted.at(-1) ?? '');
  if (isGreedy ? segments.length < wanted.length : segments.length !== wanted.length) return false;
  return wanted.every((each, i) => /^\{\w+\+?\}$/.test(each) || each === segments[i]);
}
