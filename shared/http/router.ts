import { paramsIn } from './path.ts';

/** A route, and the parameters in the path that it took. */
export type Routed = { readonly route: string; readonly params: Readonly<Record<string, string>> };

/** Full segments before parameters, parameters before the rest of a path, and a named method before any. */
const rankOf = (route: string): string => {
  const [method, path = ''] = route.split(' ');
  const segments = path.split('/').map((part) => (/\+\}$/.test(part) ? '2' : /^\{/.test(part) ? '1' : '0'));
  return `${segments.join('')}${method === 'ANY' ? '1' : '0'}`;
};

/**
 * Finds the route of a method and a path, percent-encoded as the client wrote it; null for none. API Gateway groups routes by function, so that
 * each function chooses among its own. A HEAD takes the route of GET (RFC 9110, 9.3.2).
 */
export function routerOf(routes: readonly string[]): (method: string, path: string) => Routed | null {
  const ranked = routes.toSorted((one, other) => (rankOf(one) < rankOf(other) ? -1 : 1));
  return (method, path) => {
    const asked = method === 'HEAD' ? 'GET' : method;
    for (const route of ranked) {
      const [taken] = route.split(' ');
      const params = taken === asked || taken === 'ANY' ? paramsIn(route, path) : null;
      if (params) return { route, params };
    }
    return null;
  };
}
