import { textIn } from '../../shared/domain/catalog/localized.ts';
import { AppError, found, invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import type { OEmbedView } from '../../shared/http/views.ts';
import { cachedForAMinute } from '../../shared/services/badges/cached-answer.ts';
import { handleIn } from './address.ts';
import type { BadgePagesDeps } from './deps.ts';
import { mark, thumbnail } from './oembed-mark.ts';
import { shownOf } from './shown-badge.ts';

/**
 * GET /oembed?url=…: how another site shows a link to a badge (oEmbed 1.0).
 * The answer is the mark, without script, or a plain link where the mark does not fit. 404 for an address that is no badge here, 501 for
 * XML.
 */
export const readOEmbed =
  (deps: BadgePagesDeps): Route =>
  async (request) => {
    knownParameters(request, ['url', 'format', 'maxwidth', 'maxheight', 'dnt']);
    const { query } = request;
    if ((query.get('format') ?? 'json') !== 'json')
      throw new AppError('not_implemented', 'Only format=json is supported.');
    const address = query.get('url');
    if (address === null) throw invalid([{ field: 'url', message: 'must be the address of a badge on this site' }]);
    const bounds = { maxwidth: boundOf(request, 'maxwidth'), maxheight: boundOf(request, 'maxheight') };
    const handle = handleIn(deps.origin, address);
    const { badge } = found(handle === null ? null : await shownOf(deps, handle), 'A badge at this address');
    const body: OEmbedView = {
      version: '1.0',
      title: `${badge.displayName} (@${badge.handle})`,
      provider_name: textIn(deps.catalog.name, 'en'),
      provider_url: deps.origin,
      cache_age: 60,
      ...thumbnail(deps.origin, badge, bounds),
      ...mark(deps.origin, badge, bounds),
    };
    return cachedForAMinute(request, ok(body, { 'access-control-allow-origin': '*' }));
  };

function boundOf({ query }: ApiRequest, field: string): number {
  const given = query.get(field);
  if (given === null) return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw invalid([{ field, message: 'must be a whole number of pixels' }]);
}
