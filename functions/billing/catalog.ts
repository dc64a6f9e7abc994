import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { catalogView } from '../../shared/http/present-catalog.ts';
import type { Route } from '../../shared/http/route.ts';
import type { BillingDeps } from './deps.ts';

/** GET /v1/catalog: everything sold, with prices in every currency; the same for everybody. */
export const readCatalog =
  ({ catalog }: Pick<BillingDeps, 'catalog'>): Route =>
  async (request) => {
    knownParameters(request, []);
    return ok(catalogView(catalog), { 'cache-control': 'public, max-age=60' });
  };
