import { isHandle } from '../../shared/domain/badges/handle.ts';
import { searchWords } from '../../shared/domain/badges/search-words.ts';
import { badgeKinds } from '../../shared/domain/catalog/badge-review.ts';
import { invalid } from '../../shared/errors.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { queryWord } from '../../shared/services/badges/marks/options.ts';

/** The directory's query parameters. @throws AppError 400 for a parameter that is unknown or not valid */
export function directoryQueryOf(request: ApiRequest) {
  knownParameters(request, ['q', 'kind', 'of', 'cursor', 'lang']);
  const { query } = request;
  const typed = (query.get('q') ?? '').slice(0, 100);
  return {
    typed,
    words: searchWords(typed),
    of: organizationIn(request),
    kind: queryWord(request, 'kind', ['', ...badgeKinds] as const) || undefined,
    cursor: query.get('cursor') ?? undefined,
  };
}

/** @throws AppError 400 where `of` is no handle */
function organizationIn({ query }: ApiRequest): string | undefined {
  const handle = query.get('of') || undefined;
  if (handle === undefined || isHandle(handle)) return handle;
  throw invalid([{ field: 'of', message: 'must be the handle of an organization' }]);
}
