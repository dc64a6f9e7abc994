import { searchWords } from '../../shared/domain/badges/search-words.ts';
import type { Found, SearchResult } from '../../shared/domain/console/found.ts';
import { invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { SearchHit, SearchView } from '../../shared/http/views.ts';
import type { AdminDeps } from './deps.ts';

/** Hits of one answer. */
const maxHits = 20;
const maxCharacters = 200;

/** GET /v1/admin/search?q=: things that the text names exactly, and organizations whose names begin like it. */
export const searchAll =
  ({ search }: Pick<AdminDeps, 'search'>): OperatorRoute =>
  async (request) => {
    knownParameters(request, ['q']);
    const text = (request.query.get('q') ?? '').trim();
    if (text === '' || text.length > maxCharacters)
      throw invalid([{ field: 'q', message: `must be a text of 1 to ${maxCharacters} characters` }]);
    return ok(viewOf(text, await search.find(text)));
  };

function viewOf(text: string, { exact, named, more }: SearchResult): SearchView {
  const organizations = named.filter(({ id }) => !exact.some((each) => each.kind === 'organization' && each.id === id));
  const hits = [...exact, ...organizations];
  return {
    hits: hits.slice(0, maxHits).map(hitOf),
    exact: onlyOne(exact, organizations, text),
    more: more || hits.length > maxHits,
  };
}

/** The one thing that the text names: by an id, or else by its whole name. */
function onlyOne(exact: readonly Found[], organizations: readonly Found[], text: string): SearchHit | null {
  const words = searchWords(text).join(' ');
  const called = organizations.filter(({ title }) => searchWords(title).join(' ') === words);
  const [one, ...others] = exact.length > 0 ? exact : called;
  return one && others.length === 0 ? hitOf(one) : null;
}

const hitOf = ({ organization, ...found }: Found): SearchHit => ({
  ...found,
  organization: organization && { ...organization },
});
