import type { AdminContestView } from '../../shared/http/views.ts';
import { listing, ok, type Route, refuse } from './stub-answers.ts';

const open: AdminContestView = {
  ...{ id: 'ct_2', day: '2026-11-22', at: '2026-11-23T09:00:00.000Z', state: 'open', decision: null },
  reason: 'نصف هذه القراءات ليس لنا.',
  ...{ accountId: 'acct_1', organization: 'مرصد العلامات', app: 'app_1', dataset: 'posts' },
  ...{ entries: ['9be1'.repeat(16)], creditGivenAt: null },
};
const decided: AdminContestView = {
  ...open,
  ...{ id: 'ct_1', day: '2026-11-20', at: '2026-11-21T09:00:00.000Z', state: 'accepted', organization: 'Brandwatch' },
  ...{ reason: 'We were charged twice.', app: null, dataset: null, entries: [] },
  decision: {
    ...{ at: '2026-11-21T12:00:00.000Z', reason: 'Our job ran twice that day.' },
    credit: { amountMinor: 2_500, currency: 'usd' },
  },
};

/** Contests as the console lists them: one to be decided, and one whose credit waits for Stripe. */
export const someContests = (): AdminContestView[] => [open, decided].map((each) => ({ ...each }));

type Decision = { readonly id: string; readonly state: 'accepted' | 'rejected'; readonly reason: string };

function decide(contests: AdminContestView[], { id, state, reason }: Decision, credit: unknown) {
  const contest = contests.find((each) => each.id === id && each.state === 'open');
  if (!contest) return refuse('conflict', 'This contest was decided in the meantime. Reload it.');
  const given = credit as { amountMinor: number; currency: string } | undefined;
  const at = '2026-11-24T09:00:00.000Z';
  Object.assign(contest, {
    state,
    decision: { at, reason, credit: given ?? null },
    creditGivenAt: given ? at : null,
  });
  return ok(contest);
}

/** The console’s routes for contests. */
export const contestRoutes: Record<string, Route> = {
  'GET /v1/admin/contests': ({ contests }, { query }) => {
    const state = query.get('state');
    return listing(contests.filter((each) => !state || (state === 'open') === (each.state === 'open')));
  },
  ...Object.fromEntries(
    Object.entries({ accept: 'accepted', reject: 'rejected' } as const).map(([decision, state]): [string, Route] => [
      `POST /v1/admin/contests/acct_1/:id/${decision}`,
      ({ contests }, { body: { reason = '', credit } }, id) => decide(contests, { id, state, reason }, credit),
    ]),
  ),
};
