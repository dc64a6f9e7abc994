import { type Declared, trailOf } from '../../shared/domain/access/authority.ts';
import type { OperatorRole } from '../../shared/domain/accounts/operator.ts';
import type { PowerView } from '../../shared/http/views.ts';
import { billingRoutes } from '../billing/routes.ts';
import { packsRoutes } from '../packs/routes.ts';
import { trailPagesRoutes } from '../trail-pages/routes.ts';
import { webhooksRoutes } from '../webhooks/routes.ts';
import { adminRoutes } from './routes.ts';

const declared: Declared = {
  ...adminRoutes,
  ...billingRoutes,
  ...packsRoutes,
  ...trailPagesRoutes,
  ...webhooksRoutes,
};

/** The acts of operators, each with the roles that its routes are declared for, in the order of the routes. */
export function powersOf(routes: Declared = declared): PowerView[] {
  const powers = new Map<string, { readonly roles: Set<OperatorRole>; presence: boolean }>();
  for (const authority of Object.values(routes)) {
    const { callers, presence = false } = authority;
    if (typeof callers !== 'object' || !('operators' in callers)) continue;
    for (const action of trailOf(authority).flatMap(({ actions }) => actions)) {
      const power = powers.get(action) ?? { roles: new Set(), presence: false };
      for (const role of callers.operators) power.roles.add(role);
      powers.set(action, { ...power, presence: power.presence || presence });
    }
  }
  return [...powers].map(([action, { roles, presence }]) => ({ action, roles: [...roles], presence }));
}
