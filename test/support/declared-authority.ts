import { functions } from '../../infra/functions.ts';
import type { FunctionAuthority } from '../../shared/domain/access/authority.ts';

/** The authority of a function, as its `lambda.ts` gives it to its table (`test/infra/work-authority.test.ts`). */
export function authorityOf(name: string): FunctionAuthority {
  const { routes, work } = functions[name] ?? {};
  return { ...(routes && routes !== '$default' && { routes }), ...(work && { work }) };
}
