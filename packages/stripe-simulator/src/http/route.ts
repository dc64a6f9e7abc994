import type { Simulation } from '../core/simulation.ts';
import type { ParamRoot } from '../schema/roots.ts';

type Method = 'GET' | 'POST' | 'DELETE';

/** `id` is the object that the path names, empty where it names none. */
export type Call<P> = { readonly sim: Simulation; readonly params: P; readonly id: string };

/** One endpoint: its address, the SDK's type of its parameters, the parameters that it honours, and its handler. */
export type Route = {
  readonly method: Method;
  readonly path: string;
  readonly params: ParamRoot;
  readonly supports: readonly string[];
  readonly handle: (call: Call<never>) => object;
};

type Endpoint = `${Method} /v${1 | 2}/${string}`;

/** Declares an endpoint: `route<Stripe.X>('GET /v1/x/:id', 'XRetrieveParams', [], handle)`. */
export function route<P>(
  endpoint: Endpoint,
  params: ParamRoot,
  ...[supports, handle]: [supports: readonly string[], handle: (call: Call<P>) => object]
): Route {
  const [method, path] = endpoint.split(' ') as [Method, string];
  return { method, path, params, supports, handle };
}

/** The route for a request, with the id in its path; undefined where Stripe has none or the simulator lacks it. */
export function matchRoute(routes: readonly Route[], method: string, path: string) {
  for (const candidate of routes) {
    if (candidate.method !== method) continue;
    const match = patternOf(candidate.path).exec(path);
    if (match && match[1] !== 'search') return { route: candidate, id: decodeURIComponent(match[1] ?? '') };
  }
  return undefined;
}

const patterns = new Map<string, RegExp>();

function patternOf(path: string): RegExp {
  const pattern = patterns.get(path) ?? new RegExp(`^${path.replace(':id', '([^/]+)')}$`);
  patterns.set(path, pattern);
  return pattern;
}
