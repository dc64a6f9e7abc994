import { mapConcurrent } from '../../shared/concurrency.ts';
import { type JobContext, jobFunction } from '../../shared/http/stacks.ts';
import { chainLines, type TrailDeps } from './chain-lines.ts';

/** How many lines a run chained, and of how many organizations. */
export type TrailReport = { readonly organizations: number; readonly lines: number };

const maxAtOnce = 10;
/** Time that the organization at hand needs. */
const reserveMs = 20_000;

/**
 * Chains the lines that wait. It may be interrupted anywhere and run twice at once: no line is lost, and none is chained twice. An organization
 * that fails does not delay the others; the run then fails as a whole.
 */
export const trail = (deps: TrailDeps) =>
  jobFunction<TrailReport>(deps, async ({ getRemainingTimeInMillis = () => Number.POSITIVE_INFINITY }: JobContext) => {
    const waiting = await deps.trailBox.waiting();
    const counts = { organizations: 0, lines: 0, failed: 0 };
    await mapConcurrent(maxAtOnce, [...waiting], async ([organization, lines]) => {
      if (getRemainingTimeInMillis() < reserveMs) return;
      try {
        const chained = await chainLines(deps, organization, lines);
        counts.lines += chained;
        counts.organizations += 1;
      } catch (error) {
        counts.failed += 1;
        deps.log.error('lines not chained', error, { account: organization });
      }
    });
    if (counts.failed > 0) throw new Error(`The trails of ${counts.failed} organizations could not be chained`);
    return { organizations: counts.organizations, lines: counts.lines };
  });
