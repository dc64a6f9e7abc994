import { ok, withHeaders } from '../../shared/http/answer.ts';
import { csvAnswer, wantsCsv } from '../../shared/http/csv.ts';
import { type PageRequest, pageRequestOf } from '../../shared/http/page.ts';
import { auditView } from '../../shared/http/present-audit.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { type OpenSpan, openSpanIn } from '../../shared/http/span.ts';
import type { AuditView } from '../../shared/http/views.ts';
import type { TrailPagesDeps } from './deps.ts';

const texts = ['action', 'kind', 'key', 'actor'] as const;
const filters = [...texts, 'from', 'to'] as const;
/** A page looks through as many pages of the trail for lines that are wanted. */
const pagesRead = 5;
const csvLines = 1_000;
const csvAtOnce = 100;

type Filter = OpenSpan & { readonly [name in (typeof texts)[number]]?: string };
type Lines = { readonly lines: readonly AuditView[]; readonly cursor?: string };

/**
 * GET /v1/events?action&kind&key&actor&from&to: the organization's own trail, newest first; as JSON a page, as CSV at most 1,000 lines. With a
 * filter a page may have fewer lines than its limit.
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

const isWanted = ({ at, action, actor, detail }: AuditView, filter: Filter): boolean =>
  (filter.action === undefined || action === filter.action) &&
  (filter.kind === undefined || kindOf(action) === filter.kind) &&
  (filter.key === undefined || (kindOf(action) === 'key' && [detail.key, detail.next].includes(filter.key))) &&
  (filter.actor === undefined || actor === filter.actor) &&
  (filter.from === undefined || !isBefore(at, filter.from)) &&
  (filter.to === undefined || isBefore(at, filter.to));

/** The kind of thing that an action is about: `key` of `key.created`. */
const kindOf = (action: string): string => action.split('.')[0] ?? '';

const isBefore = (one: string, other: string): boolean => Date.parse(one) < Date.parse(other);

function filterOf({ query }: SignedInRequest): Filter {
  const given = texts.map((name) => [name, query.get(name)] as const).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(given), ...openSpanIn(query) };
}
