import { affiliateWord, isFoundBy, wordsOfBadge } from '../../shared/domain/badges/search-words.ts';
import type { PublicBadgeView } from '../../shared/http/views.ts';
import { publicView } from '../../shared/services/badges/public-view.ts';
import type { DirectoryEntry, DirectoryQuery } from '../../shared/storage/badges/badge-directory.ts';
import type { BadgePagesDeps } from './deps.ts';

const entriesAtOnce = 50;

/** The most pages of the directory that are read for one page of results, since entries that are no longer verified are left out. */
const maxPages = 4;

const enough = 20;

type Wanted = { readonly words: readonly string[]; readonly of: string | undefined };

type Found = { readonly badges: readonly PublicBadgeView[]; readonly cursor?: string };

/** Badges of the directory that are verified now and match, about 20 of them, and where the next page begins. */
export async function findBadges(
  deps: BadgePagesDeps,
  wanted: Wanted,
  from: Pick<DirectoryQuery, 'kind' | 'cursor'>,
): Promise<Found> {
  const word = wanted.of === undefined ? longestOf(wanted.words) : affiliateWord(wanted.of);
  const badges: PublicBadgeView[] = [];
  let { cursor } = from;
  for (let left = maxPages; left > 0 && badges.length < enough; left--) {
    const query = { ...from, limit: entriesAtOnce, ...(word && { word }), ...(cursor && { cursor }) };
    const page = await deps.badgeDirectory.page(query);
    badges.push(...(await shownIn(deps, page.entries, wanted)).filter(({ kind }) => !from.kind || kind === from.kind));
    cursor = page.cursor;
    if (cursor === undefined) break;
  }
  return { badges, ...(cursor === undefined ? {} : { cursor }) };
}

const longestOf = (words: readonly string[]) => words.toSorted((a, b) => b.length - a.length)[0];

/** The badges of a page of entries, as they are now. A badge that several of its words would find is shown at the first of them. */
async function shownIn(deps: BadgePagesDeps, entries: readonly DirectoryEntry[], { words: wanted, of }: Wanted) {
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
