import { isHandle } from '../../shared/domain/badges/handle.ts';
import { affiliateWord, isFoundBy, searchWords, wordsOfBadge } from '../../shared/domain/badges/search-words.ts';
import { badgeKinds } from '../../shared/domain/catalog/badge-review.ts';
import { invalid } from '../../shared/errors.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import type { PublicBadgeView } from '../../shared/http/views.ts';
import { cachedForAMinute } from '../../shared/services/badges/cached-answer.ts';
import { queryWord } from '../../shared/services/badges/marks/options.ts';
import { directoryPage } from '../../shared/services/badges/pages/directory-page.ts';
import { pageAnswer } from '../../shared/services/badges/pages/layout.ts';
import { readingOf } from '../../shared/services/badges/pages/reading.ts';
import { publicView } from '../../shared/services/badges/public-view.ts';
import type { DirectoryEntry, DirectoryQuery } from '../../shared/storage/badges/badge-directory.ts';
import type { BadgesDeps } from './deps.ts';

const entriesAtOnce = 50;
/** What is listed and not verified any more is passed over: so many pages of the directory are read for one of ours, at most. */
const maxPages = 4;
const enough = 20;

/** GET /badges?q=&kind=&cursor=: badges that are verified now, by the beginning of their handle or of words of their name. */
export const readDirectory =
  (deps: BadgesDeps): Route =>
  async (request) => {
    knownParameters(request, ['q', 'kind', 'of', 'cursor', 'lang']);
    const reading = readingOf(request);
    const of = organizationIn(request);
    const kind = queryWord(request, 'kind', ['', ...badgeKinds] as const) || undefined;
    const typed = (request.query.get('q') ?? '').slice(0, 100);
    const words = searchWords(typed);
    const cursor = request.query.get('cursor') ?? undefined;
    const isVain = typed.trim() !== '' && words.length === 0;
    const found = isVain
      ? { badges: [] }
      : await find(deps, { words, of }, { ...(kind && { kind }), ...(cursor && { cursor }) });
    const page = directoryPage({ ...found, typed, kind, of, reading, issuer: deps.catalog.name });
    return cachedForAMinute(request, pageAnswer(page));
  };

/** @throws AppError 400 */
function organizationIn({ query }: ApiRequest): string | undefined {
  const handle = query.get('of') || undefined;
  if (handle === undefined || isHandle(handle)) return handle;
  throw invalid([{ field: 'of', message: 'must be the handle of an organization' }]);
}

type Wanted = { readonly words: readonly string[]; readonly of: string | undefined };
type Found = { readonly badges: readonly PublicBadgeView[]; readonly cursor?: string };

async function find(deps: BadgesDeps, wanted: Wanted, from: Pick<DirectoryQuery, 'kind' | 'cursor'>): Promise<Found> {
  const word = wanted.of === undefined ? longestOf(wanted.words) : affiliateWord(wanted.of);
  const badges: PublicBadgeView[] = [];
  let { cursor } = from;
  for (let left = maxPages; left > 0 && badges.length < enough; left--) {
    const query = { ...from, limit: entriesAtOnce, ...(word && { word }), ...(cursor && { cursor }) };
    const page = await deps.badgeDirectory.page(query);
    badges.push(...(await shownOf(deps, page.entries, wanted)).filter(({ kind }) => !from.kind || kind === from.kind));
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return { badges, ...(cursor === undefined ? {} : { cursor }) };
}

const longestOf = (words: readonly string[]) => words.toSorted((a, b) => b.length - a.length)[0];

/** As each badge is now. One that several of its words would find is shown at the first of them. */
async function shownOf(deps: BadgesDeps, entries: readonly DirectoryEntry[], { words: wanted, of }: Wanted) {
  const reads = await deps.badgeReads.read(entries.map(({ handle }) => handle));
  return entries.flatMap(({ word }, i): PublicBadgeView[] => {
    const read = reads[i];
    if (!read) return [];
    const badge = publicView(deps, read);
    if (!badge?.verified) return [];
    const words = wordsOfBadge(read.application);
    const longest = longestOf(wanted) ?? '';
    const isFirst = word === undefined || words.find((each) => each.startsWith(longest)) === word;
    if (of !== undefined) return read.application.parent === of && isFoundBy(words, wanted) ? [badge] : [];
    return isFirst && isFoundBy(words, wanted) ? [badge] : [];
  });
}
