import { isFoundBy, searchWords, wordsOfBadge } from '../../shared/domain/badges/search-words.ts';
import { badgeKinds } from '../../shared/domain/catalog/badge-review.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { PublicBadgeView } from '../../shared/http/views.ts';
import type { DirectoryEntry, DirectoryQuery } from '../../shared/storage/badge-directory.ts';
import type { BadgesDeps } from './deps.ts';
import { keptAMinute } from './kept.ts';
import { oneOf } from './marks/options.ts';
import { directoryPage } from './pages/directory-page.ts';
import { pageAnswer } from './pages/layout.ts';
import { pageLanguage } from './public-badge.ts';
import { publicView } from './public-view.ts';

const entriesAtOnce = 50;
/** What is listed and not verified any more is passed over: so many pages of the directory are read for one of ours, at most. */
const mostPages = 4;
const enough = 20;

/** GET /badges?q=&kind=&cursor=: badges that are verified now, by the beginning of their handle or of words of their name. */
export const readDirectory =
  (deps: BadgesDeps): Route =>
  async (request) => {
    knownParameters(request, ['q', 'kind', 'cursor', 'lang']);
    const language = pageLanguage(request);
    const kind = oneOf(request, 'kind', ['', ...badgeKinds] as const) || undefined;
    const typed = (request.query.get('q') ?? '').slice(0, 100);
    const words = searchWords(typed);
    const cursor = request.query.get('cursor') ?? undefined;
    const isVain = typed.trim() !== '' && words.length === 0;
    const found = isVain
      ? { badges: [] }
      : await find(deps, words, { ...(kind && { kind }), ...(cursor && { cursor }) });
    return keptAMinute(
      request,
      pageAnswer(directoryPage({ ...found, typed, kind, language, issuer: deps.catalog.name })),
    );
  };

type Found = { readonly badges: readonly PublicBadgeView[]; readonly cursor?: string };

async function find(
  deps: BadgesDeps,
  words: readonly string[],
  from: Pick<DirectoryQuery, 'kind' | 'cursor'>,
): Promise<Found> {
  const word = words.toSorted((a, b) => b.length - a.length)[0];
  const badges: PublicBadgeView[] = [];
  let { cursor } = from;
  for (let left = mostPages; left > 0 && badges.length < enough; left--) {
    const query = { ...from, limit: entriesAtOnce, ...(word && { word }), ...(cursor && { cursor }) };
    const page = await deps.badgeDirectory.page(query);
    badges.push(...(await shownOf(deps, page.entries, words)).filter(({ kind }) => !from.kind || kind === from.kind));
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return { badges, ...(cursor === undefined ? {} : { cursor }) };
}

/** As each badge is now. One that several of its words would find is shown at the first of them. */
async function shownOf(deps: BadgesDeps, entries: readonly DirectoryEntry[], wanted: readonly string[]) {
  const reads = await deps.badgeReads.read(entries.map(({ handle }) => handle));
  return entries.flatMap(({ word }, i): PublicBadgeView[] => {
    const read = reads[i];
    if (!read) return [];
    const badge = publicView(deps, read);
    if (!badge?.verified) return [];
    const words = wordsOfBadge(read.application);
    const longest = wanted.toSorted((a, b) => b.length - a.length)[0] ?? '';
    const isFirst = word === undefined || words.find((each) => each.startsWith(longest)) === word;
    return isFirst && isFoundBy(words, wanted) ? [badge] : [];
  });
}
