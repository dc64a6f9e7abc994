import type { ApiRequest } from '../../http/request.ts';

/** A request as the ledger names it: method, path and query, as in `GET /data/posts?brand=Havnora`. */
export const queryText = ({ method, path, query }: Pick<ApiRequest, 'method' | 'path' | 'query'>): string =>
  query.size === 0 ? `${method} ${path}` : `${method} ${path}?${query}`;
