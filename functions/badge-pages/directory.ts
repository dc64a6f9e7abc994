import type { Route } from '../../shared/http/route.ts';
import { cachedForAMinute } from '../../shared/services/badges/cached-answer.ts';
import { directoryPage } from '../../shared/services/badges/pages/directory-page.ts';
import { pageAnswer } from '../../shared/services/badges/pages/layout.ts';
import { readingOf } from '../../shared/services/badges/pages/reading.ts';
import type { BadgePagesDeps } from './deps.ts';
import { directoryQueryOf } from './directory-query.ts';
import { findBadges } from './find-badges.ts';

/** GET /badges?q=&kind=&cursor=: badges that are verified now, by the beginning of their handle or of words of their name. */
export const readDirectory =
  (deps: BadgePagesDeps): Route =>
  async (request) => {
    const { typed, words, of, kind, cursor } = directoryQueryOf(request);
    const reading = readingOf(request);
    const isVain = typed.trim() !== '' && words.length === 0;
    const found = isVain
      ? { badges: [] }
      : await findBadges(deps, { words, of }, { ...(kind && { kind }), ...(cursor && { cursor }) });
    const page = directoryPage({ ...found, typed, kind, of, reading, issuer: deps.catalog.name });
    return cachedForAMinute(request, pageAnswer(page));
  };
