import { listContests } from './contests.ts';
import { acceptContest, rejectContest } from './decide-on-contest.ts';
import type { BillingDeps } from './deps.ts';

/** The console's routes for contests of statements. */
export const contestRoutes = (deps: BillingDeps) => ({
  'GET /v1/admin/contests': listContests(deps),
  'POST /v1/admin/contests/{organization}/{id}/accept': acceptContest(deps),
  'POST /v1/admin/contests/{organization}/{id}/reject': rejectContest(deps),
});
