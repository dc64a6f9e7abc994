import { functions } from '../infra/functions.ts';
import type { Declared, RouteAuthority } from '../shared/domain/access/authority.ts';
import type { Operation } from '../shared/http/operation.ts';
import { operations } from './routes.ts';

/** A route with its authority and its description. */
export type DescribedRoute = {
  readonly route: string;
  readonly authority: RouteAuthority;
  readonly operation: Operation;
};

/** Every declared route. @throws Error naming one without a description, or a description without a route */
export function describedRoutes(): readonly DescribedRoute[] {
  return Object.entries(functions).flatMap(([name, { routes }]) => {
    if (routes === undefined || routes === '$default') return [];
    const described = operations[name] ?? {};
    const strange = Object.keys(described).find((route) => !(route in routes));
    if (strange !== undefined) throw new Error(`${name} describes ${strange}, and declares no such route`);
    return Object.entries<RouteAuthority>(routes satisfies Declared).map(([route, authority]) => {
      const operation = described[route];
      if (!operation) throw new Error(`${name} does not describe ${route}`);
      return { route, authority, operation };
    });
  });
}
