import { type Contest, contestableUntil } from '../domain/evidence/contest.ts';
import type { Statement } from '../domain/evidence/statement.ts';
import type { ContestStateView, ContestView, StatementView } from './views.ts';

/** A contest as the body of an answer. */
export const contestView = ({ id, day, at, reason, decided }: Contest): ContestView => ({
  ...{ id, day, at, reason },
  state: stateOf({ decided }),
  decision: decided && {
    at: decided.at,
    reason: decided.reason,
    credit: decided.credit && { amountMinor: decided.credit.amountMinor, currency: decided.credit.currency },
  },
});

const stateOf = ({ decided }: Pick<Contest, 'decided'>): ContestStateView => decided?.decision ?? 'open';

/** A statement in a list, with its latest contest. */
export function statementView(statement: Statement, contests: readonly Contest[]): StatementView {
  const { day, at, entries } = statement;
  const latest = contests.filter((each) => each.day === day).reduce(later, null);
  return {
    ...{ day, at, entries },
    contestableUntil: contestableUntil(at),
    contest: latest && stateOf(latest),
  };
}

const later = (one: Contest | null, other: Contest): Contest => (one && one.number > other.number ? one : other);
