import type { AuditView, Listing } from '../../shared/http/views.ts';
import { ok, type Route } from './stub-answers.ts';

/** The organization's own trail, as the API lists it. A page has as many lines as asked for, or six. */
export const eventRoutes: Record<string, Route> = {
  'GET /v1/events': ({ ownTrail = [] }, { query, headers }) => {
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? '9'];
    const kindOf = (action: string) => action.split('.')[0];
    const isWanted = ({ at, action, actor, detail }: AuditView) =>
      at >= from &&
      at < to &&
      (!query.has('kind') || kindOf(action) === query.get('kind')) &&
      (!query.has('key') || (kindOf(action) === 'key' && detail.key === query.get('key'))) &&
      (!query.has('action') || action === query.get('action')) &&
      (!query.has('actor') || actor === query.get('actor'));
    const wanted = ownTrail.filter(isWanted);
    if (headers.accept === 'text/csv') {
      return {
        status: 200,
        text: ['at,action,actor', ...wanted.map(({ at, action, actor }) => [at, action, actor].join())].join('\r\n'),
      };
    }
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('limit') ?? 6);
    return ok<Listing<AuditView>>({
      data: wanted.slice(start, end),
      ...(end < wanted.length && { cursor: String(end) }),
    });
  },
};
