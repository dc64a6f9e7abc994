import type { AuditView, Listing } from '../../shared/http/views.ts';
import { ok, type Route } from './stub-answers.ts';

/** The organization's own trail, as the API lists it. A page has as many lines as asked for. */
export const eventRoutes: Record<string, Route> = {
  'GET /v1/events': ({ ownTrail = [] }, { query }) => {
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? '9'];
    const isWanted = ({ at, action, actor }: AuditView) =>
      at >= from &&
      at < to &&
      (!query.has('action') || action === query.get('action')) &&
      (!query.has('actor') || actor === query.get('actor'));
    const wanted = ownTrail.filter(isWanted);
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('limit') ?? 50);
    return ok<Listing<AuditView>>({
      data: wanted.slice(start, end),
      ...(end < wanted.length && { cursor: String(end) }),
    });
  },
};
