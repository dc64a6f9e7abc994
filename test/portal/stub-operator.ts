import type { AdminEventView, Listing } from '../../shared/http/views.ts';
import { type Answer, accepted, done, gone, ok, type Route } from './stub-answers.ts';
import type { World } from './stub-world.ts';

/** Ten a page, like a real list: `cursor` is where the next one starts. */
function page<T>(items: T[], query: URLSearchParams): Answer {
  const start = Number(query.get('cursor') ?? 0);
  const next = start + 10;
  const data = items.slice(start, next);
  return ok<Listing<T>>(next < items.length ? { data, cursor: String(next) } : { data });
}

function decide(world: World, handle: string, { reason }: Record<string, string>, approved: boolean): Answer {
  const badge = world.adminBadges.find((each) => each.handle === handle);
  if (!badge) return gone;
  const state = approved ? 'approved' : 'refused';
  Object.assign(badge, { state, verified: approved, reason, decidedAt: '2026-11-24T10:00:00.000Z' });
  return ok(badge);
}

/** The operator’s routes. */
export const operator: Record<string, Route> = {
  'GET /v1/admin/accounts': ({ adminAccounts }, { query }) => page(adminAccounts, query),
  'GET /v1/admin/events': ({ adminEvents }, { query }) => {
    const outcome = query.get('outcome');
    return page(
      adminEvents.filter((each) => !outcome || each.outcome === outcome),
      query,
    );
  },
  'GET /v1/admin/drift': ({ adminDrift }, { query }) => page(adminDrift, query),
  'POST /v1/admin/events/replay': ({ adminEvents }, { body: { from = '', to = '9999' } }) => {
    const isWanted = ({ outcome, receivedAt }: AdminEventView) =>
      outcome === 'parked' && from <= receivedAt && receivedAt < to;
    const parked = adminEvents.filter(isWanted);
    const [first, ...rest] = parked;
    if (first) Object.assign(first, { outcome: 'handled', error: null, attempts: first.attempts + 1 });
    const more = rest.length > 0 ? { cursor: 'more' } : {};
    return { status: 202, body: { replayed: first ? 1 : 0, ...more } };
  },
  'POST /v1/admin/events/:id/replay': ({ adminEvents }, _, id) => {
    const event = adminEvents.find((each) => each.id === id);
    if (!event) return gone;
    Object.assign(event, { outcome: 'handled', error: null, attempts: event.attempts + 1 });
    return accepted;
  },
  'GET /v1/admin/suppressions': ({ suppressions }, { query }) => page(suppressions, query),
  'DELETE /v1/admin/suppressions/:id': (world, _, id) => {
    const left = world.suppressions.filter(({ address }) => address !== decodeURIComponent(id));
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
  'POST /v1/admin/badges/:id/approve': (world, { body }, id) => decide(world, id, body, true),
  'POST /v1/admin/badges/:id/refuse': (world, { body }, id) => decide(world, id, body, false),
};
