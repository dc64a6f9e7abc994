import type { SignedRequest } from '../../domain/evidence/entry.ts';
import type { ApiRequest } from '../../http/request.ts';

/** A request as the ledger names it: method, path and query, as in `GET /data/posts?brand=Havnora`. A signed one is named as it was signed. */
export function queryText(
  { method, path, query, search }: Pick<ApiRequest, 'method' | 'path' | 'query' | 'search'>,
  signed?: SignedRequest,
): string {
  if (query.size === 0 && !signed) return `${method} ${path}`;
  const shown = signed ? search : String(query);
  return shown === '' ? `${method} ${path}` : `${method} ${path}?${shown}`;
}
