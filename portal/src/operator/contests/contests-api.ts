import type { AdminContestView } from '../../../../shared/http/views.ts';
import type { Change } from '../acts/act-api.ts';
import { useListing } from '../operator-api.ts';

/** The states that contests are listed by. */
export type ContestFilter = 'open' | 'closed';

/** An operator's decision on a contest. */
export type ContestDecision = 'accept' | 'reject';

/** Contests of statements in one state, or all, the oldest first. */
export const useContests = (state?: ContestFilter) =>
  useListing<AdminContestView>(
    ['admin', 'contests', state ?? 'all'],
    `/v1/admin/contests${state ? `?state=${state}` : ''}`,
  );

/** A decision as it is sent. The organization reads the reason. */
export const decisionOf = (
  { accountId, id }: AdminContestView,
  decision: ContestDecision,
  body: Change['body'],
): Change => ({
  method: 'POST',
  path: `/v1/admin/contests/${encodeURIComponent(accountId)}/${encodeURIComponent(id)}/${decision}`,
  body,
});
