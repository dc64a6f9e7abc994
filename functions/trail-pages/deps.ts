import type { OperatorDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { ServedDeps } from '../../shared/services/evidence/served-requests.ts';
import type { Refusals } from '../../shared/storage/evidence/refusals.ts';
import type { Trail } from '../../shared/storage/trail/trail.ts';

/** Dependencies of the trail's pages. */
export type TrailPagesDeps = HttpDeps &
  OperatorDeps &
  ServedDeps & {
    readonly refusals: Pick<Refusals, 'page' | 'at'>;
    readonly trail: Trail;
  };
