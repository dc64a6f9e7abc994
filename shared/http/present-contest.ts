import { type Contest, contestableUntil } from '../domain/evidence/contest.ts';
import type { Statement } from '../domain/evidence/statement.ts';
import type { ContestView, StatementView } from './views.ts';

/** A contest as the body of an answer. */
export const contestView = ({ id, day, at, reason, decided }: Contest): ContestView => ({
  ...{ id, day, at, reason },
  state: decided?.decision ?? 'open',
  decision: decided && {
    at: decided.at,
    reason: decided.reason,
    credit: decided.credit && { amountMinor: decided.credit.amountMinor, currency: decided.credit.currency },
  },
});

/** A statement in a list, with its latest contest. */
export function statementView(statement: Statement, contests: readonly Contest[]): StatementView {
  const { id, day, at, entries, totals } = statement;
  const latest = contests.filter((each) => each.day === day).reduce(later, null);
  return {
    ...{ id, day, at, entries },
    calls: totals.reduce((sum, { calls }) => sum + calls, 0),
    records: totals.reduce((sum, { records }) => sum + records, 0),
    contestableUntil: contestableUntil(at),
    contest: latest && contestView(latest),
  };
}

const later = (one: Contest | null, other: Contest): Contest => (one && one.number > other.number ? one : other);
