import { ok, withHeaders } from '../../shared/http/answer.ts';
import { csvAnswer, wantsCsv } from '../../shared/http/csv.ts';
import { type PageRequest, pageRequestOf } from '../../shared/http/page.ts';
import { auditView } from '../../shared/http/present-audit.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { type OpenSpan, openSpanIn } from '../../shared/http/span.ts';
import type { AuditView } from '../../shared/http/views.ts';
import type { TrailPagesDeps } from './deps.ts';

const filters = ['action', 'actor', 'from', 'to'] as const;
/** A page looks through as many pages of the trail for lines that are wanted. */
const pagesRead = 5;
const csvLines = 1_000;
const csvAtOnce = 100;

type Filter = OpenSpan & { readonly action?: string; readonly actor?: string };
type Lines = { readonly lines: readonly AuditView[]; readonly cursor?: string };

/**
 * GET /v1/events?action&actor&from&to: the organization's own trail, newest first; as JSON a page, as CSV at most 1,000 lines. With a filter a
 * page may have fewer lines than its limit.
 */
export const listOwnTrail =
  (deps: TrailPagesDeps): SignedInRoute =>
  async (request) => {
    const page = pageRequestOf(request, filters);
    const filter = filterOf(request);
    const isCsv = wantsCsv(request);
    const { accountId } = request.session;
    if (!isCsv) {
      const { lines, cursor } = await linesOf(deps, accountId, { page, filter, reads: pagesRead });
      return ok({ data: lines, cursor });
    }
    const all = { ...page, limit: csvLines };
    const { lines, cursor } = await linesOf(deps, accountId, { page: all, filter, reads: csvLines / csvAtOnce });
    const rows = lines.map(({ at, action, actor, detail, id }) => [at, action, actor, JSON.stringify(detail), id]);
    const answer = csvAnswer(['at', 'action', 'actor', 'detail', 'id'], rows);
    if (cursor === undefined) return answer;
    const next = new URLSearchParams({ ...filter, cursor });
    return withHeaders(answer, { link: `</v1/events?${next}>; rel="next"` });
  };

type Wanted = { readonly page: PageRequest; readonly filter: Filter; readonly reads: number };

async function linesOf({ trail }: TrailPagesDeps, accountId: string, { page, filter, reads }: Wanted): Promise<Lines> {
  const lines: AuditView[] = [];
  let { cursor } = page;
  for (let read = 0; read < reads && lines.length < page.limit; read++) {
    const limit = Math.min(csvAtOnce, page.limit - lines.length);
    const { entries, cursor: next } = await trail.list(accountId, { limit, ...(cursor !== undefined && { cursor }) });
    lines.push(...entries.map(auditView).filter((line) => isWanted(line, filter)));
    const last = entries.at(-1);
    if (next === undefined || (filter.from !== undefined && last && isBefore(last.at, filter.from))) return { lines };
    cursor = next;
  }
  return { lines, ...(cursor !== undefined && { cursor }) };
}

const isWanted = ({ at, action, actor }: AuditView, filter: Filter): boolean =>
  (filter.action === undefined || action === filter.action) &&
  (filter.actor === undefined || actor === filter.actor) &&
  (filter.from === undefined || !isBefore(at, filter.from)) &&
  (filter.to === undefined || isBefore(at, filter.to));

const isBefore = (one: string, other: string): boolean => Date.parse(one) < Date.parse(other);

function filterOf({ query }: SignedInRequest): Filter {
  const [action, actor] = [query.get('action'), query.get('actor')];
  return { ...(action !== null && { action }), ...(actor !== null && { actor }), ...openSpanIn(query) };
}
