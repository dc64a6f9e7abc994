import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { catalogView } from '../../shared/http/present-catalog.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import type { BillingDeps } from './deps.ts';

/** GET /v1/catalog: everything sold, with prices in every currency, in the reader's language; the same for everybody. */
export const readCatalog =
  ({ catalog }: Pick<BillingDeps, 'catalog'>): Route =>
  async (request) => {
    knownParameters(request, []);
    const language = languageOf(request);
    const kept = { 'cache-control': 'public, max-age=60', vary: 'Accept-Language' };
    return ok(catalogView(catalog, language), { ...kept, 'content-language': language });
  };
