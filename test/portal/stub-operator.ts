import type { AdminEventView, Listing } from '../../shared/http/views.ts';
import { type Answer, accepted, done, gone, ok, type Route } from './stub-answers.ts';
import { useCaseRoutes } from './stub-apps.ts';
import { decisionRoutes } from './stub-badges.ts';
import { catalogueRoutes } from './stub-catalogue.ts';
import { consoleRoutes } from './stub-console.ts';
import { contestRoutes } from './stub-contests.ts';
import { listed } from './stub-organizations.ts';
import { adminPackRoutes } from './stub-packs.ts';
import { readersRoutes } from './stub-readers.ts';
import { runningRoutes } from './stub-running.ts';
import type { World } from './stub-state.ts';
import { todayRoutes } from './stub-today.ts';

/** A page of ten items; `cursor` is the start of the next one. */
function page<T>(items: T[], query: URLSearchParams): Answer {
  const start = Number(query.get('cursor') ?? 0);
  const next = start + 10;
  const data = items.slice(start, next);
  return ok<Listing<T>>(next < items.length ? { data, cursor: String(next) } : { data });
}

function setSuspended({ adminAccounts }: World, id: string, suspended: boolean): Answer {
  const account = adminAccounts.find((each) => each.id === id);
  if (!account) return gone;
  account.suspended = suspended;
  return done;
}

const isStuck = ({ outcome }: AdminEventView): boolean => outcome === 'parked' || outcome === 'failed';

/** The operator’s routes. */
export const operator: Record<string, Route> = {
  ...consoleRoutes,
  ...todayRoutes,
  ...readersRoutes,
  ...runningRoutes,
  ...contestRoutes,
  ...catalogueRoutes,
  ...adminPackRoutes,
  'GET /v1/admin/organizations': ({ adminAccounts }, { query }) => page(listed(adminAccounts, query), query),
  'POST /v1/admin/accounts/:id/suspend': (world, _, id) => setSuspended(world, id, true),
  'POST /v1/admin/accounts/:id/restore': (world, _, id) => setSuspended(world, id, false),
  'GET /v1/admin/accounts/:id/together': ({ together }, { query }, id) => {
    const shared = page(together[id] ?? [], query);
    return { ...shared, body: { ...(shared.body as object), more: (together[id] ?? []).length > 10 } };
  },
  'GET /v1/admin/events': ({ adminEvents }, { query }) => {
    const [outcome, error] = [query.get('outcome'), query.get('error')];
    const isWanted = (each: AdminEventView) =>
      (!outcome || each.outcome === outcome) && (error === null || (isStuck(each) && (each.error ?? '') === error));
    return page(adminEvents.filter(isWanted), query);
  },
  'GET /v1/admin/drift': ({ adminDrift }, { query }) => page(adminDrift, query),
  'POST /v1/admin/events/replay': ({ adminEvents }, { body: { from = '', to = '9999', error, ids } }) => {
    const isWanted = ({ id, outcome, receivedAt, ...event }: AdminEventView) =>
      outcome === 'parked' &&
      (ids === undefined ? from <= receivedAt && receivedAt < to : ids.includes(id)) &&
      (error === undefined || (event.error ?? '') === error);
    const parked = adminEvents.filter(isWanted);
    const [first, ...rest] = parked;
    const again = ids === undefined ? parked.slice(0, 1) : parked;
    for (const event of again) Object.assign(event, { outcome: 'handled', error: null, attempts: event.attempts + 1 });
    if (ids !== undefined) return { status: 202, body: { replayed: again.length } };
    const more = rest.length > 0 ? { cursor: 'more' } : {};
    return { status: 202, body: { replayed: first ? 1 : 0, ...more } };
  },
  'POST /v1/admin/events/:id/replay': ({ adminEvents }, _, id) => {
    const event = adminEvents.find((each) => each.id === id);
    if (!event) return gone;
    Object.assign(event, { outcome: 'handled', error: null, attempts: event.attempts + 1 });
    return accepted;
  },
  'GET /v1/admin/audit': ({ trails }, { query }) => page(trails[query.get('account') ?? '@operators'] ?? [], query),
  'GET /v1/admin/licences': () => ({
    status: 200,
    body: {
      data: [
        {
          ...{ id: 'films', version: '2027', title: 'Films licence', sha256: '0'.repeat(64), termsSha256: null },
          ...{ inForceFrom: '2027-06-01T00:00:00.000Z', isInForce: false, isFirst: false },
        },
      ],
    },
  }),
  'GET /v1/admin/licences/:id/2027/missing': () => ({
    status: 200,
    body: {
      data: [
        {
          ...{ id: 'acct_1', email: 'it@brandwatch.example', organization: 'Brandwatch' },
          ...{ version: '2026-11', at: '2026-11-24T10:00:00.000Z' },
        },
      ],
    },
  }),
  'GET /v1/admin/suppressions': ({ suppressions }, { query }) => page(suppressions, query),
  'POST /v1/admin/suppressions/release': (world, { body }) => {
    const left = world.suppressions.filter(({ address }) => address !== body.address);
    if (left.length === world.suppressions.length) return gone;
    world.suppressions = left;
    return done;
  },
  'GET /v1/admin/badges': ({ adminBadges }, { query }) => {
    const state = query.get('state');
    return page(
      adminBadges.filter((each) => !state || each.state === state),
      query,
    );
  },
  ...decisionRoutes,
  ...useCaseRoutes,
};
