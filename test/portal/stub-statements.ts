import type { ContestView, StatementView } from '../../shared/http/views.ts';
import { created, gone, listing, type Route, refuse } from './stub-answers.ts';

const statement = (day: string, more: Partial<StatementView> = {}): StatementView => ({
  day,
  at: `${day}T01:25:00.000Z`,
  entries: 1_204,
  contestableUntil: '2099-01-01T00:00:00.000Z',
  contest: null,
  ...more,
});

export const someStatements = (): StatementView[] => [
  statement('2026-11-23'),
  statement('2026-11-22', { entries: 1, contest: 'rejected' }),
  statement('2026-10-01', { contestableUntil: '2026-10-31T01:25:00.000Z' }),
];

/** The routes of statements. */
export const statementRoutes: Record<string, Route> = {
  'GET /v1/statements': ({ statements }) => listing(statements),
  'GET /v1/statements/:id/contests': ({ statements }, _, day) => {
    const contest = { id: `ct_${day}`, day, at: `${day}T14:00:00.000Z`, reason: 'These reads are not ours.' };
    const rejected = { at: '2026-11-24T08:00:00.000Z', reason: 'Your key signed them.', credit: null };
    const state = statements.find((each) => each.day === day)?.contest ?? 'open';
    return listing<ContestView>([{ ...contest, state, decision: state === 'open' ? null : rejected }]);
  },
  'POST /v1/statements/:id/contest': ({ statements }, { body }, day) => {
    const found = statements.find((each) => each.day === day);
    if (!found) return gone;
    if (found.contest === 'open') return refuse('conflict', 'A contest of this statement is open.');
    found.contest = 'open';
    return created({ id: `ct_${day}`, day, reason: body.reason ?? '', state: 'open', decision: null });
  },
};
