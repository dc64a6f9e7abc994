import { refusalsKeptDays } from '../../shared/domain/evidence/refusal.ts';
import { found, invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { openSpanIn } from '../../shared/http/span.ts';
import type { RequestListView } from '../../shared/http/views.ts';
import { refusalSpan } from '../../shared/services/evidence/refusal-page.ts';
import { servedAt, servedPage } from '../../shared/services/evidence/served-requests.ts';
import type { TrailPagesDeps } from './deps.ts';
import { loggedRefusal, loggedServed, placeOfId, placeWithin } from './present-request.ts';

const filters = ['status', 'key', 'app', 'dataset', 'reason', 'from', 'to'] as const;

/** GET /v1/requests: the log of one kind of requests, those that were refused or those that were served; the latest first. */
export const listRequests =
  (deps: TrailPagesDeps): SignedInRoute =>
  async (request) => {
    const page = pageRequestOf(request, filters);
    const since = new Date(deps.now().getTime() - refusalsKeptDays * 86_400_000).toISOString();
    const filter = filterOf(request);
    const { accountId } = request.session;
    if (statusOf(request) === 'served') return ok(await served(deps, accountId, { ...page, ...filter, since }));
    const span = refusalSpan(request.query, deps.now());
    const { key: keyId, ...of } = filter;
    const { rows, cursor } = await deps.refusals.page(accountId, { ...page, ...of, ...span, keyId });
    const body: RequestListView = {
      data: rows.map((row) => loggedRefusal(accountId, row)),
      ...(cursor !== undefined && { cursor }),
      ...{ servedThrough: null, refusedSince: since },
    };
    return ok(body);
  };

type Asked = ReturnType<typeof filterOf> & { readonly limit: number; readonly cursor?: string; readonly since: string };

async function served(deps: TrailPagesDeps, accountId: string, { cursor, since, ...asked }: Asked) {
  const before = cursor === undefined ? null : placeOfId(cursor);
  if (cursor !== undefined && before === null)
    throw invalid([
      { field: 'cursor', message: 'is not a cursor of this list: leave it out to start from the first page' },
    ]);
  const { rows, through, next } = await servedPage(deps, accountId, { ...asked, before });
  const body: RequestListView = {
    data: rows.map((row) => loggedServed(accountId, row)),
    ...(next && { cursor: `${next.seq}_${next.entry}` }),
    ...{ servedThrough: through, refusedSince: since },
  };
  return body;
}

/** GET /v1/requests/{id}: one of them. */
export const showRequest =
  (deps: TrailPagesDeps): SignedInRoute =>
  async ({ session: { accountId }, params: { id = '' } }) => {
    const written = found(placeWithin(accountId, id), 'This request');
    const place = placeOfId(written);
    const row = place ? await servedAt(deps, accountId, place) : null;
    if (row) return ok(loggedServed(accountId, row));
    const refusal = found(place ? null : await deps.refusals.at(accountId, written), 'This request');
    return ok(loggedRefusal(accountId, refusal));
  };

function statusOf({ query }: SignedInRequest): 'served' | 'refused' {
  const status = query.get('status') ?? 'refused';
  if (status === 'served' || status === 'refused') return status;
  throw invalid([{ field: 'status', message: 'must be served or refused' }]);
}

function filterOf({ query }: SignedInRequest) {
  const given = (name: (typeof filters)[number]) => query.get(name) ?? undefined;
  const of = { key: given('key'), app: given('app'), dataset: given('dataset'), reason: given('reason') };
  return { ...of, ...openSpanIn(query) };
}
