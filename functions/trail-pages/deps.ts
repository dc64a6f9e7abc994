import type { OperatorDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { RefusalPageDeps } from '../../shared/services/evidence/refusal-page.ts';
import type { ServedDeps } from '../../shared/services/evidence/served-requests.ts';
import type { Refusals } from '../../shared/storage/evidence/refusals.ts';
import type { Timeline } from '../../shared/storage/timeline/timeline.ts';
import type { Trail } from '../../shared/storage/trail/trail.ts';

/** Dependencies of the trail's pages. */
export type TrailPagesDeps = HttpDeps &
  OperatorDeps &
  RefusalPageDeps &
  ServedDeps & {
    readonly refusals: Pick<Refusals, 'page' | 'at'>;
    readonly trail: Trail;
    readonly timeline: Timeline;
  };
